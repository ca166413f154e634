using Loader.Mappings.Findings;

namespace Loader.Sources.Postgres;

/// <summary>What the section <c>from: postgres:</c> says.</summary>
internal sealed record PostgresOptions
{
    public const int DefaultFetch = 5_000;
    public const int MostFetch = 100_000;

    /// <summary>How to connect, in Npgsql's form. Secret.</summary>
    public required string Connection { get; init; }

    public required SqlText Query { get; init; }

    /// <summary>Where the query stands in the mapping.</summary>
    public required TextOrigin Origin { get; init; }

    /// <summary>Values in the order of the query's parameters, as texts in PostgreSQL's own form; null is NULL.</summary>
    public required IReadOnlyList<string?> Parameters { get; init; }

    /// <summary>How many rows are asked for at once.</summary>
    public int Fetch { get; init; } = DefaultFetch;

    public bool AllowEmpty { get; init; }

    /// <summary>How much text becomes one chunk.</summary>
    public int ChunkBytes { get; init; } = 256 * 1024;

    /// <summary>The most rows of one chunk.</summary>
    public int ChunkRows { get; init; } = 4_096;
}
