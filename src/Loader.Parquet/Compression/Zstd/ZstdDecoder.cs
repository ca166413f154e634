using System.Buffers.Binary;

namespace Loader.Parquet.Compression.Zstd;

/// <summary>
/// Zstandard (RFC 8878) for content that lies in memory as a whole: frames one after the other, skippable ones among them.
/// Not read: frames that need a dictionary. May be used again and again, by one thread.
/// </summary>
internal sealed class ZstdDecoder
{
    private const uint Magic = 0xFD2FB528;
    private const uint SkippableMagic = 0x184D2A50;
    private const int LargestBlock = 128 << 10;

    private readonly LiteralsReader literals = new();
    private readonly SequencesReader sequences = new();

    /// <summary>Fills <paramref name="target"/> exactly, or fails.</summary>
    public void Decompress(ReadOnlySpan<byte> source, Span<byte> target)
    {
        var to = 0;
        while (source.Length > 0)
        {
            if (source.Length < 8) throw Short();
            var magic = BinaryPrimitives.ReadUInt32LittleEndian(source);
            if ((magic & 0xFFFFFFF0) == SkippableMagic)
            {
                var size = BinaryPrimitives.ReadUInt32LittleEndian(source[4..]);
                if (size > source.Length - 8) throw Short();
                source = source[(8 + (int)size)..];
                continue;
            }

            if (magic != Magic) throw ParquetException.Damaged($"zstd: 0x{magic:X8} where a frame should begin");
            source = source[4..];
            to += DecompressFrame(ref source, target[to..]);
        }

        if (to != target.Length) throw ParquetException.Damaged($"zstd: holds {to} bytes, the page header says {target.Length}");
    }

    private int DecompressFrame(ref ReadOnlySpan<byte> source, Span<byte> target)
    {
        var header = FrameHeader.Read(source);
        source = source[header.Bytes..];
        literals.StartFrame();
        sequences.StartFrame();
        var to = 0;
        bool isLast;
        do
        {
            if (source.Length < 3) throw Short();
            var block = source[0] | source[1] << 8 | source[2] << 16;
            source = source[3..];
            isLast = (block & 1) == 1;
            to = DecompressBlock((block >> 1) & 3, block >> 3, ref source, target, to);
        }
        while (!isLast);

        if (header.ContentBytes is { } content && content != (ulong)to)
            throw ParquetException.Damaged($"zstd: a frame of {to} bytes that announced {content}");
        if (header.HasChecksum)
        {
            if (source.Length < 4) throw Short();
            if (BinaryPrimitives.ReadUInt32LittleEndian(source) != (uint)XxHash64.Of(target[..to]))
                throw ParquetException.Damaged("zstd: the checksum of a frame is wrong");
            source = source[4..];
        }

        return to;
    }

    private int DecompressBlock(int type, int size, ref ReadOnlySpan<byte> source, Span<byte> target, int to)
    {
        var stored = type == 1 ? 1 : size;
        if (stored > source.Length) throw Short();
        var body = source[..stored];
        source = source[stored..];
        switch (type)
        {
            case 0:
                Room(target, to, size);
                body.CopyTo(target[to..]);
                return to + size;
            case 1:
                Room(target, to, size);
                target.Slice(to, size).Fill(body[0]);
                return to + size;
            case 2:
                if (size is 0 or > LargestBlock) throw ParquetException.Damaged($"zstd: a compressed block of {size} bytes");
                var content = literals.Read(body, out var used);
                return sequences.Execute(body[used..], content, target, to);
            default:
                throw ParquetException.Damaged("zstd: a block of the reserved type");
        }
    }

    private static void Room(Span<byte> target, int to, int size)
    {
        if (size > target.Length - to) throw ParquetException.Damaged("zstd: holds more than the page header says");
    }

    private static ParquetException Short() => ParquetException.Damaged("zstd: ends within a frame");
}
