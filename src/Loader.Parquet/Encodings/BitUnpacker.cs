using System.Buffers.Binary;

namespace Loader.Parquet.Encodings;

/// <summary>Takes numbers of a fixed width out of a stream of bits, least significant bit first.</summary>
internal static class BitUnpacker
{
    /// <summary>Widths 0 to 32. The caller has made sure that <paramref name="bytes"/> holds all values.</summary>
    public static void Unpack(ReadOnlySpan<byte> bytes, long firstBit, int width, Span<int> values)
    {
        var mask = (1UL << width) - 1;
        var bit = firstBit;
        var i = 0;

        // Eight bytes at a time: 32 bits of value and 7 of offset always fit. The last few go byte by byte.
        for (; i < values.Length; i++, bit += width)
        {
            var at = (int)(bit >> 3);
            if (at + 8 > bytes.Length) break;
            values[i] = (int)((BinaryPrimitives.ReadUInt64LittleEndian(bytes[at..]) >> (int)(bit & 7)) & mask);
        }

        for (; i < values.Length; i++, bit += width) values[i] = (int)Slowly(bytes, bit, width);
    }

    /// <summary>Widths 0 to 64.</summary>
    public static void Unpack(ReadOnlySpan<byte> bytes, long firstBit, int width, Span<long> values)
    {
        if (width > 56)
        {
            for (var k = 0; k < values.Length; k++) values[k] = (long)Slowly(bytes, firstBit + ((long)k * width), width);
            return;
        }

        var mask = (1UL << width) - 1;
        var bit = firstBit;
        var i = 0;
        for (; i < values.Length; i++, bit += width)
        {
            var at = (int)(bit >> 3);
            if (at + 8 > bytes.Length) break;
            values[i] = (long)((BinaryPrimitives.ReadUInt64LittleEndian(bytes[at..]) >> (int)(bit & 7)) & mask);
        }

        for (; i < values.Length; i++, bit += width) values[i] = (long)Slowly(bytes, bit, width);
    }

    /// <summary>Widths 0 to 8.</summary>
    public static void Unpack(ReadOnlySpan<byte> bytes, long firstBit, int width, Span<byte> values)
    {
        var i = 0;
        if (width == 1 && (firstBit & 7) == 0)
        {
            // One bit per level is what every optional column has: eight at a time.
            var at = (int)(firstBit >> 3);
            for (; i + 8 <= values.Length; i += 8, at++)
                BinaryPrimitives.WriteUInt64LittleEndian(values[i..], Spread(bytes[at]));
        }

        var mask = (1 << width) - 1;
        for (var bit = firstBit + ((long)i * width); i < values.Length; i++, bit += width)
        {
            var at = (int)(bit >> 3);
            if (width == 0)
            {
                values[i..].Clear();
                return;
            }

            var two = bytes[at] | (at + 1 < bytes.Length ? bytes[at + 1] << 8 : 0);
            values[i] = (byte)((two >> (int)(bit & 7)) & mask);
        }
    }

    /// <summary>Every bit of a byte in a byte of its own, the lowest first.</summary>
    private static ulong Spread(byte bits)
    {
        var copies = bits * 0x0101010101010101UL & 0x8040201008040201UL;
        return ((copies + 0x00406070787C7E7FUL) >> 7) & 0x0101010101010101UL;
    }

    private static ulong Slowly(ReadOnlySpan<byte> bytes, long firstBit, int width)
    {
        ulong value = 0;
        for (var taken = 0; taken < width;)
        {
            var bit = firstBit + taken;
            var offset = (int)(bit & 7);
            var part = (ulong)(bytes[(int)(bit >> 3)] >> offset);
            value |= part << taken;
            taken += 8 - offset;
        }

        return width == 64 ? value : value & ((1UL << width) - 1);
    }
}
