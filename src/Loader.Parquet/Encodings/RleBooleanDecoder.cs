using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Loader.Parquet.Encodings;

/// <summary>Booleans as RLE: the hybrid with a width of 1, behind its length in four bytes.</summary>
internal sealed class RleBooleanDecoder : ValueDecoder<bool>
{
    private RleHybridReader runs;

    public RleBooleanDecoder(ArraySegment<byte> bytes)
    {
        if (bytes.Count < 4) throw ParquetException.Damaged($"run-length encoded booleans in {bytes.Count} bytes");
        var length = BinaryPrimitives.ReadUInt32LittleEndian(bytes);
        if (length > bytes.Count - 4)
            throw ParquetException.Damaged($"run-length encoded booleans of {length} bytes, {bytes.Count - 4} are left");
        runs = new RleHybridReader(bytes.Slice(4, (int)length), 1);
    }

    public override void Read(Span<bool> values) => runs.Read(MemoryMarshal.AsBytes(values));
}
