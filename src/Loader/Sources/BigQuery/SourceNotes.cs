using Loader.Sources.BigQuery.Query;

namespace Loader.Sources.BigQuery;

/// <summary>What the report says of where the rows came from: what was billed, which way they took and why, and that there were none that are new.</summary>
/// <param name="options">The settings.</param>
/// <param name="content">The rows; null before anybody has asked for them.</param>
/// <param name="since">The value behind which an incremental load began; null for any other.</param>
internal sealed class SourceNotes(BigQueryOptions options, Content? content, string? since)
{
    /// <param name="reader">The way that the rows took.</param>
    /// <param name="reason">Why it is not the Storage Read API; null when it is.</param>
    public IEnumerable<string> All(IRowReader? reader, string? reason)
    {
        if (since is not null && content is { Rows: 0 }) yield return $"nothing new since {since}";
        if (content?.Job is { } job) yield return Bill(job);
        if (reader is null) yield break;
        if (reason is not null) yield return $"rows came over REST, not through the Storage Read API: {reason}";
        if (reader.Note is { } note) yield return note;
    }

    private string Bill(FinishedJob job) =>
        job.IsCached ? $"BigQuery billed nothing: the result of an equal query served (job {job.Id})"
        : job.Billed is { } billed ? FormattableString.Invariant(
            $"BigQuery billed {billed:N0} bytes to the project {options.Project} for the query (job {job.Id})")
        : $"the server did not say what it billed for the query (job {job.Id})";
}
