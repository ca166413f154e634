namespace Loader.Mappings.Rows;

/// <summary>One column of a source.</summary>
/// <param name="Name">As the source writes it.</param>
/// <param name="Kind">
/// What its cells are: <see cref="ValueKind.Text"/> for text sources; the type that Parquet or BigQuery brings;
/// null where it differs from row to row (NDJSON).
/// </param>
public sealed record Column(string Name, ValueKind? Kind);
