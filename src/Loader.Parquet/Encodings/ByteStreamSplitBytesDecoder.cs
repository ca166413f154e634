namespace Loader.Parquet.Encodings;

/// <summary>BYTE_STREAM_SPLIT for FIXED_LEN_BYTE_ARRAY.</summary>
internal sealed class ByteStreamSplitBytesDecoder : BytesDecoder
{
    private readonly ArraySegment<byte> bytes;
    private readonly int length;
    private readonly int count;
    private int position;

    /// <param name="bytes">As many streams as a value has bytes.</param>
    /// <param name="length">Bytes per value.</param>
    /// <param name="count">Number of values, which is the length of each stream.</param>
    public ByteStreamSplitBytesDecoder(ArraySegment<byte> bytes, int length, int count)
    {
        if ((long)count * length > bytes.Count)
            throw ParquetException.Damaged($"{count} values of {length} bytes in split streams of {bytes.Count} bytes");
        this.bytes = bytes;
        this.length = length;
        this.count = count;
    }

    public override long BytesPerValue => length;

    public override void Read(BytesBuilder target, int at, int count)
    {
        if (count > this.count - position)
            throw ParquetException.Damaged($"{position + count} values wanted from split streams of {this.count}");
        var room = target.Reserve((long)count * length, out var start);
        for (var k = 0; k < length; k++)
        {
            var stream = bytes.AsSpan((k * this.count) + position, count);
            for (var i = 0; i < count; i++) room[(i * length) + k] = stream[i];
        }

        for (var i = 0; i < count; i++) (target.Starts[at + i], target.Lengths[at + i]) = (start + (i * length), length);
        position += count;
    }
}
