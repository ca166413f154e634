using Loader.Parquet.Schemas;

namespace Loader.Parquet;

/// <summary>Which part of a file to read, and in what portions.</summary>
public sealed record ReadOptions
{
    public static ReadOptions All { get; } = new();

    /// <summary>
    /// Fields of the file's schema, at any depth, in any order; null: all. A field brings everything below it. Only the chosen
    /// columns are read from disk. Results keep the order of the file. Lists and maps are read with all their parts, or
    /// not at all.
    /// </summary>
    public IReadOnlyCollection<Field>? Columns { get; init; }

    /// <summary>First row, counted from 0 through the whole file.</summary>
    public long FirstRow { get; init; }

    /// <summary>Most rows to read; null: up to the end.</summary>
    public long? RowCount { get; init; }

    /// <summary>Most rows in a batch. A batch may have fewer: it ends with its row group, and where values are large.</summary>
    public int BatchRows { get; init; } = 4096;

    internal IEnumerable<string> Problems()
    {
        if (FirstRow < 0) yield return $"FirstRow must not be negative, got {FirstRow}";
        if (RowCount < 0) yield return $"RowCount must not be negative, got {RowCount}";
        if (BatchRows is < 1 or > 1 << 20) yield return $"BatchRows must be 1 to {1 << 20}, got {BatchRows}";
    }
}
