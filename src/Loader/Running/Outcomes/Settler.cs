using System.Buffers;
using Loader.Books;
using Loader.Books.Records;
using Loader.Books.RowBytes;
using Loader.Mappings.Rows;
using Loader.Running.Consigning;
using Loader.Settings;

namespace Loader.Running.Outcomes;

/// <summary>
/// Does with uncertain rows of earlier runs what a person decided about them, as the reader comes by: a row that is called failed goes to the rejected
/// file as it stands in the source, and with it all rows of its group. A run that ends before its end leaves the others uncertain.
/// </summary>
/// <param name="settlement">What was decided.</param>
/// <param name="books">Where it is written down.</param>
/// <param name="isGrouped">Whether rows share their events: one of them stands for all of its group.</param>
/// <param name="clock">Tells when.</param>
internal sealed class Settler(Settlement settlement, LoadBooks books, bool isGrouped, TimeProvider clock)
{
    /// <summary>The code of rows that a person called failed.</summary>
    public const string Code = "settled_by_hand";

    private readonly Dictionary<long, UncertainRow> known =
        books.ReadUncertain().Where(row => isGrouped || settlement.Covers(row.Row)).ToDictionary(row => row.Row);

    private readonly OpenEvents open = OpenEvents.Of(books);

    /// <summary>How many rows were settled.</summary>
    public long Rows { get; private set; }

    /// <summary>
    /// Settles what is uncertain among the first rows of a chunk, which have been reached and of which none has left in this run. Which rows fail together is
    /// known only when their group has ended: see <see cref="CallsFailed"/>.
    /// </summary>
    public void Meet(RowChunk chunk, int rows)
    {
        for (var index = 0; index < rows; index++)
        {
            var row = chunk.FirstRow + index;
            if (!IsInDoubt(row)) continue;
            open.Add(row, chunk.RejectedAs(index));
            if (settlement.Covers(row) && !(isGrouped && settlement.As == SettleAs.Failed)) Settle(chunk, index, row);
        }
    }

    /// <summary>
    /// Calls all rows of a group failed when one of them is to be, since its event did not arrive; false when none is. Rows that were left out stay so.
    /// </summary>
    /// <param name="chunk">Where rows with an index lie.</param>
    /// <param name="rows">All rows of the group, of which none is sent.</param>
    /// <param name="key">The group's key; null where it has none.</param>
    public bool CallsFailed(RowChunk? chunk, IReadOnlyList<HeldRow> rows, string? key)
    {
        if (settlement.As != SettleAs.Failed || !rows.Any(row => IsInDoubt(row.Row) && settlement.Covers(row.Row))) return false;
        foreach (var row in rows)
        {
            if (books[row.Row] is not (RowState.Uncertain or RowState.NotReached)) continue;
            Fail(row.Row, row.Line, row.Index < 0 ? row.Original : Original(chunk!, row.Index), key);
        }

        return true;
    }

    /// <summary>Of a row that only waits some events are sent and the others never left: there is nothing that a person could have found out.</summary>
    private bool IsInDoubt(long row) => books[row] == RowState.Uncertain && !(known.TryGetValue(row, out var record) && !record.InDoubt);

    private void Settle(RowChunk chunk, int index, long row)
    {
        switch (settlement.As)
        {
            case SettleAs.Sent:
                books.SentByHand(row, clock.GetUtcNow());
                Rows++;
                break;
            case SettleAs.Failed:
                Fail(row, chunk.LineOf(index), Original(chunk, index), known.GetValueOrDefault(row)?.Key);
                break;
            default:
                books.Settled(row, "resend", clock.GetUtcNow());
                Rows++;
                break;
        }
    }

    private void Fail(long row, long line, ReadOnlyMemory<byte> original, string? key)
    {
        books.Settled(row, "failed", clock.GetUtcNow());
        books.Failed(new()
        {
            Row = row,
            Line = line,
            Stage = FailureStage.Send,
            Code = Code,
            Reason = "it was uncertain, and a person said that it did not arrive",
            Key = key ?? known.GetValueOrDefault(row)?.Key,
            Events = open.NamesOf(row),
            Original = original,
        });
        Rows++;
    }

    private static ReadOnlyMemory<byte> Original(RowChunk chunk, int index)
    {
        var original = new ArrayBufferWriter<byte>();
        chunk.WriteOriginal(index, original);
        return original.WrittenMemory;
    }
}
