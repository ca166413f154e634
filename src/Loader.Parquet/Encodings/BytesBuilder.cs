using Loader.Parquet.Pages;

namespace Loader.Parquet.Encodings;

/// <summary>
/// Collects the byte arrays of a block: for each value where it starts and how long it is. The bytes lie in a buffer of
/// the block's own, or, for dictionary-encoded values, in the buffer of the dictionary, which is shared and not copied.
/// </summary>
internal sealed class BytesBuilder(ReadBudget budget)
{
    private const int SmallestBuffer = 256;

    /// <summary>Not negative: start in <see cref="Owned"/>. Negative: the complement of a start in the dictionary's buffer.</summary>
    public int[] Starts { get; private set; } = [];

    public int[] Lengths { get; private set; } = [];

    public byte[] Owned { get; private set; } = [];

    public int OwnedCount { get; private set; }

    /// <summary>Begins a block, with the values of the last one from <paramref name="keepFrom"/> on as its first.</summary>
    public void Restart(int keepFrom, int keepCount, int capacity)
    {
        var (oldStarts, oldLengths, oldBytes) = (Starts, Lengths, Owned);
        (Starts, Lengths) = (new int[capacity], new int[capacity]);
        budget.Release(Owned.Length);
        (Owned, OwnedCount) = ([], 0);
        for (var i = 0; i < keepCount; i++)
        {
            var (start, length) = (oldStarts[keepFrom + i], oldLengths[keepFrom + i]);
            if (start >= 0)
            {
                var room = Reserve(length, out var at);
                oldBytes.AsSpan(start, length).CopyTo(room);
                start = at;
            }

            (Starts[i], Lengths[i]) = (start, length);
        }
    }

    public void Grow(int capacity)
    {
        var (starts, lengths) = (Starts, Lengths);
        Array.Resize(ref starts, capacity);
        Array.Resize(ref lengths, capacity);
        (Starts, Lengths) = (starts, lengths);
    }

    /// <summary>Room for some bytes at the end of the buffer.</summary>
    public Span<byte> Reserve(long count, out int start)
    {
        var needed = OwnedCount + count;
        if (needed > Owned.Length)
        {
            if (needed > Array.MaxLength) throw ParquetException.OverLimit($"a portion of values with {needed} bytes");
            var capacity = (int)Math.Min(Array.MaxLength, Math.Max(needed, Math.Max(SmallestBuffer, Owned.Length * 2L)));
            budget.Take(capacity - Owned.Length, "values");
            var grown = new byte[capacity];
            Owned.AsSpan(0, OwnedCount).CopyTo(grown);
            Owned = grown;
        }

        start = OwnedCount;
        OwnedCount = (int)needed;
        return Owned.AsSpan(start, (int)count);
    }

    /// <summary>Moves the values of a range apart so that each stands where the level says it is; null is an empty value.</summary>
    public void Spread(int first, int dense, ReadOnlySpan<bool> nulls)
    {
        var from = first + dense;
        for (var i = nulls.Length - 1; i >= 0; i--)
        {
            if (nulls[i]) (Starts[first + i], Lengths[first + i]) = (0, 0);
            else
            {
                from--;
                (Starts[first + i], Lengths[first + i]) = (Starts[from], Lengths[from]);
            }
        }
    }

    /// <summary>Gives back what the budget counts; the buffers stay with whoever reads the block.</summary>
    public void Release()
    {
        budget.Release(Owned.Length);
        (Starts, Lengths, Owned, OwnedCount) = ([], [], [], 0);
    }
}
