using System.Buffers.Binary;

namespace Loader.Parquet.Encodings;

/// <summary>PLAIN BYTE_ARRAY: four bytes of length, then the bytes.</summary>
internal sealed class PlainBytesDecoder(ArraySegment<byte> bytes, int count) : BytesDecoder
{
    private int position;

    public override long BytesPerValue => bytes.Count / Math.Max(1, count);

    public override void Read(BytesBuilder target, int at, int count)
    {
        // The lengths are copied along with the values: one copy of the whole stretch is cheaper than one per value.
        ReadOnlySpan<byte> source = bytes.AsSpan(position);
        var (starts, lengths) = (target.Starts, target.Lengths);
        var next = 0;
        for (var i = at; i < at + count; i++)
        {
            if (source.Length - next < 4) throw ParquetException.Damaged($"{source.Length - next} bytes are left where a length belongs");
            var length = BinaryPrimitives.ReadUInt32LittleEndian(source[next..]);
            if (length > source.Length - next - 4)
                throw ParquetException.Damaged($"a value of {length} bytes, {source.Length - next - 4} are left in its page");
            starts[i] = next + 4;
            lengths[i] = (int)length;
            next += 4 + (int)length;
        }

        source[..next].CopyTo(target.Reserve(next, out var start));
        for (var i = at; i < at + count; i++) starts[i] += start;
        position += next;
    }
}
