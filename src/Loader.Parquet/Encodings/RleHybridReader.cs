namespace Loader.Parquet.Encodings;

/// <summary>
/// Reads the run length / bit packing hybrid (Encodings.md, RLE = 3). A struct on purpose: a copy reads on independently.
/// </summary>
internal struct RleHybridReader
{
    private readonly byte[] buffer;
    private readonly int end;
    private readonly int width;
    private int position;

    // The run being read: how many values are left, and where they come from.
    private long runLeft;
    private bool isPacked;
    private int runValue;
    private int packedStart;
    private long packedBit;

    public RleHybridReader(ArraySegment<byte> bytes, int width)
    {
        if (width is < 0 or > 32) throw ParquetException.Damaged($"bit width {width} of a run-length encoded stream");
        buffer = bytes.Array ?? [];
        position = bytes.Offset;
        end = bytes.Offset + bytes.Count;
        this.width = width;
    }

    /// <summary>Reads exactly as many values as there is room for.</summary>
    public void Read(Span<int> values)
    {
        while (values.Length > 0)
        {
            var part = values[..NextPart(values.Length)];
            if (isPacked) BitUnpacker.Unpack(Packed(), packedBit, width, part);
            else part.Fill(runValue);
            Took(part.Length);
            values = values[part.Length..];
        }
    }

    /// <summary>The same for widths up to 8, as levels have them.</summary>
    public void Read(Span<byte> values)
    {
        while (values.Length > 0)
        {
            var part = values[..NextPart(values.Length)];
            if (isPacked) BitUnpacker.Unpack(Packed(), packedBit, width, part);
            else part.Fill((byte)runValue);
            Took(part.Length);
            values = values[part.Length..];
        }
    }

    private readonly ReadOnlySpan<byte> Packed() => new(buffer, packedStart, end - packedStart);

    private void Took(int count)
    {
        runLeft -= count;
        if (isPacked) packedBit += (long)count * width;
    }

    private int NextPart(int wanted)
    {
        while (runLeft == 0) NextRun();
        return (int)Math.Min(wanted, runLeft);
    }

    private void NextRun()
    {
        var header = ReadVarint();
        isPacked = (header & 1) == 1;
        if (isPacked) StartPacked(header >> 1);
        else StartRepeated(header >> 1);
    }

    private void StartPacked(uint groups)
    {
        packedStart = position;
        packedBit = 0;
        runLeft = groups * 8L;
        if (width == 0) return;

        // Some writers cut the padding of the last group off; values that are not there are missed only when asked for.
        var bytes = Math.Min((long)groups * width, end - position);
        runLeft = Math.Min(runLeft, bytes * 8 / width);
        position += (int)bytes;
    }

    private void StartRepeated(uint count)
    {
        var bytes = (width + 7) / 8;
        if (end - position < bytes) throw Short();
        uint value = 0;
        for (var i = 0; i < bytes; i++) value |= (uint)buffer[position++] << (8 * i);
        if (width < 32 && value >> width != 0) throw ParquetException.Damaged($"run of the value {value} in a stream of {width} bits");
        runValue = (int)value;
        runLeft = count;
    }

    private uint ReadVarint()
    {
        ulong value = 0;
        for (var shift = 0; shift < 35; shift += 7)
        {
            if (position >= end) throw Short();
            var part = buffer[position++];
            value |= (ulong)(part & 0x7F) << shift;
            if (part < 0x80)
                return value <= uint.MaxValue ? (uint)value : throw ParquetException.Damaged($"run header {value} is too large");
        }

        throw ParquetException.Damaged("run header of more than 5 bytes");
    }

    private static ParquetException Short() => ParquetException.Damaged("a run-length encoded stream ends before all its values were read");
}
