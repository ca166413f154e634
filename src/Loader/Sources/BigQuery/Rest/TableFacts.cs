using System.Globalization;
using System.Text.Json;

namespace Loader.Sources.BigQuery.Rest;

/// <summary>What tables.get says of a table.</summary>
/// <param name="Kind">TABLE, VIEW, EXTERNAL, MATERIALIZED_VIEW, SNAPSHOT.</param>
/// <param name="Fields">All its columns.</param>
/// <param name="Rows">Rows, without those that were streamed in a moment ago.</param>
/// <param name="Bytes">Its size.</param>
/// <param name="State">Another one when the table was written to.</param>
internal sealed record TableFacts(string Kind, IReadOnlyList<BigQueryField> Fields, long? Rows, long? Bytes, string State)
{
    /// <summary>Whether its rows lie in it, so that they can be listed; those of a view are made by a query.</summary>
    public bool HasRows => Kind is "TABLE" or "SNAPSHOT" or "";

    public static async ValueTask<TableFacts> AskAsync(RestClient client, TableReference table, CancellationToken stop)
    {
        var path = $"projects/{Uri.EscapeDataString(table.Project)}/datasets/{Uri.EscapeDataString(table.Dataset)}/tables/{Uri.EscapeDataString(table.Table)}";
        using var json = JsonDocument.Parse(await client.AskAsync(RestCall.Table(table), path, null, stop));
        var root = json.RootElement;
        return new(
            Text(root, "type"),
            root.TryGetProperty("schema", out var schema) ? BigQueryField.ReadAll(schema) : [],
            long.TryParse(Text(root, "numRows"), CultureInfo.InvariantCulture, out var rows) ? rows : null,
            long.TryParse(Text(root, "numBytes"), CultureInfo.InvariantCulture, out var bytes) ? bytes : null,
            string.Join('/', Text(root, "creationTime"), Text(root, "lastModifiedTime"), Text(root, "numRows"), Text(root, "numBytes")));
    }

    private static string Text(JsonElement root, string name) =>
        root.TryGetProperty(name, out var text) ? text.ValueKind == JsonValueKind.String ? text.GetString()! : text.GetRawText() : "";
}
