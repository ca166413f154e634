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

    /// <summary>Whether the rows have an order that must be kept: then there is one stream.</summary>
    public bool IsOrdered { get; init; }

    /// <summary>Whether it has further columns, so that those of <see cref="Fields"/> have to be named.</summary>
    public bool IsPart { get; init; }

    /// <summary>Only rows for which this is true, in SQL; null: all. REST cannot do this.</summary>
    public string? Where { get; init; }

    /// <summary>What an earlier run of the same load kept of how its rows were numbered (<see cref="IRowReader.Numbering"/>); null: the first run.</summary>
    public string? Numbering { get; init; }

    /// <summary>Where chunks come from.</summary>
    public required ChunkPool Chunks { get; init; }
}
