using Loader.Mappings.Findings;
using Loader.Sources.BigQuery.Query;
using Loader.Sources.BigQuery.Rest;

namespace Loader.Sources.BigQuery;

/// <summary>The ways to BigQuery that a source has.</summary>
/// <param name="Options">The settings.</param>
/// <param name="Rest">REST.</param>
/// <param name="Storage">The Storage Read API; null where there is none, or it is not wanted.</param>
internal sealed record Connection(BigQueryOptions Options, RestClient Rest, IRowReaders? Storage) : IDisposable
{
    public QueryJobs Jobs { get; } = new(Rest, Options.Project);

    /// <summary>What a refusal means, at its place in the mapping.</summary>
    public Finding Finding(RestException refused) => RestFindings.Of(
        refused, Options.Project, Options.Origin.Start, ofQuery: message => Options.Query?.PlaceOf(message, Options.Origin));

    /// <summary>An answer of another form than BigQuery's.</summary>
    public Finding Unreadable(Exception damaged) =>
        new(
            BigQueryCodes.Failed,
            Options.Origin.Start,
            $"an answer of BigQuery cannot be read: {damaged.Message}",
            $"what answers at {Options.Endpoint} may be another server");

    public void Dispose()
    {
        Rest.Dispose();
        (Storage as IDisposable)?.Dispose();
    }
}
