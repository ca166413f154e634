using System.IO.Compression;

namespace Loader.Parquet.Compression;

/// <summary>Gzip by the runtime's decoder, which also reads several members one after the other.</summary>
internal static class GzipDecoder
{
    public static void Decompress(ArraySegment<byte> source, Span<byte> target)
    {
        try
        {
            using var memory = new MemoryStream(source.Array!, source.Offset, source.Count, writable: false);
            using var gzip = new GZipStream(memory, CompressionMode.Decompress);
            var read = gzip.ReadAtLeast(target, target.Length, throwOnEndOfStream: false);
            if (read < target.Length) throw ParquetException.Damaged($"gzip: ends after {read} of {target.Length} bytes");
            if (gzip.ReadByte() >= 0) throw ParquetException.Damaged($"gzip: holds more than the {target.Length} bytes of the page header");
        }
        catch (InvalidDataException broken)
        {
            throw ParquetException.Damaged($"gzip: {broken.Message}", broken);
        }
    }
}
