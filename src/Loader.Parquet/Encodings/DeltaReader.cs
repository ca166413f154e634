namespace Loader.Parquet.Encodings;

/// <summary>Reads DELTA_BINARY_PACKED (Encodings.md): blocks of miniblocks of bit-packed differences. All arithmetic wraps around.</summary>
internal sealed class DeltaReader
{
    // Writers use 128 and 4; parquet-mr allows more. The bound keeps the width bytes of one block within reason.
    private const int MostMiniblocks = 1 << 16;

    private readonly byte[] buffer;
    private readonly int end;
    private readonly int miniblocks;
    private readonly int miniblockValues;
    private readonly byte[] widths;
    private readonly long total;
    private int position;
    private long read;
    private long last;
    private long minDelta;
    private int miniblock;
    private int inMiniblock;

    public DeltaReader(ArraySegment<byte> bytes)
    {
        buffer = bytes.Array ?? [];
        position = bytes.Offset;
        end = bytes.Offset + bytes.Count;
        if (bytes.Count == 0)
        {
            // A column of nulls may have an empty stream.
            widths = [];
            return;
        }

        var blockValues = ReadVarint();
        var count = ReadVarint();
        var values = ReadVarint();
        if (blockValues is 0 or > int.MaxValue || blockValues % 128 != 0)
            throw ParquetException.Damaged($"delta encoding with blocks of {blockValues} values");
        if (count is 0 or > MostMiniblocks || blockValues % count != 0 || blockValues / count % 32 != 0)
            throw ParquetException.Damaged($"delta encoding with {count} miniblocks in a block of {blockValues} values");
        if (values > int.MaxValue) throw ParquetException.Damaged($"delta encoding of {values} values");

        miniblocks = (int)count;
        miniblockValues = (int)(blockValues / count);
        total = (long)values;
        last = ReadZigzag();
        widths = new byte[miniblocks];
        miniblock = miniblocks;
    }

    /// <summary>Number of values the stream says it holds.</summary>
    public long Count => total;

    /// <summary>Reads exactly as many values as there is room for.</summary>
    public void Read(Span<long> values)
    {
        if (values.Length > total - read)
            throw ParquetException.Damaged($"{read + values.Length} values wanted from a delta encoding of {total}");
        var i = 0;
        if (read == 0 && values.Length > 0) values[i++] = last;
        while (i < values.Length)
        {
            if (miniblock == miniblocks) StartBlock();
            var count = Math.Min(values.Length - i, miniblockValues - inMiniblock);
            var part = values.Slice(i, count);
            var width = widths[miniblock];
            BitUnpacker.Unpack(Body(width), (long)inMiniblock * width, width, part);
            var value = last;
            for (var k = 0; k < part.Length; k++)
            {
                value = unchecked(value + minDelta + part[k]);
                part[k] = value;
            }

            last = value;
            i += count;
            inMiniblock += count;
            if (inMiniblock == miniblockValues) EndMiniblock(width);
        }

        read += values.Length;
    }

    /// <summary>Where the stream ends within the buffer. Walks over the blocks without reading values; call before reading.</summary>
    public int FindEnd()
    {
        var start = position;
        var left = total - 1;
        while (left > 0)
        {
            StartBlock();
            for (var i = 0; i < miniblocks && left > 0; i++)
            {
                Body(widths[i]);
                position += BodyBytes(widths[i]);
                left -= miniblockValues;
            }
        }

        var found = position;
        position = start;
        miniblock = miniblocks;
        return found;
    }

    private void StartBlock()
    {
        minDelta = ReadZigzag();
        if (end - position < miniblocks) throw Short();
        buffer.AsSpan(position, miniblocks).CopyTo(widths);
        position += miniblocks;
        miniblock = 0;
        inMiniblock = 0;
    }

    private void EndMiniblock(int width)
    {
        position += BodyBytes(width);
        miniblock++;
        inMiniblock = 0;
    }

    private int BodyBytes(int width) => (int)Math.Min((long)miniblockValues * width / 8, end - position);

    // Widths of miniblocks behind the last value may be anything, so a width is looked at only when its miniblock is needed.
    private ReadOnlySpan<byte> Body(int width)
    {
        if (width > 64) throw ParquetException.Damaged($"delta encoding with a bit width of {width}");
        if ((long)miniblockValues * width / 8 > end - position) throw Short();
        return buffer.AsSpan(position, end - position);
    }

    private long ReadZigzag()
    {
        var raw = ReadVarint();
        return (long)(raw >> 1) ^ -(long)(raw & 1);
    }

    private ulong ReadVarint()
    {
        ulong value = 0;
        for (var shift = 0; shift < 70; shift += 7)
        {
            if (position >= end) throw Short();
            var part = buffer[position++];
            value |= (ulong)(part & 0x7F) << shift;
            if (part < 0x80) return value;
        }

        throw ParquetException.Damaged("delta encoding: number of more than 10 bytes");
    }

    private static ParquetException Short() => ParquetException.Damaged("a delta encoded stream ends before all its values were read");
}
