using Loader.Mappings.Findings;

namespace Loader.Sources.BigQuery.Rest;

/// <summary>How the pages of a query's result, or of a table, are asked for.</summary>
/// <param name="Call">The call, for errors.</param>
/// <param name="Path">Its path.</param>
/// <param name="Location">Where the job ran; null for a table, which is found without.</param>
/// <param name="CanSelect">Whether columns can be chosen.</param>
/// <param name="Place">Where findings point.</param>
internal sealed record PageList(RestCall Call, string Path, string? Location, bool CanSelect, Place Place)
{
    public static PageList OfTable(TableReference table, Place place) =>
        new(RestCall.Rows(table), $"projects/{E(table.Project)}/datasets/{E(table.Dataset)}/tables/{E(table.Table)}/data", null, CanSelect: true, place);

    public static PageList OfJob(string project, string job, string? location, Place place) =>
        new(RestCall.Results(project), $"projects/{E(project)}/queries/{E(job)}", location, CanSelect: false, place);

    /// <summary>The page that begins at a row, counted from 0.</summary>
    public string First(long row, int most, IReadOnlyList<BigQueryField>? fields) => Of(FormattableString.Invariant($"startIndex={row}"), most, fields);

    /// <summary>The page behind another. Together with a row's number the token would be ignored, and the same page come again.</summary>
    public string After(string token, int most, IReadOnlyList<BigQueryField>? fields) => Of("pageToken=" + E(token), most, fields);

    private static string E(string text) => Uri.EscapeDataString(text);

    private string Of(string where, int most, IReadOnlyList<BigQueryField>? fields)
    {
        var location = Location is null ? "" : "&location=" + E(Location);
        var selected = fields is null ? "" : "&selectedFields=" + E(string.Join(',', fields.Select(field => field.Name)));
        return FormattableString.Invariant($"{Path}?{where}&maxResults={most}&formatOptions.useInt64Timestamp=true{location}{selected}");
    }
}
