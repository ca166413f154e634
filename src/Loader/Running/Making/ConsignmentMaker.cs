using System.Buffers;
using System.Collections.Concurrent;
using Loader.Books;
using Loader.Books.RowBytes;
using Loader.Destinations;
using Loader.Mappings;
using Loader.Mappings.Rows;
using Loader.Running.Consigning;
using Loader.Running.Naming;
using Loader.Running.Outcomes;
using Loader.Running.Preparing;

namespace Loader.Running.Making;

/// <summary>
/// Turns chunks of rows into consignments: a row with several events, or a group of rows with its events. Rows of a group that has not ended with
/// its chunk are copied; all others stay where they are. One thread.
/// </summary>
internal sealed class ConsignmentMaker : IEventMaker
{
    private readonly Prepared prepared;
    private readonly LoadBooks books;
    private readonly FailedRows failed;
    private readonly Mapper mapper;
    private readonly Threshold threshold;
    private readonly IClosedKeys? keys;
    private readonly Queue<long> earlierEnds;
    private readonly GroupStates states;
    private readonly OpenEvents openEvents;
    private readonly EarlierGroups earlier;
    private readonly RowSkips skipped;
    private readonly RowMapping mapping;
    private readonly bool isRejected;
    private readonly ConcurrentBag<RowParcels> spare = [];
    private readonly List<HeldRow> held = [];
    private Grouper? grouper;

    public ConsignmentMaker(
        Prepared prepared, LoadBooks books, FailedRows failed, BookLedger ledger, Threshold threshold, Settler? settler, IClosedKeys? keys)
    {
        this.prepared = prepared;
        this.books = books;
        this.failed = failed;
        this.threshold = threshold;
        mapper = prepared.Mapper;
        this.keys = keys;
        grouper = mapper.IsGrouped ? new(mapper, keys!) : null;
        earlierEnds = new(books.Page.EarlierEnds);
        openEvents = OpenEvents.Of(books);
        var unnamed = new UnnamedRows(prepared, books);
        states = new(books, RowPolicy.Of(prepared), openEvents);
        earlier = new(prepared, books, failed, ledger, states, unnamed, settler);
        skipped = new(mapper, books, threshold);
        mapping = new(mapper, skipped, failed, unnamed);
        isRejected = prepared.Source.IsRejected;
    }

    public bool IsWaiting => held.Count > 0;

    public RowParcels? Make(RowChunk chunk, int rows, out int taken)
    {
        var parcels = Empty(chunk);
        taken = 0;
        while (taken < chunk.Count && (taken < rows || held.Count > 0) && !threshold.IsExceeded)
        {
            books.Reach(chunk.FirstRow + taken);
            if (isRejected) openEvents.Add(chunk.FirstRow + taken, chunk.RejectedAs(taken));
            if (grouper is null) Single(chunk, taken, parcels);
            else if (IsAppended(chunk.FirstRow + taken) && CloseBeforeAppended(chunk, parcels) && taken >= rows) break;
            else if (!Take(grouper, chunk, taken, parcels, beyond: taken >= rows)) break;
            taken++;
        }

        // What is still open goes on in the next chunk, and this one may be gone by then.
        grouper?.Detach();
        for (var i = 0; i < held.Count; i++)
        {
            if (held[i].Index >= 0) held[i] = held[i] with { Index = -1, Original = Original(chunk, held[i].Index) };
        }

        return parcels.ClosedUnlessEmpty();
    }

    public RowParcels? End()
    {
        if (grouper is null || held.Count == 0) return null;
        var parcels = Empty(null);
        if (grouper.End()) Group(null, parcels);
        held.Clear();
        return parcels.ClosedUnlessEmpty();
    }

    public void GiveBack(BookLedger to)
    {
        foreach (var row in held) to.GiveBack(row.Row);
        held.Clear();
    }

    /// <summary>Takes a row of a mapping with groups; false for the first one behind the limit that is not in the open group.</summary>
    private bool Take(Grouper groups, RowChunk chunk, int index, RowParcels parcels, bool beyond)
    {
        var step = groups.Take(chunk, index);
        if (step.Closed)
        {
            Group(chunk, parcels);
            held.Clear();
            if (beyond) return false;
        }

        var row = chunk.FirstRow + index;
        switch (step.Row.Result)
        {
            case MapResult.Skipped:
                if (states.IsOpen(row)) skipped.ByRule(row, step.Row.SkipReason);
                break;
            case MapResult.Rejected:
                if (states.IsOpen(row)) failed.Rejected(chunk, index, step.Row.Problems!, openEvents.NamesOf(row));
                break;
            default:
                held.Add(new(row, chunk.LineOf(index), index, default));
                break;
        }

        return true;
    }

    /// <summary>Whether the row is the first of those that were appended to a source which had been read to its end.</summary>
    private bool IsAppended(long row)
    {
        if (!earlierEnds.TryPeek(out var end) || row <= end) return false;
        earlierEnds.Dequeue();
        return true;
    }

    /// <summary>
    /// The end of the source closed its last group, and its event was made: what was appended since is no part of it, and comes back under a key
    /// that is known.
    /// </summary>
    private bool CloseBeforeAppended(RowChunk chunk, RowParcels parcels)
    {
        var closes = grouper!.End();
        if (closes) Group(chunk, parcels);
        held.Clear();
        grouper = new(mapper, keys!);
        return closes;
    }

    /// <summary>The group that was closed: the rows that are held.</summary>
    private void Group(RowChunk? chunk, RowParcels parcels)
    {
        if (earlier.Settle(grouper!, chunk, held)) return;
        var outcome = grouper!.Outcome;
        switch (outcome.Result)
        {
            case MapResult.Skipped:
                foreach (var row in held.Where(row => states.IsOpen(row.Row))) skipped.ByRule(row.Row, outcome.SkipReason);
                break;
            case MapResult.Rejected:
                foreach (var row in held)
                {
                    if (states.IsOpen(row.Row)) failed.Rejected(chunk, row, outcome.Problems!, null, openEvents.NamesOf(row.Row));
                }

                break;
            default:
                Pack(chunk, held, grouper.Key.Utf8, parcels);
                break;
        }
    }

    /// <summary>A row of a mapping without groups.</summary>
    private void Single(RowChunk chunk, int index, RowParcels parcels)
    {
        var row = chunk.FirstRow + index;
        if (!states.IsOpen(row)) mapping.LetLie(chunk, index);
        else if (mapping.HasEvents(chunk, index, openEvents.NamesOf(row)))
            Pack(chunk, [new(row, chunk.LineOf(index), index, default)], mapper.Key.Utf8, parcels);
    }

    /// <summary>Packs all events, or none: one that breaks the contract fails its rows before any of them leaves.</summary>
    private void Pack(RowChunk? chunk, List<HeldRow> rows, ReadOnlySpan<byte> key, RowParcels parcels)
    {
        var consignment = parcels.Consign(Unsettled(rows), key);
        string? reason = null;
        var count = grouper?.EventCount ?? mapper.EventCount;
        for (var i = 0; i < count; i++)
        {
            var made = grouper is null ? mapper.EventAt(i) : grouper.EventAt(i);
            var name = made.Name;
            if (!openEvents.IsOpen(rows, name))
            {
                consignment.IsRest = true;
                continue;
            }

            switch (prepared.Packers[made.Entry].Pack(made.Slots, made.Key, parcels.Bytes, out var packed))
            {
                case Packing.Ready:
                    parcels.Add(consignment, name, packed);
                    break;
                case Packing.Skipped(var contract):
                    reason ??= contract;
                    break;
                case Packing.Broken(var problem, var field):
                    parcels.Withdraw(consignment);
                    var named = name is null ? problem : problem with { Message = $"event {name}: {problem.Message}" };
                    foreach (var row in rows)
                    {
                        if (states.IsOpen(row.Row)) failed.Broken(chunk, row, named, field, consignment.Key, openEvents.NamesOf(row.Row));
                    }

                    return;
            }
        }

        if (consignment.Size > 0) return;
        parcels.Withdraw(consignment);

        // Nothing is left to send: the contract leaves it out, or what was open is no longer made by the mapping.
        foreach (var row in rows.Where(row => states.IsOpen(row.Row)))
        {
            if (reason is null) skipped.WithoutEvent(row.Row);
            else skipped.ByContract(row.Row, reason);
        }
    }

    /// <summary>
    /// The rows that the events decide about. One that was left out under another mapping stays left out; one that failed with its group, of which
    /// the process had not marked all rows, is tried again with it. It is called so here, by the thread that closes blocks: a last mark changes
    /// under nobody's hands.
    /// </summary>
    private List<HeldRow> Unsettled(List<HeldRow> rows)
    {
        var hasSkipped = false;
        foreach (var row in rows)
        {
            var state = books[row.Row];
            hasSkipped |= state == RowState.Skipped;
            if (state == RowState.Failed) books.ToRetry(row.Row);
        }

        return hasSkipped ? rows.FindAll(row => books[row.Row] != RowState.Skipped) : rows;
    }

    private RowParcels Empty(RowChunk? chunk)
    {
        var parcels = spare.TryTake(out var used) ? used : new RowParcels(spare.Add);
        parcels.Take(chunk);
        return parcels;
    }

    private static ReadOnlyMemory<byte> Original(RowChunk chunk, int index)
    {
        var original = new ArrayBufferWriter<byte>();
        chunk.WriteOriginal(index, original);
        return original.WrittenMemory;
    }
}
