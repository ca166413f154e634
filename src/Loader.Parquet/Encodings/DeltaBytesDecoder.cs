using Loader.Parquet.Pages;

namespace Loader.Parquet.Encodings;

/// <summary>
/// DELTA_BYTE_ARRAY: every value is a prefix of the one before and a suffix of its own. Prefix lengths, suffix lengths, suffixes.
/// </summary>
internal sealed class DeltaBytesDecoder : BytesDecoder
{
    private readonly ArraySegment<byte> bytes;
    private readonly DeltaReader prefixes;
    private readonly DeltaReader suffixes;
    private readonly int fixedLength;
    private int position;

    /// <param name="bytes">The three streams.</param>
    /// <param name="count">Number of values.</param>
    /// <param name="fixedLength">Length that every value must have, or 0.</param>
    /// <param name="previous">What the first prefix refers to: nothing, or with a fault of old writers the last value of the page before.</param>
    /// <param name="mostBytes">Most bytes that the values of the page may have together: repeated prefixes make much of little.</param>
    /// <param name="budget">What the read may take.</param>
    public DeltaBytesDecoder(ArraySegment<byte> bytes, int count, int fixedLength, byte[] previous, long mostBytes, ReadBudget budget)
    {
        this.bytes = bytes;
        this.fixedLength = fixedLength;
        Previous = previous;
        prefixes = new DeltaReader(bytes);
        var suffixBytes = bytes[(prefixes.FindEnd() - bytes.Offset)..];
        suffixes = new DeltaReader(suffixBytes);
        position = suffixes.FindEnd() - bytes.Offset;
        if (prefixes.Count != count || suffixes.Count != count)
            throw ParquetException.Damaged($"{prefixes.Count} prefixes and {suffixes.Count} suffixes for {count} values");

        var total = Total(new DeltaReader(bytes), count) + Total(new DeltaReader(suffixBytes), count);
        if (total > mostBytes) throw ParquetException.OverLimit($"values of {total} bytes in one page; the limit is {mostBytes} (PageBytes)");
        budget.Expand(total);
        BytesPerValue = total / Math.Max(1, count);
    }

    public override long BytesPerValue { get; }

    /// <summary>The value read last.</summary>
    public byte[] Previous { get; private set; }

    public override void Read(BytesBuilder target, int at, int count)
    {
        Span<long> prefixPart = stackalloc long[128];
        Span<long> suffixPart = stackalloc long[128];
        ReadOnlySpan<byte> last = Previous;
        while (count > 0)
        {
            if (count < prefixPart.Length)
            {
                prefixPart = prefixPart[..count];
                suffixPart = suffixPart[..count];
            }

            prefixes.Read(prefixPart);
            suffixes.Read(suffixPart);
            for (var i = 0; i < prefixPart.Length; i++)
            {
                var (prefix, suffix) = (Checked(prefixPart[i], last.Length), Checked(suffixPart[i], bytes.Count - position));
                if (fixedLength > 0 && (long)prefix + suffix != fixedLength)
                    throw ParquetException.Damaged($"a value of {(long)prefix + suffix} bytes in a column of {fixedLength}");
                var room = target.Reserve((long)prefix + suffix, out var start);
                last[..prefix].CopyTo(room);
                bytes.AsSpan(position, suffix).CopyTo(room[prefix..]);
                position += suffix;
                (target.Starts[at + i], target.Lengths[at + i]) = (start, room.Length);
                last = room;
            }

            at += prefixPart.Length;
            count -= prefixPart.Length;
        }

        Previous = last.ToArray();
    }

    private static int Checked(long length, int most)
    {
        var wrapped = unchecked((int)length);
        return wrapped >= 0 && wrapped <= most
            ? wrapped
            : throw ParquetException.Damaged($"a prefix or suffix of {wrapped} bytes where at most {most} are possible");
    }

    private static long Total(DeltaReader lengths, int count)
    {
        Span<long> part = stackalloc long[128];
        long total = 0;
        for (var left = count; left > 0; left -= part.Length)
        {
            if (left < part.Length) part = part[..left];
            lengths.Read(part);
            foreach (var length in part) total += Math.Max(0, unchecked((int)length));
        }

        return total;
    }
}
