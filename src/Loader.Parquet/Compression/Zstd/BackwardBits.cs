using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace Loader.Parquet.Compression.Zstd;

/// <summary>
/// A stream of bits that is read from its last byte to its first; the highest set bit of the last byte marks the start and is not
/// part of it (RFC 8878, 4.1). Beyond the end there are zeros; <see cref="Left"/> then is negative, which callers check.
/// </summary>
internal ref struct BackwardBits
{
    private readonly ReadOnlySpan<byte> bytes;

    public BackwardBits(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length == 0 || bytes[^1] == 0) throw ParquetException.Damaged("zstd: a bit stream without its end mark");
        this.bytes = bytes;
        Left = (bytes.Length * 8) - (byte.LeadingZeroCount(bytes[^1]) + 1);
    }

    /// <summary>Bits not yet read.</summary>
    public int Left { get; private set; }

    /// <summary>The next bits, the first one highest. At least 57 are good, zeros where the stream has ended.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly ulong Peek()
    {
        if (Left < 64) return PeekEnd();
        var last = (Left + 7) >> 3;
        return BinaryPrimitives.ReadUInt64LittleEndian(bytes[(last - 8)..]) << ((last << 3) - Left);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Skip(int count) => Left -= count;

    /// <summary>Up to 31 bits as a number.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Read(int count)
    {
        // Shifted in two steps, because a shift by 64 would be one by nothing.
        var value = (int)(Peek() >> 1 >> (63 - count));
        Left -= count;
        return value;
    }

    private readonly ulong PeekEnd()
    {
        if (Left <= 0) return 0;
        ulong word = 0;
        var count = (Left + 7) >> 3;
        for (var i = 0; i < count; i++) word |= (ulong)bytes[i] << (8 * i);
        return word << (64 - Left);
    }
}
