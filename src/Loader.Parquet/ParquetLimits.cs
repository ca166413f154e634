namespace Loader.Parquet;

/// <summary>
/// What a file may ask of memory before it is refused. A few bytes can claim gigabytes in this format (run lengths, page
/// sizes, compression), so every claim is held against one of these before anything is allocated.
/// </summary>
public sealed record ParquetLimits
{
    // More bytes than this do not go into a string, whatever they are.
    private const int LongestText = 0x3FFFFFDF;

    public static ParquetLimits Default { get; } = new();

    /// <summary>Largest footer, in bytes. Every column of every row group takes about 100 to 300.</summary>
    public int FooterBytes { get; init; } = 256 << 20;

    /// <summary>Largest page header, in bytes; headers may hold the smallest and the largest value of their page.</summary>
    public int PageHeaderBytes { get; init; } = 16 << 20;

    /// <summary>Largest page, in bytes, compressed or not. Usual are 1 MB; DuckDB writes up to 100 MB.</summary>
    public int PageBytes { get; init; } = 256 << 20;

    /// <summary>
    /// Largest sum of what all columns hold at a time (a page and a dictionary each), in bytes. Null: 32 times the
    /// size of the file, but at least 160 MB and at most 2 GB.
    /// </summary>
    public long? BufferedBytes { get; init; }

    /// <summary>
    /// Most bytes that one read may decompress in all. Null: 1 GB and 2,000 times the size of the file, which nobody's data reaches
    /// and every bomb passes.
    /// </summary>
    public long? ExpandedBytes { get; init; }

    /// <summary>Most values of one column within one row (elements of lists, entries of maps).</summary>
    public int ValuesPerRow { get; init; } = 4 << 20;

    /// <summary>Deepest nesting of the schema, counted in schema elements; a list takes two.</summary>
    public int SchemaDepth { get; init; } = 100;

    internal long BufferedBytesFor(long fileBytes) =>
        BufferedBytes ?? (long)Int128.Clamp((Int128)fileBytes * 32, 160L << 20, 2L << 30);

    internal long ExpandedBytesFor(long fileBytes) =>
        ExpandedBytes ?? (long)Int128.Min(((Int128)fileBytes * 2000) + (1L << 30), long.MaxValue);

    internal IEnumerable<string> Problems()
    {
        if (FooterBytes < 1) yield return $"FooterBytes must be positive, got {FooterBytes}";
        if (PageHeaderBytes < 1) yield return $"PageHeaderBytes must be positive, got {PageHeaderBytes}";
        if (PageBytes is < 1 or > LongestText) yield return $"PageBytes must be 1 to {LongestText}, got {PageBytes}";
        if (BufferedBytes < 1) yield return $"BufferedBytes must be positive, got {BufferedBytes}";
        if (ExpandedBytes < 1) yield return $"ExpandedBytes must be positive, got {ExpandedBytes}";
        if (ValuesPerRow is < 1 or > 1 << 28) yield return $"ValuesPerRow must be 1 to {1 << 28}, got {ValuesPerRow}";
        if (SchemaDepth is < 1 or > 250) yield return $"SchemaDepth must be 1 to 250, got {SchemaDepth}";
    }
}
