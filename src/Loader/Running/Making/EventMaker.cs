using System.Collections.Concurrent;
using Loader.Books;
using Loader.Destinations;
using Loader.Mappings;
using Loader.Mappings.Rows;
using Loader.Running.Consigning;
using Loader.Running.Outcomes;
using Loader.Running.Preparing;

namespace Loader.Running.Making;

/// <summary>
/// Turns chunks of rows into parcels, each row into one at most: unreadable rows, rules, mapping, the destination's contract, packing. What does not become a
/// parcel is written into the books here. One thread.
/// </summary>
internal sealed class EventMaker : IEventMaker
{
    private readonly LoadBooks books;
    private readonly FailedRows failed;
    private readonly Threshold threshold;
    private readonly Mapper mapper;
    private readonly IPacker packer;
    private readonly RowSkips skipped;
    private readonly RowPolicy policy;
    private readonly RowMapping mapping;
    private readonly ConcurrentBag<RowParcels> spare = [];

    private EventMaker(Prepared prepared, LoadBooks books, FailedRows failed, Threshold threshold)
    {
        this.books = books;
        this.failed = failed;
        this.threshold = threshold;
        mapper = prepared.Mapper;
        packer = prepared.Packer;
        skipped = new(mapper, books, threshold);
        policy = RowPolicy.Of(prepared);
        mapping = new(mapper, skipped, failed, new(prepared, books));
    }

    public bool IsWaiting => false;

    /// <summary>What the mapping needs: rows for themselves with one event each, or consignments.</summary>
    public static IEventMaker Of(
        Prepared prepared, LoadBooks books, FailedRows failed, BookLedger ledger, Threshold threshold, Settler? settler, IClosedKeys? keys) =>
        prepared.Mapper.IsGrouped || prepared.Mapper.HasNamedEvents
            ? new ConsignmentMaker(prepared, books, failed, ledger, threshold, settler, keys)
            : new EventMaker(prepared, books, failed, threshold);

    public RowParcels? Make(RowChunk chunk, int rows, out int taken)
    {
        taken = 0;
        books.Reach(chunk.FirstRow + rows - 1);
        var parcels = spare.TryTake(out var used) ? used : new RowParcels(spare.Add);
        parcels.Take(chunk);
        for (; taken < rows && !threshold.IsExceeded; taken++)
        {
            var index = taken;
            var row = chunk.FirstRow + index;
            if (!policy.MayLeave(books, row)) mapping.LetLie(chunk, index);
            else if (mapping.HasEvents(chunk, index)) Pack(chunk, index, row, parcels);
        }

        return parcels.ClosedUnlessEmpty();
    }

    public RowParcels? End() => null;

    public void GiveBack(BookLedger ledger)
    {
    }

    private void Pack(RowChunk chunk, int index, long row, RowParcels parcels)
    {
        switch (packer.Pack(mapper.Slots, mapper.Key, parcels.Bytes, out var packed))
        {
            case Packing.Ready:
                parcels.Add(row, packed);
                break;
            case Packing.Skipped(var reason):
                skipped.ByContract(row, reason);
                break;
            case Packing.Broken(var problem, var field):
                failed.Broken(chunk, index, problem, field);
                break;
        }
    }
}
