using System.Buffers.Binary;

namespace Loader.Parquet.Compression;

/// <summary>
/// The deprecated codec LZ4 (Compression.md): Hadoop's own framing, an LZ4 frame, or a bare block, depending on who wrote the file.
/// </summary>
internal static class Lz4Deprecated
{
    public static void Decompress(ReadOnlySpan<byte> source, Span<byte> target)
    {
        if (Lz4Frame.IsFrame(source)) Lz4Frame.Decompress(source, target);
        else if (IsHadoop(source, target.Length)) DecompressHadoop(source, target);
        else Lz4Block.DecompressAll(source, target);
    }

    // Big-endian lengths, decompressed and compressed, before every block. That they add up exactly on both sides
    // does not happen by chance in a bare block.
    private static bool IsHadoop(ReadOnlySpan<byte> source, int targetBytes)
    {
        long total = 0;
        while (source.Length >= 8)
        {
            total += BinaryPrimitives.ReadUInt32BigEndian(source);
            var size = BinaryPrimitives.ReadUInt32BigEndian(source[4..]);
            if (size > source.Length - 8) return false;
            source = source[(8 + (int)size)..];
        }

        return source.Length == 0 && total == targetBytes;
    }

    private static void DecompressHadoop(ReadOnlySpan<byte> source, Span<byte> target)
    {
        while (source.Length > 0)
        {
            var size = (int)BinaryPrimitives.ReadUInt32BigEndian(source);
            var packed = (int)BinaryPrimitives.ReadUInt32BigEndian(source[4..]);
            Lz4Block.DecompressAll(source.Slice(8, packed), target[..size]);
            source = source[(8 + packed)..];
            target = target[size..];
        }
    }
}
