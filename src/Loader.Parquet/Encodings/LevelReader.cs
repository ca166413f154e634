using Loader.Parquet.Metadata;

namespace Loader.Parquet.Encodings;

/// <summary>
/// Reads repetition or definition levels, one byte each. A struct on purpose: a copy reads on independently, which is how
/// values are counted before they are read.
/// </summary>
internal struct LevelReader
{
    private readonly int max;
    private readonly int width;
    private readonly bool isBitPacked;
    private readonly ArraySegment<byte> packed;
    private RleHybridReader runs;
    private long packedBit;

    /// <param name="bytes">The levels without their length prefix.</param>
    /// <param name="encoding">RLE, or in old files BIT_PACKED, which has the opposite order of bits.</param>
    /// <param name="max">The highest level possible; 0 means that there are no levels, and no bytes.</param>
    public LevelReader(ArraySegment<byte> bytes, Encoding encoding, int max)
    {
        this.max = max;
        width = BitWidth(max);
        isBitPacked = encoding == Encoding.BitPacked;
        if (isBitPacked) packed = bytes;
        else runs = new RleHybridReader(bytes, width);
    }

    public static int BitWidth(int max) => 32 - int.LeadingZeroCount(max);

    public void Read(Span<byte> levels)
    {
        if (max == 0)
        {
            levels.Clear();
            return;
        }

        if (isBitPacked) ReadPacked(levels);
        else runs.Read(levels);
        if (max != (1 << width) - 1 && levels.ContainsAnyExceptInRange((byte)0, (byte)max))
            throw ParquetException.Damaged($"a level above {max}, the highest of the column");
    }

    /// <summary>How many of the next levels are the highest one; nothing is used up.</summary>
    public readonly int CountHighest(int count)
    {
        if (max == 0) return count;
        var copy = this;
        Span<byte> part = stackalloc byte[1024];
        var found = 0;
        for (var left = count; left > 0; left -= part.Length)
        {
            if (left < part.Length) part = part[..left];
            copy.Read(part);
            found += part.Count((byte)max);
        }

        return found;
    }

    private void ReadPacked(Span<byte> levels)
    {
        if (packedBit + ((long)levels.Length * width) > packed.Count * 8L)
            throw ParquetException.Damaged("bit-packed levels end before all were read");
        ReadOnlySpan<byte> bytes = packed;
        for (var i = 0; i < levels.Length; i++, packedBit += width)
        {
            var at = (int)(packedBit >> 3);
            var two = bytes[at] << 8 | (at + 1 < bytes.Length ? bytes[at + 1] : 0);
            levels[i] = (byte)((two >> (16 - (int)(packedBit & 7) - width)) & ((1 << width) - 1));
        }
    }
}
