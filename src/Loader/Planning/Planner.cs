using System.Buffers;
using System.Globalization;
using Loader.Books;
using Loader.Books.RowBytes;
using Loader.Destinations;
using Loader.Mappings;
using Loader.Mappings.Rows;
using Loader.Running.GroupKeys;
using Loader.Running.Making;
using Loader.Running.Preparing;
using Loader.Sources;

namespace Loader.Planning;

/// <summary>
/// Makes the plan of a prepared load: reads rows, makes their events as a run would, and counts. Sends nothing, opens no books for writing. Memory does not
/// grow with the source. One thread, used once.
/// </summary>
/// <param name="prepared">What would be loaded.</param>
/// <param name="books">What earlier runs did; null: nothing yet.</param>
/// <param name="mostRows">Rows that are looked at; a source with more is estimated.</param>
internal sealed class Planner(Prepared prepared, BooksView? books, long mostRows) : IDisposable
{
    private readonly ArrayBufferWriter<byte> bytes = new();
    private readonly List<(Packed Packed, byte[] Note, int Entry)> events = [];
    private readonly List<(PlannedPlace Place, bool IsOpen, bool IsSent)> group = [];
    private readonly RequestCount requests = new(prepared.Destination.Protocol.Framing);
    private readonly BusiestLane lanes = new();
    private readonly EventSums sums = new([.. prepared.Mapper.Entries.Select(entry => entry.Shape)]);
    private readonly PlanTally tally = new();
    private readonly RowPolicy policy = RowPolicy.Of(prepared);
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("loader-plan-");
    private Grouper? grouper;
    private ClosedKeys? keys;
    private long repeated;
    private PlannedPlace? firstRepeated;
    private long read;
    private long made;

    /// <param name="now">What <c>now</c> is in the mapping.</param>
    /// <param name="latency">How long an answer is assumed to take.</param>
    /// <param name="stop">Ends the reading.</param>
    /// <exception cref="SourceException">The source cannot be read any further.</exception>
    public async Task<Plan> MakeAsync(DateTimeOffset now, TimeSpan latency, CancellationToken stop)
    {
        prepared.BeginAt(Value.OfTime(now.ToUnixTimeSeconds(), 0));
        keys = new(folder.FullName);
        if (prepared.Mapper.IsGrouped) grouper = new(prepared.Mapper, keys);
        var cost = mostRows == long.MaxValue ? null : (prepared.Source as ICostsMoney)?.Cost;
        var (isWhole, consumed) = cost is null ? await ReadAsync(stop) : (false, 0);
        var (factor, basis) = isWhole ? (1, null) : cost is null ? Estimate(consumed) : (1, cost);
        var (events, all, size) = (PlanTally.Times(made, factor), PlanTally.Times(requests.Requests, factor), PlanTally.Times(requests.Bytes, factor));
        return new()
        {
            Mapping = prepared.Rules.Name,
            Source = prepared.Source.Name,
            Destination = prepared.Destination.Name,
            RowsLookedAt = read,
            IsExact = isWhole,
            Basis = basis,
            Rows = tally.Rows(read, factor),
            Events = events,
            Requests = all,
            Bytes = size,
            LongestLane = lanes.Events,
            Times = PlanTimes.Of(prepared.Send.Options, events, all, size, lanes.Events, latency),
            Skipped = tally.Skipped(factor),
            Failed = tally.Failed(factor),
            Sums = [.. sums.Sums.Select(sum => sum with { Sum = factor == 1 ? sum.Sum : Math.Round(sum.Sum * (decimal)factor, 2) })],
            Earliest = sums.Earliest,
            Latest = sums.Latest,
            Notes = [.. Notes()],
        };
    }

    public void Dispose()
    {
        keys?.Dispose();
        folder.Delete(recursive: true);
    }

    private async Task<(bool IsWhole, long Consumed)> ReadAsync(CancellationToken stop)
    {
        var limit = prepared.Flags.Limit ?? long.MaxValue;
        var consumed = 0L;
        await foreach (var chunk in prepared.Source.ReadAsync(1, prepared.Mapper.Columns, stop))
        {
            using (chunk)
            {
                for (var i = 0; i < chunk.Count; i++)
                {
                    if (read == limit) return (Ended(), consumed);
                    if (read == mostRows) return (!Ended(), consumed);
                    read++;
                    Take(chunk, i);
                }

                consumed = chunk.BytesRead;
                grouper?.Detach();
            }
        }

        return (Ended(), consumed);

        bool Ended()
        {
            if (grouper is not null && grouper.End()) Close();
            return true;
        }
    }

    private (double Factor, string Basis) Estimate(long consumed)
    {
        if (prepared.Source is IHasRowCount { Rows: var rows }) return ((double)rows / read, Text($"the first {read:N0} of {rows:N0} rows"));
        return prepared.Source.Bytes is { } all && consumed > 0
            ? ((double)all / consumed, Text($"the first {read:N0} rows, {100.0 * consumed / all:0.#} % of the bytes"))
            : (1, Text($"the first {read:N0} rows; how many there are cannot be known, so these are the least numbers"));
    }

    private void Take(RowChunk chunk, int index)
    {
        var place = new PlannedPlace(chunk.FirstRow + index, chunk.LineOf(index));
        var state = books?.StateOf(place.Row) ?? RowState.NotReached;
        if (grouper is null)
        {
            if (IsOpen(state)) Single(prepared.Mapper.Map(chunk, index), place);
            else Settled(state);
            return;
        }

        var step = grouper.Take(chunk, index);
        if (step.Closed) Close();
        if (step.Row.Result == MapResult.Event) group.Add((place, IsOpen(state), state == RowState.Sent));
        else if (IsOpen(state)) Single(step.Row, place);
        else Settled(state);
    }

    /// <summary>Whether a run would take the row up. Of uncertain ones only the policy is asked, not how long ago they left.</summary>
    private bool IsOpen(RowState state) => state is RowState.Uncertain or RowState.Leaving ? policy.Resend : policy.MayLeave(state);

    private void Settled(RowState state)
    {
        if (state is RowState.Uncertain or RowState.Leaving) tally.Held++;
        else tally.Settled++;
    }

    private void Single(in Mapped mapped, PlannedPlace place)
    {
        switch (mapped.Result)
        {
            case MapResult.Skipped:
                tally.Skip(prepared.Mapper.SkipReasons[mapped.SkipReason], 1);
                break;
            case MapResult.Rejected:
                Failed(mapped, place);
                break;
            default:
                Pack([place]);
                break;
        }
    }

    /// <summary>The group that was closed: all of its rows share what becomes of it.</summary>
    private void Close()
    {
        List<PlannedPlace> open = [.. group.Where(row => row.IsOpen).Select(row => row.Place)];
        tally.Settled += group.Count - open.Count;
        if (group.Exists(row => row.IsSent)) tally.Settled += open.Count;
        else if (open.Count > 0)
        {
            var outcome = grouper!.Outcome;
            if (outcome.Result == MapResult.Skipped) tally.Skip(prepared.Mapper.SkipReasons[outcome.SkipReason], open.Count);
            else if (outcome.Result == MapResult.Rejected) open.ForEach(place => Failed(outcome, place));
            else Pack(open);
        }

        group.Clear();
    }

    private void Failed(in Mapped mapped, PlannedPlace place)
    {
        var first = mapped.Problems![0];
        tally.Fail(first.Problem.Code, first.Field, place);
    }

    /// <summary>Packs all events of a row or group, or none: one that breaks the contract fails its rows.</summary>
    private void Pack(List<PlannedPlace> rows)
    {
        string? skipped = null;
        events.Clear();
        var count = grouper?.EventCount ?? prepared.Mapper.EventCount;
        for (var i = 0; i < count; i++)
        {
            var one = grouper is null ? prepared.Mapper.EventAt(i) : grouper.EventAt(i);
            bytes.ResetWrittenCount();
            switch (prepared.Packers[one.Entry].Pack(one.Slots, one.Key, bytes, out var packed))
            {
                case Packing.Skipped(var reason):
                    skipped ??= reason;
                    break;
                case Packing.Broken(var problem, var field):
                    rows.ForEach(place => tally.Fail(problem.Code, field, place));
                    return;
                default:
                    events.Add((packed, packed.NoteLength == 0 ? [] : bytes.WrittenSpan[packed.BodyLength..].ToArray(), i));
                    break;
            }
        }

        if (events.Count == 0)
        {
            tally.Skip(skipped ?? prepared.Mapper.SkipReasons[^1], rows.Count);
            return;
        }

        tally.ToSend += rows.Count;
        if (grouper is null) SeeKey(rows[0]);
        foreach (var (packed, note, index) in events)
        {
            var one = grouper is null ? prepared.Mapper.EventAt(index) : grouper.EventAt(index);
            made++;
            requests.Add(packed, note);
            lanes.Add(packed.Lane);
            sums.Add(one.Entry, one.Slots);
        }
    }

    /// <summary>Rows of one key have events of one id. A group that comes back is a failed row instead.</summary>
    private void SeeKey(PlannedPlace place)
    {
        if (prepared.Mapper.Key is not { Kind: ValueKind.Text } key || keys!.Add(key.Utf8)) return;
        repeated++;
        firstRepeated ??= place;
    }

    private IEnumerable<string> Notes()
    {
        if (firstRepeated is { } first)
        {
            yield return Text(
                $"{repeated:N0} {(repeated == 1 ? "row has" : "rows have")} the key of an earlier row (row {first.Row:N0} is the first): ")
                + "their events have the same ids, and a destination that ignores repeats keeps one of each";
        }

        if (books is not null)
        {
            var (then, counts) = (books.Page.Identity, books.AtOpening);
            yield return Text(
                $"books of earlier runs lie in {books.Folder}: {counts.Sent:N0} sent, {counts.Failed:N0} failed, {counts.Skipped:N0} skipped, {counts.Uncertain:N0} uncertain; the rest is planned");
            if (then.MappingHash != prepared.MappingHash)
                yield return "the mapping says something else than when these books were begun: a run refuses to go on, --restart begins anew and sends every row again";
            if (then.SourceFingerprint != prepared.Source.Fingerprint)
                yield return "the source has changed since these books were begun: a run goes on only where it has merely grown";
        }

        var framing = prepared.Destination.Protocol.Framing;
        if (framing is { OneLanePerRequest: true, MaxEvents: > 1 })
            yield return Text($"a request holds events of one client only; those among {RequestCount.Window:N0} neighbouring events are counted as sharing it");
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
