using System.IO.Compression;

namespace Loader.Parquet.Compression;

/// <summary>Brotli by the runtime's decoder.</summary>
internal static class BrotliPage
{
    public static void Decompress(ReadOnlySpan<byte> source, Span<byte> target)
    {
        if (!BrotliDecoder.TryDecompress(source, target, out var written))
            throw ParquetException.Damaged($"brotli: broken, or holds more than the {target.Length} bytes of the page header");
        if (written != target.Length) throw ParquetException.Damaged($"brotli: ends after {written} of {target.Length} bytes");
    }
}
