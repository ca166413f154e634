using System.Buffers.Binary;

namespace Loader.Parquet.Tests.Making;

/// <summary>Compresses as Snappy does, in its simplest form: the last place of four equal bytes, copies of up to 64 bytes from up to 64 KB before.</summary>
internal static class SnappyEncoder
{
    private const int TableBits = 14;
    private const int LongestCopy = 64;
    private const int FurthestCopy = 65_535;

    public static byte[] Encode(ReadOnlySpan<byte> input)
    {
        var output = new List<byte>(Making.Encode.Varint((ulong)input.Length));
        var seen = new int[1 << TableBits];
        var (at, literal) = (0, 0);
        while (at + 4 <= input.Length)
        {
            var four = BinaryPrimitives.ReadUInt32LittleEndian(input[at..]);
            ref var place = ref seen[(four * 0x1E35A7BD) >> (32 - TableBits)];
            var before = place - 1;
            place = at + 1;
            if (before < 0 || at - before > FurthestCopy || BinaryPrimitives.ReadUInt32LittleEndian(input[before..]) != four)
            {
                at++;
                continue;
            }

            var length = 4;
            while (length < LongestCopy && at + length < input.Length && input[before + length] == input[at + length]) length++;
            Literal(output, input[literal..at]);
            output.Add((byte)(((length - 1) << 2) | 2));
            output.Add((byte)(at - before));
            output.Add((byte)((at - before) >> 8));
            at += length;
            literal = at;
        }

        Literal(output, input[literal..]);
        return [.. output];
    }

    private static void Literal(List<byte> output, ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty) return;
        var rest = bytes.Length - 1;
        if (rest < 60)
        {
            output.Add((byte)(rest << 2));
        }
        else
        {
            var size = rest < 1 << 8 ? 1 : rest < 1 << 16 ? 2 : rest < 1 << 24 ? 3 : 4;
            output.Add((byte)((59 + size) << 2));
            for (var i = 0; i < size; i++) output.Add((byte)(rest >> (8 * i)));
        }

        output.AddRange(bytes);
    }
}
