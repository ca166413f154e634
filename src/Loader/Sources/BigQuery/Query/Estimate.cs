namespace Loader.Sources.BigQuery.Query;

/// <summary>What a dry run says.</summary>
/// <param name="Bytes">Bytes that the query would read; null when nothing was said.</param>
/// <param name="Accuracy">How sure that is: PRECISE, LOWER_BOUND, UPPER_BOUND, UNKNOWN; empty when nothing was said.</param>
/// <param name="Fields">The columns that it would give; none when the server does not say, as emulators do.</param>
/// <param name="Location">Where the query would run; null when nothing was said.</param>
internal sealed record Estimate(long? Bytes, string Accuracy, IReadOnlyList<BigQueryField> Fields, string? Location);
