using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Loader.Parquet.Encodings;

/// <summary>PLAIN numbers: the bytes of the values in little-endian order, one after the other.</summary>
internal sealed class PlainDecoder<T>(ArraySegment<byte> bytes) : ValueDecoder<T>
    where T : unmanaged
{
    private int position;

    public override void Read(Span<T> values)
    {
        var wanted = MemoryMarshal.AsBytes(values);
        if (wanted.Length > bytes.Count - position)
            throw ParquetException.Damaged($"{values.Length} values of {Unsafe.SizeOf<T>()} bytes wanted, {bytes.Count - position} bytes are left");
        bytes.AsSpan(position, wanted.Length).CopyTo(wanted);
        position += wanted.Length;
    }
}
