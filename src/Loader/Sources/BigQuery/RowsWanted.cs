using Loader.Sources.Typed;

namespace Loader.Sources.BigQuery;

/// <summary>Rows of a table that stands still: a query's result, or a table of which one moment is read.</summary>
internal sealed record RowsWanted
{
    public required TableReference Table { get; init; }

    /// <summary>The project that is billed and whose quota counts.</summary>
    public required string Project { get; init; }

    /// <summary>The columns of each row, in the source's order.</summary>
    public required IReadOnlyList<BigQueryField> Fields { get; init; }

    /// <summary>Rows it has, where that is known; a filter is not reckoned with.</summary>
    public long? Rows { get; init; }

    /// <summary>Whether exactly so many rows come, so that fewer or more are a fault.</summary>
    public bool IsExact { get; init; } = true;

    /// <summary>Whether the rows have an order that must be kept: then there is one stream.</summary>
    public bool IsOrdered { get; init; }

    /// <summary>
    /// The cells of <see cref="Fields"/> that are filled, by index and in order; null: all of them. The others are not asked for, nor paid for.
    /// </summary>
    public IReadOnlyList<int>? Columns { get; init; }

    /// <summary>Whether it has further columns, so that those that are wanted have to be named.</summary>
    public bool IsPart { get; init; }

    /// <summary>The columns that are asked for.</summary>
    public IReadOnlyList<BigQueryField> Asked => Columns is null ? Fields : [.. Columns.Select(column => Fields[column])];

    /// <summary>Only rows for which this is true, in SQL; null: all. REST cannot do this.</summary>
    public string? Where { get; init; }

    /// <summary>What an earlier run of the same load kept of how its rows were numbered (<see cref="IRowReader.Numbering"/>); null: the first run.</summary>
    public string? Numbering { get; init; }

    /// <summary>Where chunks come from.</summary>
    public required ChunkPool Chunks { get; init; }
}
