using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace Loader.Tests.Sources.BigQuery.Emulator;

/// <summary>A page of rows as <c>tabledata.list</c> and <c>jobs.getQueryResults</c> give it.</summary>
internal static class EmulatedPage
{
    /// <param name="query">What was asked for.</param>
    /// <param name="table">Its rows.</param>
    /// <param name="pageRows">How many rows a page has at most, whatever was asked for.</param>
    public static JsonObject Of(IQueryCollection query, EmulatedTable table, int pageRows)
    {
        var token = query["pageToken"].ToString();
        var start = query["startIndex"].ToString();

        // Sent together, the token is ignored (googleapis/google-cloud-dotnet).
        var from = start.Length > 0 ? int.Parse(start, CultureInfo.InvariantCulture) : token.Length > 0 ? int.Parse(
            Encoding.ASCII.GetString(Convert.FromBase64String(token)), CultureInfo.InvariantCulture) : 0;
        var most = query["maxResults"].ToString() is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : int.MaxValue;
        var rows = table.Rows.Skip(from).Take(Math.Min(most, pageRows)).ToList();
        var fields = query["selectedFields"].ToString() is { Length: > 0 } selected ? selected.Split(',') : null;
        int[] columns = [.. Enumerable.Range(0, table.Schema.Count).Where(
            i => fields is null || fields.Contains((string)table.Schema[i]!["name"]!, StringComparer.Ordinal))];
        var page = new JsonObject { ["totalRows"] = table.Rows.Count.ToString(CultureInfo.InvariantCulture) };
        if (most > 0 && from + rows.Count < table.Rows.Count)
        {
            page["pageToken"] = Convert.ToBase64String(Encoding.ASCII.GetBytes((from + rows.Count).ToString(CultureInfo.InvariantCulture)));
        }

        if (rows.Count > 0)
        {
            page["rows"] = new JsonArray([.. rows.Select(row => (JsonNode)new JsonObject { ["f"] = new JsonArray(
                [.. columns.Select(i => (JsonNode)new JsonObject { ["v"] = row[i]?.DeepClone() })]) })]);
        }

        return page;
    }
}
