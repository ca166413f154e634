using System.Globalization;
using Loader.Mappings.Mapping;
using Loader.Mappings.Rows;

namespace Loader.Mappings;

/// <summary>
/// Neighbouring rows with one key into one group, and the group into its events. Rows come in their order, each once; skip and reject rules look at
/// each before it joins. A group is never half: a rejected row, a row too many or a key that comes back fails it whole. One thread.
/// </summary>
/// <param name="mapper">A mapper of a mapping with <c>group:</c>; its <see cref="Mapper.Now"/> has been set.</param>
/// <param name="keys">Remembers the keys of groups.</param>
public sealed class Grouper(Mapper mapper, IClosedKeys keys)
{
    private OpenGroup open = new(mapper.Plan);
    private OpenGroup closed = new(mapper.Plan);

    /// <summary>A row of which it is not known where it belongs: it may be one of the group that comes next.</summary>
    private long? stray;

    /// <summary>What became of the group that was closed last: an event, skipped (no event applied), or rejected with the reasons of all its rows.</summary>
    public Mapped Outcome { get; private set; }

    /// <summary>How many events the group that was closed last became.</summary>
    public int EventCount => closed.Evaluation.Events;

    /// <summary>The key of the group that was closed last, when it became events.</summary>
    public Value Key => closed.Evaluation.Key;

    /// <summary>Rows that have joined the group that is open.</summary>
    public int OpenRows => open.Rows;

    /// <summary>One of the events of the group that was closed last. Void when the next group closes, and when the chunk of its rows is released.</summary>
    public MappedEvent EventAt(int index) => closed.Evaluation.EventAt(index);

    /// <summary>Takes the next row.</summary>
    public GroupStep Take(RowChunk chunk, int index)
    {
        var work = open.Evaluation;
        work.Begin();
        work.Frame.Now = mapper.Now;
        var row = chunk.FirstRow + index;
        if (Mapper.Unreadable(chunk, index) is { } unreadable) return Stray(unreadable, row);

        open.Read(chunk, index);
        if (work.Skip() is >= 0 and var skipped) return new(Mapped.Skipped(skipped), false);
        work.Reject();
        var key = work.GroupKey();
        var problems = work.Problems;
        if (key.IsProblem)
        {
            // A row without a key is in no group; of one whose key cannot be computed nobody knows.
            var rejected = Mapped.Rejected(problems!);
            return key.Problem.Code == RowCodes.NoKey ? new(rejected, false) : Stray(rejected, row);
        }

        var closes = false;
        if (!open.IsOpen || !open.Key.SequenceEqual(key.Utf8))
        {
            var read = open;
            closes = Begin(key.Utf8);
            open.Take(read);
        }

        return new(Join(problems, row, chunk.CameLate(index)), closes);
    }

    /// <summary>The source has no more rows. True when that closed a group with rows.</summary>
    public bool End() => Close();

    /// <summary>The chunk of the rows taken so far will be released: what the open group needs of it is copied.</summary>
    public void Detach() => open.Detach();

    private Mapped Join(IReadOnlyList<RowProblem>? problems, long row, bool cameLate)
    {
        if (open.IsReturned)
            return Late("rows of this group came before, and its event was made without this row", "sort the source by the group's key", problems);

        if (cameLate)
        {
            open.Fail(Failed(row));
            return Late(
                "the group's event was made without this row in the load that rejected it: by itself it would be half an event",
                "sort that load's source by the group's key and load it anew; if the row is an event of its own, correct its key and empty its _code",
                problems);
        }

        if (problems is not null)
        {
            open.Fail(Failed(row));
            return Mapped.Rejected(problems);
        }

        if (open.Rows < mapper.Plan.MaxRows)
        {
            open.Join();
            return Mapped.Event;
        }

        var tooLarge = new Problem(
            RowCodes.GroupTooLarge,
            string.Create(CultureInfo.InvariantCulture, $"the group has more than {mapper.Plan.MaxRows} rows"),
            mapper.Plan.Group!.Place,
            "group: { by: …, max_rows: 50000 }");
        open.Fail(tooLarge);
        return Mapped.Rejected([new("group", tooLarge)]);
    }

    /// <summary>Said before what else is wrong with the row: mending that does not make it a part of the event that was made.</summary>
    private Mapped Late(string message, string hint, IReadOnlyList<RowProblem>? others) =>
        Mapped.Rejected([new("group", new(RowCodes.GroupReturned, message, mapper.Plan.Group!.Place, hint)), .. others ?? []]);

    private GroupStep Stray(Mapped rejected, long row)
    {
        stray = row;
        if (open.IsOpen) open.Fail(Failed(row));
        return new(rejected, false);
    }

    /// <summary>Closes the open group and opens another; true when the closed one had rows.</summary>
    private bool Begin(ReadOnlySpan<byte> key)
    {
        // Memory takes as long to answer as the closed group takes to become events.
        keys.Announce(key);
        var next = closed;
        next.Clear();
        next.Open(key);
        if (stray is { } row) next.Fail(Failed(row));
        stray = null;
        next.Evaluation.Frame.Now = mapper.Now;
        var closes = Close();
        open = next;
        open.IsReturned = !keys.Add(open.Key);
        return closes;
    }

    private bool Close()
    {
        var complete = open;
        if (complete.Rows > 0) Outcome = complete.Close();
        (open, closed) = (closed, complete);
        return complete.Rows > 0;
    }

    private Problem Failed(long row) => new(
        RowCodes.GroupFailed,
        string.Create(CultureInfo.InvariantCulture, $"row {row:N0} of the group failed, and half a group is not sent"),
        mapper.Plan.Group!.Place,
        "mend that row");
}
