using System.Runtime.InteropServices;

namespace Loader.Parquet.Encodings;

/// <summary>PLAIN booleans: one bit each, least significant first.</summary>
internal sealed class PlainBooleanDecoder(ArraySegment<byte> bytes) : ValueDecoder<bool>
{
    private long position;

    public override void Read(Span<bool> values)
    {
        if (position + values.Length > bytes.Count * 8L)
            throw ParquetException.Damaged($"{position + values.Length} booleans wanted from {bytes.Count} bytes");
        BitUnpacker.Unpack(bytes, position, 1, MemoryMarshal.AsBytes(values));
        position += values.Length;
    }
}
