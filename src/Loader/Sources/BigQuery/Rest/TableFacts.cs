using System.Text.Json;

namespace Loader.Sources.BigQuery.Rest;

/// <summary>What tables.get says of a table.</summary>
/// <param name="Kind">TABLE, VIEW, EXTERNAL, MATERIALIZED_VIEW, SNAPSHOT.</param>
/// <param name="Fields">All its columns.</param>
/// <param name="Rows">Rows; null where some were streamed in a moment ago, which are not counted yet, and where the server does not say.</param>
/// <param name="Bytes">Its size.</param>
/// <param name="State">Another one when the table was written to.</param>
internal sealed record TableFacts(string Kind, IReadOnlyList<BigQueryField> Fields, long? Rows, long? Bytes, string State)
{
    /// <summary>Whether its rows lie in it, so that they can be listed; those of a view are made by a query.</summary>
    public bool HasRows => Kind is "TABLE" or "SNAPSHOT" or "";

    public static async ValueTask<TableFacts> AskAsync(RestClient client, TableReference table, CancellationToken stop)
    {
        using var json = JsonDocument.Parse(await client.AskAsync(RestCall.Table(table), PathOf(table), null, stop));
        var root = json.RootElement;
        return new(
            Answer.Text(root, "type") ?? "",
            BigQueryField.ReadAll(Answer.Part(root, "schema")),

            // Rows that were streamed in a moment ago are read, but not counted here.
            Answer.Part(root, "streamingBuffer").ValueKind == JsonValueKind.Object ? null : Answer.Number(root, "numRows"),
            Answer.Number(root, "numBytes"),
            string.Join('/', Raw(root, "creationTime"), Raw(root, "lastModifiedTime"), Raw(root, "numRows"), Raw(root, "numBytes")));
    }

    /// <summary>How many rows listing the table would give; null when the server does not say.</summary>
    public static async ValueTask<long?> CountAsync(RestClient client, TableReference table, CancellationToken stop)
    {
        var path = PathOf(table) + "/data?maxResults=1";
        using var json = JsonDocument.Parse(await client.AskAsync(RestCall.Rows(table), path, null, stop));
        return Answer.Number(json.RootElement, "totalRows") ?? (
            Answer.Part(json.RootElement, "rows") is { ValueKind: JsonValueKind.Array } rows && rows.GetArrayLength() > 0 ? null : 0);
    }

    private static string PathOf(TableReference table) =>
        $"projects/{Uri.EscapeDataString(table.Project)}/datasets/{Uri.EscapeDataString(table.Dataset)}/tables/{Uri.EscapeDataString(table.Table)}";

    private static string Raw(JsonElement root, string name) => Answer.Part(root, name) switch
    {
        { ValueKind: JsonValueKind.Undefined } => "",
        { ValueKind: JsonValueKind.String } text => text.GetString()!,
        var other => other.GetRawText(),
    };
}
