using System.Buffers.Binary;
using System.Text;

namespace Loader.Parquet.Tests.Making;

/// <summary>The other direction of the decoders, as short as it goes.</summary>
internal static class Encode
{
    public static byte[] Varint(ulong value)
    {
        var bytes = new List<byte>();
        for (; value >= 0x80; value >>= 7) bytes.Add((byte)(value | 0x80));
        bytes.Add((byte)value);
        return [.. bytes];
    }

    public static byte[] Zigzag(long value) => Varint((ulong)((value << 1) ^ (value >> 63)));

    public static byte[] Ints(params int[] values) => Each(values, 4, (span, value) => BinaryPrimitives.WriteInt32LittleEndian(span, value));

    public static byte[] Longs(params long[] values) => Each(values, 8, (span, value) => BinaryPrimitives.WriteInt64LittleEndian(span, value));

    public static byte[] Texts(params string[] values) => ByteArrays([.. values.Select(Encoding.UTF8.GetBytes)]);

    public static byte[] ByteArrays(params byte[][] values) => [.. values.SelectMany(value => (byte[])[.. Ints(value.Length), .. value])];

    /// <summary>A run of the hybrid encoding.</summary>
    public static byte[] Run(int value, int count, int width) =>
        [.. Varint((ulong)count << 1), .. BitConverter.GetBytes(value).AsSpan(0, (width + 7) / 8)];

    /// <summary>A bit-packed stretch of the hybrid encoding, padded to eights.</summary>
    public static byte[] Packed(int width, params int[] values)
    {
        var groups = (values.Length + 7) / 8;
        return [.. Varint(((ulong)groups << 1) | 1), .. Bits(width, [.. values.Select(v => (long)v), .. new long[(groups * 8) - values.Length]])];
    }

    /// <summary>Levels of a page of version 1: with their length.</summary>
    public static byte[] WithLength(params byte[] levels) => [.. Ints(levels.Length), .. levels];

    /// <summary>Values of a fixed width, least significant bit first.</summary>
    public static byte[] Bits(int width, params long[] values)
    {
        var bytes = new byte[((values.Length * width) + 7) / 8];
        for (var i = 0; i < values.Length * width; i++)
        {
            if (((values[i / width] >> (i % width)) & 1) == 1) bytes[i / 8] |= (byte)(1 << (i % 8));
        }

        return bytes;
    }

    /// <summary>DELTA_BINARY_PACKED with blocks of 128 values in 4 miniblocks.</summary>
    public static byte[] Delta(params long[] values)
    {
        var bytes = new List<byte>([.. Varint(128), .. Varint(4), .. Varint((ulong)values.Length), .. Zigzag(values.FirstOrDefault())]);
        var deltas = values.Skip(1).Zip(values, (next, before) => unchecked(next - before)).ToArray();
        foreach (var block in deltas.Chunk(128))
        {
            var least = block.Min();
            bytes.AddRange(Zigzag(least));
            var miniblocks = block.Select(delta => unchecked(delta - least)).Chunk(32).ToArray();
            var widths = miniblocks.Select(mini => mini.Max(v => 64 - (int)ulong.LeadingZeroCount((ulong)v))).ToArray();

            // Behind the last value a width may be anything.
            for (var i = 0; i < 4; i++) bytes.Add(i < widths.Length ? (byte)widths[i] : (byte)0xEE);
            for (var i = 0; i < miniblocks.Length; i++)
                bytes.AddRange(Bits(widths[i], [.. miniblocks[i], .. new long[32 - miniblocks[i].Length]]));
        }

        return [.. bytes];
    }

    private static byte[] Each<T>(T[] values, int size, WriteOne<T> write)
    {
        var bytes = new byte[values.Length * size];
        for (var i = 0; i < values.Length; i++) write(bytes.AsSpan(i * size), values[i]);
        return bytes;
    }

    private delegate void WriteOne<T>(Span<byte> span, T value);
}
