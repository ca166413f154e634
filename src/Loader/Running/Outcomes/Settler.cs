using System.Buffers;
using Loader.Books;
using Loader.Books.Records;
using Loader.Books.RowBytes;
using Loader.Mappings.Rows;
using Loader.Settings;

namespace Loader.Running.Outcomes;

/// <summary>
/// Does with uncertain rows of earlier runs what a person decided about them, as the reader comes by: a row that is called failed goes to the rejected
/// file as it stands in the source. A run that ends before its end leaves the others uncertain.
/// </summary>
internal sealed class Settler(Settlement settlement, LoadBooks books, TimeProvider clock)
{
    /// <summary>The code of rows that a person called failed.</summary>
    public const string Code = "settled_by_hand";

    private readonly Dictionary<long, UncertainRow> known = books.ReadUncertain().Where(row => settlement.Covers(row.Row)).ToDictionary(row => row.Row);

    private readonly OpenEvents open = OpenEvents.Of(books);

    /// <summary>How many rows were settled.</summary>
    public long Rows { get; private set; }

    /// <summary>Settles what is uncertain among the first rows of a chunk, which have been reached and of which none has left in this run.</summary>
    public void Meet(RowChunk chunk, int rows)
    {
        for (var index = 0; index < rows; index++)
        {
            var row = chunk.FirstRow + index;
            if (books[row] != RowState.Uncertain || !settlement.Covers(row)) continue;

            // Of such a row some events are sent and the others never left: there is nothing that a person could have found out.
            if (known.TryGetValue(row, out var record) && !record.InDoubt) continue;
            Settle(chunk, index, row);
            Rows++;
        }
    }

    private void Settle(RowChunk chunk, int index, long row)
    {
        var now = clock.GetUtcNow();
        switch (settlement.As)
        {
            case SettleAs.Sent:
                books.SentByHand(row, now);
                break;
            case SettleAs.Failed:
                books.Settled(row, "failed", now);
                books.Failed(Failed(chunk, index, row));
                break;
            default:
                books.Settled(row, "resend", now);
                break;
        }
    }

    private FailedRow Failed(RowChunk chunk, int index, long row)
    {
        var original = new ArrayBufferWriter<byte>();
        chunk.WriteOriginal(index, original);
        return new()
        {
            Row = row,
            Line = chunk.LineOf(index),
            Stage = FailureStage.Send,
            Code = Code,
            Reason = "it was uncertain, and a person said that it did not arrive",
            Key = known.GetValueOrDefault(row)?.Key,
            Events = open.NamesOf(row),
            Original = original.WrittenMemory,
        };
    }
}
