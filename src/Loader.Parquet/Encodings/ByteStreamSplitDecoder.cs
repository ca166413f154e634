using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Loader.Parquet.Encodings;

/// <summary>BYTE_STREAM_SPLIT for numbers: first all first bytes, then all second bytes, and so on.</summary>
internal sealed class ByteStreamSplitDecoder<T> : ValueDecoder<T>
    where T : unmanaged
{
    private readonly ArraySegment<byte> bytes;
    private readonly int count;
    private int position;

    /// <param name="bytes">The streams.</param>
    /// <param name="count">Number of values, which is the length of each stream.</param>
    public ByteStreamSplitDecoder(ArraySegment<byte> bytes, int count)
    {
        if ((long)count * Unsafe.SizeOf<T>() > bytes.Count)
            throw ParquetException.Damaged($"{count} values of {Unsafe.SizeOf<T>()} bytes in split streams of {bytes.Count} bytes");
        this.bytes = bytes;
        this.count = count;
    }

    public override void Read(Span<T> values)
    {
        if (values.Length > count - position)
            throw ParquetException.Damaged($"{position + values.Length} values wanted from split streams of {count}");
        var target = MemoryMarshal.AsBytes(values);
        var size = Unsafe.SizeOf<T>();
        for (var k = 0; k < size; k++)
        {
            var stream = bytes.AsSpan((k * count) + position, values.Length);
            for (var i = 0; i < stream.Length; i++) target[(i * size) + k] = stream[i];
        }

        position += values.Length;
    }
}
