using System.Globalization;
using System.Text;
using System.Text.Json;
using Loader.Sources.BigQuery.Rest;

namespace Loader.Sources.BigQuery.Query;

/// <summary>Runs queries as jobs. Each job has an id of our own, so that a request that is repeated after a lost answer finds the job that it made.</summary>
internal sealed class QueryJobs(RestClient client, string project)
{
    private const int MostJobs = 4;
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan CancelPatience = TimeSpan.FromSeconds(5);

    private string Jobs => $"projects/{E(project)}/jobs";

    /// <summary>What the query would read and give; nothing is run and nothing billed.</summary>
    public async ValueTask<Estimate> EstimateAsync(QueryRequest query, CancellationToken stop)
    {
        using var job = JsonDocument.Parse(await client.AskAsync(RestCall.Insert(project), Jobs, query.Body(null), stop));
        if (job.RootElement.TryGetProperty("status", out var status) && RestError.OfJob(status) is { } error) throw new RestException(error, RestCall.Insert(project));
        var statistics = job.RootElement.GetProperty("statistics");
        var details = statistics.TryGetProperty("query", out var of) ? of : default;
        return new(
            Number(statistics, "totalBytesProcessed") ?? Number(details, "totalBytesProcessed") ?? 0,
            TextOf(details, "totalBytesProcessedAccuracy") ?? "",
            details.ValueKind == JsonValueKind.Object && details.TryGetProperty("schema", out var schema) ? BigQueryField.ReadAll(schema) : []);
    }

    /// <summary>Runs the query to its end. A job that failed for a reason of BigQuery's own is followed by another.</summary>
    public async ValueTask<FinishedJob> RunAsync(QueryRequest query, CancellationToken stop)
    {
        for (var attempt = 1; ; attempt++)
        {
            var id = "loader_" + Guid.NewGuid().ToString("N");
            try
            {
                return await ResultAsync(id, await InsertAsync(id, query, stop), stop);
            }
            catch (RestException failed) when (failed.Error.Remedy == Remedy.NewJob && attempt < MostJobs)
            {
                await client.Patience.PauseAsync(attempt, stop);
            }
        }
    }

    /// <summary>A job of an earlier run, with its result.</summary>
    public async ValueTask<FinishedJob> FindAsync(string id, string? location, CancellationToken stop) =>
        await ResultAsync(id, await client.AskAsync(RestCall.Get(project), PathOf(id, location), null, stop), stop);

    private static string E(string text) => Uri.EscapeDataString(text);

    private static string? TextOf(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var text) && text.ValueKind == JsonValueKind.String ? text.GetString() : null;

    /// <summary>64-bit numbers travel as texts.</summary>
    private static long? Number(JsonElement element, string name)
    {
        if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty(name, out var number)) return null;
        return number.ValueKind == JsonValueKind.Number ? number.GetInt64() : long.TryParse(number.GetString(), CultureInfo.InvariantCulture, out var read) ? read : null;
    }

    private string PathOf(string id, string? location) => $"{Jobs}/{E(id)}{(location is null ? "" : "?location=" + E(location))}";

    private async ValueTask<byte[]> InsertAsync(string id, QueryRequest query, CancellationToken stop)
    {
        try
        {
            return await client.AskAsync(RestCall.Insert(project), Jobs, query.Body(id), stop);
        }
        catch (RestException there) when (there.Error.Remedy == Remedy.IsThere)
        {
            // Nobody else has this id: an earlier try arrived, and its answer was lost.
            return await client.AskAsync(RestCall.Get(project), PathOf(id, query.Options.Location), null, stop);
        }
    }

    private async ValueTask<FinishedJob> ResultAsync(string id, byte[] answer, CancellationToken stop)
    {
        string? location = null;
        var pause = FirstPause;
        try
        {
            while (true)
            {
                using var job = JsonDocument.Parse(answer);
                if (job.RootElement.TryGetProperty("jobReference", out var reference)) location = TextOf(reference, "location") ?? location;
                var status = job.RootElement.TryGetProperty("status", out var now) ? now : default;
                if (TextOf(status, "state") == "DONE")
                {
                    if (RestError.OfJob(status) is { } error) throw new RestException(error, RestCall.Insert(project));
                    return await DoneAsync(id, location, job.RootElement, stop);
                }

                await Task.Delay(pause, client.Patience.Clock, stop);
                pause = pause * 1.5 < LongestPause ? pause * 1.5 : LongestPause;
                answer = await client.AskAsync(RestCall.Get(project), PathOf(id, location), null, stop);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            await CancelAsync(id, location);
            throw;
        }
    }

    private async ValueTask<FinishedJob> DoneAsync(string id, string? location, JsonElement job, CancellationToken stop)
    {
        var path = $"projects/{E(project)}/queries/{E(id)}?maxResults=0{(location is null ? "" : "&location=" + E(location))}";
        using var result = JsonDocument.Parse(await client.AskAsync(RestCall.Results(project), path, null, stop));
        var details = job.TryGetProperty("statistics", out var statistics) && statistics.TryGetProperty("query", out var of) ? of : default;
        var fields = result.RootElement.TryGetProperty("schema", out var schema) ? BigQueryField.ReadAll(schema) : [];
        return new(id, location)
        {
            Result = Destination(job) ?? new(project, "", id),
            Fields = fields,
            Rows = Number(result.RootElement, "totalRows") ?? 0,
            Billed = Number(details, "totalBytesBilled"),
            IsCached = details.ValueKind == JsonValueKind.Object && details.TryGetProperty("cacheHit", out var hit) && hit.ValueKind == JsonValueKind.True,
        };
    }

    private static TableReference? Destination(JsonElement job) =>
        job.TryGetProperty("configuration", out var configuration) && configuration.TryGetProperty("query", out var query) && query.TryGetProperty("destinationTable", out var table)
        && TextOf(table, "projectId") is { } project && TextOf(table, "datasetId") is { } dataset && TextOf(table, "tableId") is { } name
            ? new(project, dataset, name)
            : null;

    /// <summary>Nobody waits for the result any more, so nobody should pay for it. Whether that is heard changes nothing here.</summary>
    private async ValueTask CancelAsync(string id, string? location)
    {
        using var patience = new CancellationTokenSource(CancelPatience, client.Patience.Clock);
        try
        {
            await client.AskAsync(RestCall.Cancel(project), $"{Jobs}/{E(id)}/cancel{(location is null ? "" : "?location=" + E(location))}", Encoding.UTF8.GetBytes("{}"), patience.Token);
        }
        catch (Exception unheard) when (unheard is RestException or SourceException or OperationCanceledException)
        {
            // The job goes on to its end; the stop was what mattered.
        }
    }
}
