using Loader.Mappings.Findings;

namespace Loader.Sources.Parquet;

/// <summary>What can be wrong with a Parquet file (001 to 009) and with one of its rows or values (010 on).</summary>
public static class ParquetCodes
{
    public static readonly FindingCode NotParquet = new(
        "PQT001",
        Severity.Error,
        "the file is not Parquet",
        "A Parquet file begins and ends with PAR1. Text files are other sources: from: csv, from: ndjson. Compression is inside a Parquet file, "
        + "never around it.");

    public static readonly FindingCode Unreadable = new(
        "PQT002",
        Severity.Error,
        "the file is damaged, or needs something that is not read",
        """
        The message names row group, column, page and byte. Damaged: a checksum or a count is wrong, usually a copy that was broken off. Not read: encryption, LZO, zstd with a dictionary.
        Rows before that point were read; none after it is guessed.
        """);

    public static readonly FindingCode NoRows = new(
        "PQT003", Severity.Error, "the file has no rows", "An export that failed half way may look like this. Where it is normal, say allow_empty: true.");

    public static readonly FindingCode SameName = new(
        "PQT004", Severity.Error, "two columns have the same name", "Mappings name columns, so names must be unique. Rename one where the file is made.");

    public static readonly FindingCode Changed = new(
        "PQT010",
        Severity.Error,
        "the file changed while it was read",
        "The rows that were read are not surely those of one version of it. Load a copy that nobody writes to.");

    public static readonly FindingCode NoValue = new(
        "PQT011",
        Severity.Error,
        "a value that the mapping language cannot hold",
        "A date or a time outside of the years 1 to 9999. A row fails from it only where the mapping uses the value: try(created, null) says what to use instead.");

    public static readonly IReadOnlyList<FindingCode> All = [NotParquet, Unreadable, NoRows, SameName, Changed, NoValue];
}
