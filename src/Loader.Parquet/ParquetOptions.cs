namespace Loader.Parquet;

/// <summary>How a file is to be opened and checked. The defaults are the careful ones.</summary>
public sealed record ParquetOptions
{
    public static ParquetOptions Default { get; } = new();

    /// <summary>Compare the checksum of every page read, where the writer stored one.</summary>
    public bool CheckCrc { get; init; } = true;

    /// <summary>
    /// Refuse text that is not UTF-8. When false the bytes are handed over as they are, and whoever makes characters of them must check.
    /// </summary>
    public bool CheckText { get; init; } = true;

    /// <summary>
    /// Take BYTE_ARRAY columns without any annotation for text. Impala, Hive and old Spark wrote text like that; nothing in such a
    /// file tells it from binary, so it is the reader's decision.
    /// </summary>
    public bool BytesAreText { get; init; }

    /// <summary>
    /// Whether every read costs a journey, as over a network. Then a row group is fetched in few large stretches, while the one before it is decoded: up to
    /// 64 MB are held for that.
    /// </summary>
    public bool IsFar { get; init; }

    public ParquetLimits Limits { get; init; } = ParquetLimits.Default;
}
