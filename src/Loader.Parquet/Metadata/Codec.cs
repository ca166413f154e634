namespace Loader.Parquet.Metadata;

/// <summary>How pages are compressed; parquet.thrift, CompressionCodec.</summary>
public enum Codec
{
    Uncompressed = 0,
    Snappy = 1,
    Gzip = 2,
    Lzo = 3,
    Brotli = 4,

    /// <summary>Deprecated; what it means depends on the writer.</summary>
    Lz4 = 5,
    Zstd = 6,
    Lz4Raw = 7,
}
