using System.Text.Json.Nodes;

namespace Loader.Tests.Sources.BigQuery.Emulator;

/// <summary>A table, or a query's result, as REST would send it: its schema, and each row's cells in REST's own forms.</summary>
/// <param name="Schema">TableFieldSchema objects.</param>
/// <param name="Rows">Arrays of what stands behind <c>v</c>.</param>
internal sealed record EmulatedTable(JsonArray Schema, IReadOnlyList<JsonArray> Rows)
{
    /// <summary>TABLE, VIEW, EXTERNAL.</summary>
    public string Type { get; init; } = "TABLE";

    /// <summary>Grows with every write.</summary>
    public long Modified { get; set; } = 1;

    /// <summary>From a short form: <c>id STRING, at TIMESTAMP</c>.</summary>
    public static EmulatedTable Of(string columns, params IReadOnlyList<JsonArray> rows) => new(
        [.. columns.Split(", ").Select(column => column.Split(' ')).Select(
            parts => (JsonNode)new JsonObject { ["name"] = parts[0], ["type"] = parts[1], ["mode"] = parts.Length > 2 ? parts[2] : "NULLABLE" })],
        rows);

    /// <summary>Rows that are numbered from 1.</summary>
    public static EmulatedTable Numbered(int rows) => Of("id INTEGER, total NUMERIC", [.. Enumerable.Range(1, rows).Select(n => new JsonArray($"{n}", "1.5"))]);

    /// <summary>The same rows as a source shows them.</summary>
    public static List<string> Shown(int rows) => [.. Enumerable.Range(1, rows).Select(n => $"[integer {n}|decimal 1.5]")];
}
