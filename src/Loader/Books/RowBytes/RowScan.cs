using System.Buffers;

namespace Loader.Books.RowBytes;

/// <summary>Questions to all rows at once. Each is a vectorised pass over bytes: ten million rows take milliseconds.</summary>
internal static class RowScan
{
    /// <summary>Stands for reasons that got no byte of their own.</summary>
    private const string OtherReasons = "other";

    /// <summary>Counts all rows by their bytes.</summary>
    /// <param name="reasons">The names of skip reasons, by index.</param>
    public static Counts Count(RowFile rows, IReadOnlyList<string> reasons)
    {
        Span<long> of = stackalloc long[byte.MaxValue + 1];
        foreach (var piece in rows.Pieces)
        {
            // Blocks small enough to stay in the nearest cache while each byte's turn comes.
            for (var bytes = piece.Span; bytes.Length > 0; bytes = bytes[RowFile.BlockRows..]) Count(bytes[..RowFile.BlockRows], of);
        }

        return Counts(of, reasons);
    }

    /// <summary>Counts the rows of a part of the source.</summary>
    /// <param name="first">The part's first row.</param>
    /// <param name="last">Its last row; before the first when it has none.</param>
    public static Counts Count(RowFile rows, IReadOnlyList<string> reasons, long first, long last)
    {
        Span<long> of = stackalloc long[byte.MaxValue + 1];
        while (first <= last && (first - 1) / RowPiece.Rows < rows.Pieces.Count)
        {
            var index = (int)((first - 1) % RowPiece.Rows);
            var bytes = rows.Pieces[(int)((first - 1) / RowPiece.Rows)].Span.Slice(
                index,
                (int)Math.Min(Math.Min(last - first + 1, RowFile.BlockRows), RowPiece.Rows - index));
            Count(bytes, of);
            first += bytes.Length;
        }

        return Counts(of, reasons);
    }

    /// <summary>How many of the first rows have no mark, those behind the file's end included.</summary>
    public static long Unreached(RowFile rows, long upTo)
    {
        long count = 0;
        foreach (var piece in rows.Pieces)
        {
            var bytes = piece.Span[..(int)Math.Min(upTo, RowPiece.Rows)];
            count += bytes.Count(RowByte.NotReached);
            upTo -= bytes.Length;
        }

        return count + upTo;
    }

    /// <summary>The number of the first row with one of two bytes, or 0.</summary>
    public static long First(RowFile rows, byte either, byte or)
    {
        for (var i = 0; i < rows.Pieces.Count; i++)
        {
            var index = rows.Pieces[i].Span.IndexOfAny(either, or);
            if (index >= 0) return ((long)i * RowPiece.Rows) + index + 1;
        }

        return 0;
    }

    /// <summary>The number of the last row that has any mark, or 0.</summary>
    public static long LastMarked(RowFile rows)
    {
        for (var i = rows.Pieces.Count - 1; i >= 0; i--)
        {
            var index = rows.Pieces[i].Span.LastIndexOfAnyExcept(RowByte.NotReached);
            if (index >= 0) return ((long)i * RowPiece.Rows) + index + 1;
        }

        return 0;
    }

    /// <summary>The numbers of all rows in a state, ascending.</summary>
    public static IEnumerable<long> In(RowFile rows, RowState state) => In(rows, RowByte.Of(state));

    /// <summary>The numbers of all rows with one of some bytes, ascending.</summary>
    public static IEnumerable<long> In(RowFile rows, SearchValues<byte> bytes)
    {
        for (var i = 0; i < rows.Pieces.Count; i++)
        {
            var piece = rows.Pieces[i];
            for (var from = 0; from < RowPiece.Rows; from++)
            {
                var next = piece.Span[from..].IndexOfAny(bytes);
                if (next < 0) break;
                from += next;
                yield return ((long)i * RowPiece.Rows) + from + 1;
            }
        }
    }

    /// <summary>Gives all rows with one of some bytes another; blocks that have such rows are opened with one flush.</summary>
    /// <param name="upTo">The last row that may be given it.</param>
    /// <returns>How many rows.</returns>
    public static long Replace(RowFile rows, SearchValues<byte> bytes, byte with, long upTo = long.MaxValue)
    {
        rows.Reopen(In(rows, bytes).TakeWhile(row => row <= upTo).Select(RowFile.BlockOf).Distinct());
        var replaced = 0L;
        foreach (var row in In(rows, bytes).TakeWhile(row => row <= upTo))
        {
            rows.Write(row, with);
            replaced++;
        }

        return replaced;
    }

    private static void Count(ReadOnlySpan<byte> block, Span<long> of)
    {
        var left = block.Length;
        foreach (var likely in (ReadOnlySpan<byte>)[RowByte.Sent, RowByte.NotReached, RowByte.Failed, RowByte.SkippedFirst])
        {
            var count = block.Count(likely);
            of[likely] += count;
            left -= count;
            if (left == 0) return;
        }

        for (var value = 0; value <= byte.MaxValue && left > 0; value++)
        {
            if (value is RowByte.Sent or RowByte.NotReached or RowByte.Failed or RowByte.SkippedFirst) continue;
            var count = block.Count((byte)value);
            of[value] += count;
            left -= count;
        }
    }

    private static Counts Counts(ReadOnlySpan<long> of, IReadOnlyList<string> reasons)
    {
        var skipped = new List<SkippedRows>();
        for (var i = 0; i < RowByte.MostReasons; i++)
        {
            var rows = of[RowByte.SkippedFirst + i];
            if (rows > 0) skipped.Add(new(i < reasons.Count ? reasons[i] : OtherReasons, rows));
        }

        if (of[RowByte.SkippedForNoReason] > 0) skipped.Add(new(OtherReasons, of[RowByte.SkippedForNoReason]));

        long uncertain = 0;
        for (var value = 0; value <= byte.MaxValue; value++)
            if (RowByte.State((byte)value) == RowState.Uncertain) uncertain += of[value];

        return new()
        {
            Sent = of[RowByte.Sent] + of[RowByte.SentByHand],
            SentByHand = of[RowByte.SentByHand],
            Failed = of[RowByte.Failed] + of[RowByte.ToRetry],
            ToRetry = of[RowByte.ToRetry],
            Uncertain = uncertain,
            InFlight = of[RowByte.Leaving] + of[RowByte.LeavingAgain] + of[RowByte.LeavingRetry],
            SkippedUnder = skipped,
        };
    }
}
