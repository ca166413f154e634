using System.Runtime.InteropServices;

namespace Loader.Parquet.Compression.Zstd;

/// <summary>A decoding table of finite state entropy coding (RFC 8878, 4.1.1).</summary>
internal sealed class FseTable
{
    private FseTable(int log, Entry[] entries)
    {
        Log = log;
        Entries = entries;
    }

    /// <summary>The table has two to this power entries.</summary>
    public int Log { get; }

    public Entry[] Entries { get; }

    /// <summary>A table of one state that always gives the same symbol.</summary>
    public static FseTable Single(byte symbol) => new(0, [new Entry(symbol, 0, 0)]);

    /// <summary>Reads the description of a table and tells how many bytes it took.</summary>
    public static FseTable Read(ReadOnlySpan<byte> bytes, int highestLog, int highestSymbol, out int used)
    {
        var bits = new ForwardBits(bytes);
        var log = bits.Read(4) + 5;
        if (log > highestLog) throw ParquetException.Damaged($"zstd: a table of 2^{log} states, at most 2^{highestLog} are allowed");

        Span<short> counts = stackalloc short[highestSymbol + 1];
        counts.Clear();
        var remaining = (1 << log) + 1;
        var symbol = 0;
        while (remaining > 1)
        {
            if (symbol > highestSymbol) throw ParquetException.Damaged($"zstd: a table with symbols above {highestSymbol}");

            // Numbers up to what is left: small ones take a bit less.
            var width = 32 - int.LeadingZeroCount(remaining);
            var low = bits.Peek(width - 1);
            var threshold = (1 << width) - 1 - remaining;
            var value = low;
            if (low < threshold) bits.Read(width - 1);
            else
            {
                value = bits.Read(width);
                if (value >= 1 << (width - 1)) value -= threshold;
            }

            var count = value - 1;
            counts[symbol++] = (short)count;
            remaining -= Math.Abs(count);
            if (count == 0) SkipZeros(ref bits, ref symbol);
        }

        if (remaining < 1) throw ParquetException.Damaged("zstd: the probabilities of a table do not add up");
        used = bits.BytesUsed;
        return Build(counts[..Math.Min(symbol, counts.Length)], log);
    }

    /// <summary>Builds a table from the probabilities of the symbols; -1 stands for "less than one".</summary>
    public static FseTable Build(ReadOnlySpan<short> counts, int log)
    {
        var size = 1 << log;
        var entries = new Entry[size];
        Span<ushort> next = stackalloc ushort[counts.Length];
        var high = size - 1;
        for (var s = 0; s < counts.Length; s++)
        {
            if (counts[s] != -1) next[s] = (ushort)counts[s];
            else
            {
                entries[high--] = new Entry((byte)s, 0, 0);
                next[s] = 1;
            }
        }

        var step = (size >> 1) + (size >> 3) + 3;
        var position = 0;
        for (var s = 0; s < counts.Length; s++)
        {
            for (var i = 0; i < counts[s]; i++)
            {
                entries[position] = new Entry((byte)s, 0, 0);
                do position = (position + step) & (size - 1);
                while (position > high);
            }
        }

        for (var i = 0; i < size; i++)
        {
            var symbol = entries[i].Symbol;
            var state = next[symbol]++;
            var width = log - (31 - int.LeadingZeroCount(state));
            entries[i] = new Entry(symbol, (byte)width, (ushort)((state << width) - size));
        }

        return new FseTable(log, entries);
    }

    // After a probability of zero, two bits say how many more zeros follow; three means that two more bits do the same.
    private static void SkipZeros(ref ForwardBits bits, ref int symbol)
    {
        int more;
        do
        {
            more = bits.Read(2);
            symbol += more;
        }
        while (more == 3);
    }

    /// <param name="Symbol">What the state stands for.</param>
    /// <param name="Width">Bits to read for the next state...</param>
    /// <param name="Base">...to be added to this.</param>
    [StructLayout(LayoutKind.Auto)]
    internal readonly record struct Entry(byte Symbol, byte Width, ushort Base);
}
