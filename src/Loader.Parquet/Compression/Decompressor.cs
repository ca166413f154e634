using Loader.Parquet.Compression.Zstd;
using Loader.Parquet.Metadata;

namespace Loader.Parquet.Compression;

/// <summary>
/// Decompresses pages, one after the other. Shared by the columns of a read, because what a codec keeps between pages is not little.
/// </summary>
internal sealed class Decompressor
{
    private ZstdDecoder? zstd;

    /// <summary>Why a codec is not read, or null when it is.</summary>
    public static string? Refusal(int codec) => (Codec)codec switch
    {
        Codec.Lzo => "codec LZO is not supported",
        >= Codec.Uncompressed and <= Codec.Lz4Raw => null,
        _ => $"codec {codec} is not known",
    };

    /// <summary>
    /// The most bytes that a number of compressed bytes can become, so that a page size that cannot be true is refused before
    /// memory is taken for it. Zstandard and Brotli know no such bound.
    /// </summary>
    public static long MostFrom(Codec codec, long compressed) => codec switch
    {
        // The shortest elements are three bytes for 64, one byte for 255, and two bits for 258.
        Codec.Snappy => compressed * 22,
        Codec.Lz4 or Codec.Lz4Raw => compressed * 255,
        Codec.Gzip => compressed * 1032,
        Codec.Uncompressed => compressed,
        _ => long.MaxValue,
    };

    /// <summary>Fills <paramref name="target"/> exactly, or fails.</summary>
    public void Decompress(Codec codec, ArraySegment<byte> source, Span<byte> target)
    {
        switch (codec)
        {
            case Codec.Snappy: SnappyDecoder.Decompress(source, target); break;
            case Codec.Gzip: GzipDecoder.Decompress(source, target); break;
            case Codec.Brotli: BrotliPage.Decompress(source, target); break;
            case Codec.Lz4: Lz4Deprecated.Decompress(source, target); break;
            case Codec.Lz4Raw: Lz4Block.DecompressAll(source, target); break;
            case Codec.Zstd: (zstd ??= new ZstdDecoder()).Decompress(source, target); break;
            default: throw ParquetException.Unsupported($"codec {codec} cannot be decompressed");
        }
    }
}
