namespace Loader.Sources.BigQuery.Query;

/// <summary>A query that has run, and its result, which BigQuery keeps for about a day.</summary>
/// <param name="Id">The job's id, of our own making.</param>
/// <param name="Location">Where it ran: every call about it has to say so outside of the US and the EU.</param>
internal sealed record FinishedJob(string Id, string? Location)
{
    /// <summary>The anonymous table that holds the result; null where the server names none.</summary>
    public required TableReference? Result { get; init; }

    /// <summary>Its columns; none when the server names none.</summary>
    public required IReadOnlyList<BigQueryField> Fields { get; init; }

    /// <summary>Null when the server did not say.</summary>
    public required long? Rows { get; init; }

    /// <summary>Bytes that are paid for; null when BigQuery did not say.</summary>
    public long? Billed { get; init; }

    /// <summary>Whether an equal query's result served: then nothing is paid.</summary>
    public bool IsCached { get; init; }
}
