using System.Buffers.Binary;

namespace Loader.Parquet.Compression;

/// <summary>LZ4 block format (lz4_Block_format.md): what LZ4_RAW pages are, and what the other LZ4 forms consist of.</summary>
internal static class Lz4Block
{
    private const int ShortestMatch = 4;

    /// <summary>
    /// Decompresses one block to <paramref name="target"/> from <paramref name="start"/> on, and returns where it ends. Matches may
    /// reach back before the start, as linked blocks of a frame do.
    /// </summary>
    public static int Decompress(ReadOnlySpan<byte> source, Span<byte> target, int start)
    {
        int from = 0, to = start;
        while (true)
        {
            if (from >= source.Length) throw Short();
            var token = source[from++];
            var literals = ReadLength(source, token >> 4, ref from);
            if (literals > source.Length - from || literals > target.Length - to)
                throw ParquetException.Damaged($"lz4: a literal of {literals} bytes goes beyond the end");
            LzCopy.Literals(source, from, target, to, (int)literals);
            from += (int)literals;
            to += (int)literals;

            // The last sequence of a block has literals only.
            if (from == source.Length) return to;
            if (source.Length - from < 2) throw Short();
            var offset = BinaryPrimitives.ReadUInt16LittleEndian(source[from..]);
            from += 2;
            var length = ReadLength(source, token & 15, ref from) + ShortestMatch;
            if (offset == 0 || offset > to || length > target.Length - to)
                throw ParquetException.Damaged($"lz4: a copy of {length} bytes from {offset} before byte {to}");
            LzCopy.Match(target, to, offset, (int)length);
            to += (int)length;
        }
    }

    public static void DecompressAll(ReadOnlySpan<byte> source, Span<byte> target)
    {
        var end = Decompress(source, target, 0);
        if (end != target.Length) throw ParquetException.Damaged($"lz4: ends after {end} of {target.Length} bytes");
    }

    private static long ReadLength(ReadOnlySpan<byte> source, int nibble, ref int from)
    {
        long length = nibble;
        if (nibble < 15) return length;
        byte part;
        do
        {
            if (from >= source.Length) throw Short();
            part = source[from++];
            length += part;
        }
        while (part == 255);
        return length;
    }

    private static ParquetException Short() => ParquetException.Damaged("lz4: ends within a sequence");
}
