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

    /// <summary>What the query would read and give; nothing is run and nothing billed. Null where the server makes no dry runs.</summary>
    public async ValueTask<Estimate?> EstimateAsync(QueryRequest query, CancellationToken stop)
    {
        try
        {
            using var json = JsonDocument.Parse(await client.AskAsync(RestCall.Insert(project), Jobs, query.Body(null), stop));
            var job = json.RootElement;
            if (RestError.OfJob(Answer.Part(job, "status")) is { } error) throw new RestException(error, RestCall.Insert(project));
            var statistics = Answer.Part(job, "statistics");
            var details = Answer.Part(statistics, "query");
            return new(
                Answer.Number(statistics, "totalBytesProcessed") ?? Answer.Number(details, "totalBytesProcessed"),
                Answer.Text(details, "totalBytesProcessedAccuracy") ?? "",
                BigQueryField.ReadAll(Answer.Part(details, "schema")),
                Answer.Text(Answer.Part(job, "jobReference"), "location"));
        }
        catch (RestException refused) when (refused.Error.Status == 501 || refused.Error.Reason == "notImplemented")
        {
            return null;
        }
    }

    /// <summary>Runs the query to its end. A job that failed for a reason of BigQuery's own is followed by another.</summary>
    public async ValueTask<FinishedJob> RunAsync(QueryRequest query, JobRun run, CancellationToken stop)
    {
        var id = run.Earlier ?? NewId();
        for (var attempt = 1; ; attempt++)
        {
            var isEarlier = id == run.Earlier;
            if (!isEarlier) run.Begins?.Invoke(id);
            try
            {
                return await ResultAsync(id, query.Location, await InsertAsync(id, query, stop), stop);
            }
            catch (RestException failed) when (attempt < MostJobs && (failed.Error.Remedy == Remedy.NewJob || (isEarlier && IsOver(failed.Error))))
            {
                if (!isEarlier) await client.Patience.PauseAsync(attempt, stop);
                id = NewId();
            }
        }
    }

    /// <summary>A job of an earlier run, with its result.</summary>
    public async ValueTask<FinishedJob> FindAsync(string id, string? location, CancellationToken stop) =>
        await ResultAsync(id, location, await client.AskAsync(RestCall.Get(project), PathOf(id, location), null, stop), stop);

    private static string NewId() => "loader_" + Guid.NewGuid().ToString("N");

    /// <summary>Whether a job has failed, was stopped with the run that asked for it, or its result is gone.</summary>
    private static bool IsOver(RestError error) => error.Status is 0 or 404 || error.Reason == "notFound";

    private static string E(string text) => Uri.EscapeDataString(text);

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
            return await ThereAsync(id, query.Location, stop);
        }
    }

    /// <summary>A job that has just been made is sometimes not found yet (googleapis/python-bigquery asks again, too).</summary>
    private async ValueTask<byte[]> ThereAsync(string id, string? location, CancellationToken stop)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await client.AskAsync(RestCall.Get(project), PathOf(id, location), null, stop);
            }
            catch (RestException missing) when (missing.Error.Status == 404 && attempt < client.Patience.Attempts)
            {
                await client.Patience.PauseAsync(Math.Min(attempt, 3), stop);
            }
        }
    }

    private async ValueTask<FinishedJob> ResultAsync(string id, string? location, byte[] answer, CancellationToken stop)
    {
        var pause = FirstPause;
        try
        {
            while (true)
            {
                using var json = JsonDocument.Parse(answer);
                var job = json.RootElement;
                location = Answer.Text(Answer.Part(job, "jobReference"), "location") ?? location;
                var status = Answer.Part(job, "status");
                if (Answer.Text(status, "state") is null or "DONE")
                {
                    if (RestError.OfJob(status) is { } error) throw new RestException(error, RestCall.Insert(project));
                    return await DoneAsync(id, location, job, stop);
                }

                await Task.Delay(pause, client.Patience.Clock, stop);
                pause = Longer(pause);
                answer = await client.AskAsync(RestCall.Get(project), PathOf(id, location), null, stop);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            await CancelAsync(id, location);
            throw;
        }
    }

    private static TimeSpan Longer(TimeSpan pause) => pause * 1.5 < LongestPause ? pause * 1.5 : LongestPause;

    private async ValueTask<FinishedJob> DoneAsync(string id, string? location, JsonElement job, CancellationToken stop)
    {
        var path = $"projects/{E(project)}/queries/{E(id)}?maxResults=0{(location is null ? "" : "&location=" + E(location))}";
        for (var pause = FirstPause; ; pause = Longer(pause))
        {
            using var json = JsonDocument.Parse(await client.AskAsync(RestCall.Results(project), path, null, stop));
            var result = json.RootElement;
            if (Answer.Flag(result, "jobComplete") is not false) return Finished(id, location, job, result);
            await Task.Delay(pause, client.Patience.Clock, stop);
        }
    }

    private static FinishedJob Finished(string id, string? location, JsonElement job, JsonElement result)
    {
        var statistics = Answer.Part(job, "statistics");
        var details = Answer.Part(statistics, "query");
        var fields = BigQueryField.ReadAll(Answer.Part(result, "schema"));
        return new(id, location)
        {
            Result = Destination(job),
            Fields = fields.Count > 0 ? fields : BigQueryField.ReadAll(Answer.Part(details, "schema")),
            Rows = Answer.Number(result, "totalRows"),
            Billed = Answer.Number(details, "totalBytesBilled"),
            IsCached = Answer.Flag(details, "cacheHit") ?? Answer.Flag(result, "cacheHit") ?? false,
        };
    }

    private static TableReference? Destination(JsonElement job)
    {
        var table = Answer.Part(Answer.Part(Answer.Part(job, "configuration"), "query"), "destinationTable");
        var (project, dataset, name) = (Answer.Text(table, "projectId"), Answer.Text(table, "datasetId"), Answer.Text(table, "tableId"));
        return project is not null && dataset is { Length: > 0 } && name is not null
            ? new(project, dataset, name)
            : null;
    }

    /// <summary>Nobody waits for the result any more, so nobody should pay for it. Whether that is heard changes nothing here.</summary>
    private async ValueTask CancelAsync(string id, string? location)
    {
        using var patience = new CancellationTokenSource(CancelPatience, client.Patience.Clock);
        try
        {
            var path = $"{Jobs}/{E(id)}/cancel{(location is null ? "" : "?location=" + E(location))}";
            await client.AskAsync(RestCall.Cancel(project), path, Encoding.UTF8.GetBytes("{}"), patience.Token);
        }
        catch (Exception unheard) when (unheard is RestException or SourceException or OperationCanceledException)
        {
            // The job goes on to its end; the stop was what mattered.
        }
    }
}
