using Loader.Mappings.Findings;
using Loader.Sources.BigQuery.Query;

namespace Loader.Sources.BigQuery;

/// <summary>What the section <c>from: bigquery:</c> says.</summary>
internal sealed record BigQueryOptions
{
    /// <summary>The project that is billed and in which jobs run.</summary>
    public required string Project { get; init; }

    /// <summary>The query; null where a table is read as it is.</summary>
    public GoogleSql? Query { get; init; }

    public TableReference? Table { get; init; }

    /// <summary>The columns of the table that are read; null: all.</summary>
    public IReadOnlyList<string>? Columns { get; init; }

    /// <summary>Only rows of the table for which this is true, in SQL.</summary>
    public string? Where { get; init; }

    /// <summary>Where the query (or the table) stands in the mapping.</summary>
    public required TextOrigin Origin { get; init; }

    public IReadOnlyList<GivenParameter> Parameters { get; init; } = [];

    /// <summary>Where jobs run; null: where BigQuery finds the data.</summary>
    public string? Location { get; init; }

    public long? MaxBytesBilled { get; init; }

    /// <summary>On the job, for the bill: the user's and ours.</summary>
    public IReadOnlyDictionary<string, string> Labels { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    public bool AllowEmpty { get; init; }

    /// <summary>REST, up to and with <c>/bigquery/v2/</c>.</summary>
    public required Uri Endpoint { get; init; }

    /// <summary>Whether that is BigQuery itself, and not an emulator or a proxy.</summary>
    public bool IsGoogle { get; init; }

    /// <summary>The Storage Read API; null where there is none: an emulator of which only REST is known.</summary>
    public Uri? StorageEndpoint { get; init; }

    /// <summary>Whether rows may come through the Storage Read API.</summary>
    public ReadBy ReadBy { get; init; }

    /// <summary>Rows of one REST page at most.</summary>
    public int PageRows { get; init; } = 20_000;

    /// <summary>The most rows of one chunk.</summary>
    public int ChunkRows { get; init; } = 4_096;
}

/// <summary>Which way rows come.</summary>
internal enum ReadBy
{
    /// <summary>Storage where it is permitted and worth it, else REST.</summary>
    Either,
    Rest,
    Storage,
}
