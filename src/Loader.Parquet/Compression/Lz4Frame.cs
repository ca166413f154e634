using System.Buffers.Binary;

namespace Loader.Parquet.Compression;

/// <summary>
/// LZ4 frame format (lz4_Frame_format.md), one of the things that the deprecated codec LZ4 may mean. Checksums of the frame are
/// not verified; Parquet has its own.
/// </summary>
internal static class Lz4Frame
{
    private const uint Magic = 0x184D2204;

    public static bool IsFrame(ReadOnlySpan<byte> source) =>
        source.Length >= 7 && BinaryPrimitives.ReadUInt32LittleEndian(source) == Magic;

    public static void Decompress(ReadOnlySpan<byte> source, Span<byte> target)
    {
        var flags = source[4];
        if (flags >> 6 != 1) throw ParquetException.Unsupported($"lz4: frame of version {flags >> 6}");
        if ((flags & 1) != 0) throw ParquetException.Unsupported("lz4: frame with a dictionary");
        var blockChecksum = (flags & 0x10) != 0 ? 4 : 0;
        var position = 7 + ((flags & 0x08) != 0 ? 8 : 0);
        var to = 0;
        while (true)
        {
            if (source.Length - position < 4) throw Short();
            var size = BinaryPrimitives.ReadUInt32LittleEndian(source[position..]);
            position += 4;
            if (size == 0) break;
            var isStored = size >> 31 == 1;
            size &= 0x7FFFFFFF;
            if (size > source.Length - position) throw Short();
            var block = source.Slice(position, (int)size);
            if (!isStored) to = Lz4Block.Decompress(block, target, to);
            else
            {
                if (block.Length > target.Length - to) throw ParquetException.Damaged("lz4: a stored block goes beyond the end");
                block.CopyTo(target[to..]);
                to += block.Length;
            }

            position += (int)size + blockChecksum;
            if (position > source.Length) throw Short();
        }

        if (to != target.Length) throw ParquetException.Damaged($"lz4: the frame holds {to} bytes, the page header says {target.Length}");
    }

    private static ParquetException Short() => ParquetException.Damaged("lz4: the frame ends early");
}
