namespace Loader.Parquet.Encodings;

/// <summary>PLAIN FIXED_LEN_BYTE_ARRAY and INT96: values of one length, one after the other.</summary>
internal sealed class FixedBytesDecoder(ArraySegment<byte> bytes, int length) : BytesDecoder
{
    private int position;

    public override long BytesPerValue => length;

    public override void Read(BytesBuilder target, int at, int count)
    {
        var total = (long)count * length;
        if (total > bytes.Count - position)
            throw ParquetException.Damaged($"{count} values of {length} bytes wanted, {bytes.Count - position} bytes are left");
        bytes.AsSpan(position, (int)total).CopyTo(target.Reserve(total, out var start));
        for (var i = 0; i < count; i++) (target.Starts[at + i], target.Lengths[at + i]) = (start + (i * length), length);
        position += (int)total;
    }
}
