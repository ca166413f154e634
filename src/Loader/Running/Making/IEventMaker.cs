using Loader.Mappings.Rows;
using Loader.Running.Consigning;
using Loader.Running.Outcomes;

namespace Loader.Running.Making;

/// <summary>Turns chunks of rows into parcels; what does not become one is written into the books. One thread.</summary>
internal interface IEventMaker
{
    /// <summary>Whether rows were taken whose events are not made yet: a group that more rows may join.</summary>
    bool IsWaiting { get; }

    /// <summary>
    /// The parcels of a chunk's first <paramref name="rows"/> rows, ready to be sent, or null when none of them has to be. The chunk is disposed with
    /// the parcels. A group that is open then is read to its end.
    /// </summary>
    /// <param name="taken">How many rows were taken: never fewer than asked for, unless the chunk has no more.</param>
    RowParcels? Make(RowChunk chunk, int rows, out int taken);

    /// <summary>The source has no more rows: the parcels of those that wait, or null.</summary>
    RowParcels? End();

    /// <summary>The run stops: rows that wait are as unreached as before.</summary>
    void GiveBack(BookLedger ledger);
}
