using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using Loader.Tests.Sources.BigQuery.Emulator.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Loader.Tests.Sources.BigQuery.Emulator;

/// <summary>
/// BigQuery's REST interface on 127.0.0.1, as the discovery document and Google's own clients describe it: numbers of 64 bits as texts, pages that end
/// where they like, jobs that have to be asked for in their location, SQL that is legacy unless it is said not to be. Queries are not run: a test states
/// what they give.
/// </summary>
internal sealed class BigQueryEmulator : IAsyncDisposable
{
    private const string Results = "billed._anonymous.anon";
    private readonly WebApplication application;
    private readonly EmulatedTokens tokens = new();

    private BigQueryEmulator(WebApplication application) => this.application = application;

    /// <summary>A fault: answers instead, and says so; false: it does not concern this request.</summary>
    public delegate Task<bool> Fault(HttpContext context);

    public string Address => application.Urls.Single();

    public ConcurrentDictionary<string, EmulatedTable> Tables { get; } = new(StringComparer.Ordinal);

    public ConcurrentDictionary<string, EmulatedJob> Jobs { get; } = new(StringComparer.Ordinal);

    /// <summary>What queries give.</summary>
    public Func<string, EmulatedTable> Result { get; set; } = _ => throw new InvalidOperationException("The test states no result.");

    /// <summary>How the next jobs fail; those behind succeed.</summary>
    public ConcurrentQueue<(string Reason, string Message)> JobErrors { get; } = [];

    /// <summary>Tried in order with each request; one that answered is used up.</summary>
    public ConcurrentQueue<Fault> Faults { get; } = [];

    /// <summary>Method, path with query.</summary>
    public ConcurrentQueue<string> Requests { get; } = [];

    /// <summary>Told of each request.</summary>
    public Action<string>? Asked { get; set; }

    /// <summary>Jobs that were asked for.</summary>
    public ConcurrentQueue<JsonNode> Inserted { get; } = [];

    /// <summary>Dry runs that were asked for.</summary>
    public ConcurrentQueue<JsonNode> Estimated { get; } = [];

    /// <summary>
    /// Makes another answer of one (<c>dry</c>, <c>insert</c>, <c>job</c>, <c>results</c>, <c>table</c>, <c>data</c>), as a server would that is not
    /// BigQuery itself.
    /// </summary>
    public Action<string, JsonObject>? Reshape { get; set; }

    /// <summary>Under which path it is.</summary>
    public string Root { get; set; } = "/bigquery/v2";

    public ConcurrentQueue<string> Authorizations { get; } = [];

    /// <summary>What the token endpoint gives, one after the other.</summary>
    public ConcurrentQueue<string> Tokens => tokens.Next;

    /// <summary>Where jobs run.</summary>
    public string Location { get; set; } = "US";

    public int Polls { get; set; }

    /// <summary>How many rows a page has at most, whatever was asked for.</summary>
    public int PageRows { get; set; } = int.MaxValue;

    /// <summary>The only token that is let in; null: everybody is.</summary>
    public string? Token { get; set; }

    /// <param name="certificate">Of the server, which then speaks TLS; null: it does not.</param>
    public static async Task<BigQueryEmulator> StartAsync(X509Certificate2? certificate = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(options => options.Listen(IPAddress.Loopback, 0, listen =>
        {
            if (certificate is not null) listen.UseHttps(certificate);
        }));
        var emulator = new BigQueryEmulator(builder.Build());
        emulator.application.Run(emulator.AnswerAsync);
        await emulator.application.StartAsync();
        return emulator;
    }

    /// <summary>An error as BigQuery writes it.</summary>
    public static async Task RefuseAsync(HttpContext context, int status, string reason, string message)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        var error = new JsonObject { ["domain"] = "global", ["reason"] = reason, ["message"] = message };
        await context.Response.WriteAsync(
            new JsonObject { ["error"] = new JsonObject { ["code"] = status, ["message"] = message, ["errors"] = new JsonArray(error) } }.ToJsonString());
    }

    /// <summary>Serves the same tables and results over the Storage Read API, too.</summary>
    public async Task<StorageServer> WithStorageAsync(Func<EmulatedTable, StorageTable>? form = null, X509Certificate2? certificate = null)
    {
        var storage = await StorageServer.StartAsync(certificate);
        storage.Made = path => path.Split('/') is [_, var project, _, var dataset, _, var table] && Find($"{project}.{dataset}.{table}") is { } found
            ? (form ?? (one => AvroCells.Of(one)))(found)
            : null;
        return storage;
    }

    public void Fail(string method, string inPath, int status, string reason, string message = "for now") => Faults.Enqueue(async context =>
    {
        if (context.Request.Method != method || !context.Request.Path.Value!.Contains(inPath, StringComparison.Ordinal)) return false;
        await RefuseAsync(context, status, reason, message);
        return true;
    });

    public async ValueTask DisposeAsync() => await application.DisposeAsync();

    private Task JsonAsync(HttpContext context, string kind, JsonObject body)
    {
        Reshape?.Invoke(kind, body);
        context.Response.ContentType = "application/json";
        return context.Response.WriteAsync(body.ToJsonString());
    }

    private async Task AnswerAsync(HttpContext context)
    {
        var request = context.Request;
        if (EmulatedTokens.IsMetadata(context)) context.Response.Headers["Metadata-Flavor"] = "Google";
        if (tokens.Answer(context) is { } given)
        {
            await JsonAsync(context, "token", given);
            return;
        }

        if (EmulatedTokens.IsMetadata(context)) return;

        Requests.Enqueue($"{request.Method} {request.Path}{request.QueryString}");
        Asked?.Invoke(request.Path);
        if (request.Headers.Authorization.Count > 0) Authorizations.Enqueue(request.Headers.Authorization.ToString());
        if (Faults.TryPeek(out var fault) && await fault(context))
        {
            Faults.TryDequeue(out _);
            return;
        }

        if (Token is { } token && request.Headers.Authorization.ToString() != "Bearer " + token)
        {
            await RefuseAsync(context, 401, "authError", "Request had invalid authentication credentials.");
            return;
        }

        var path = request.Path.Value!;
        if (!path.StartsWith(Root + "/projects/", StringComparison.Ordinal))
        {
            context.Response.StatusCode = 404;
            await context.Response.WriteAsync("404 page not found");
            return;
        }

        var parts = path[Root.Length..].Split('/', StringSplitOptions.RemoveEmptyEntries);
        await (parts switch
        {
            ["projects", _, "jobs"] => InsertAsync(context),
            ["projects", _, "jobs", var id] => GetAsync(context, id),
            ["projects", _, "jobs", var id, "cancel"] => CancelAsync(context, id),
            ["projects", _, "queries", var id] => ResultsAsync(context, id),
            ["projects", var p, "datasets", var d, "tables", var t] => TableAsync(context, $"{p}.{d}.{t}"),
            ["projects", var p, "datasets", var d, "tables", var t, "data"] => DataAsync(context, $"{p}.{d}.{t}"),
            _ => RefuseAsync(context, 404, "notFound", $"no such path {request.Path}"),
        });
    }

    private async Task InsertAsync(HttpContext context)
    {
        var body = (await JsonNode.ParseAsync(context.Request.Body))!;
        var configuration = body["configuration"]!;
        var query = configuration["query"]!;
        var sql = (string)query["query"]!;
        var isDry = (bool?)configuration["dryRun"] == true;
        (isDry ? Estimated : Inserted).Enqueue(body);
        if ((bool?)query["useLegacySql"] != false)
        {
            await RefuseAsync(
                context,
                400,
                "invalidQuery",
                "Invalid table name: `a.b.c` [Try using standard SQL (https://cloud.google.com/bigquery/docs/reference/standard-sql/enabling-standard-sql)].");
            return;
        }

        if (sql.Contains("wrong", StringComparison.Ordinal) && isDry)
        {
            await RefuseAsync(context, 400, "invalidQuery", "Unrecognized name: wrong at [2:3]");
            return;
        }

        if (isDry)
        {
            var estimate = Result(sql);
            await JsonAsync(context, "dry", new JsonObject
            {
                ["jobReference"] = new JsonObject { ["projectId"] = "billed", ["location"] = Location },
                ["status"] = new JsonObject { ["state"] = "DONE" },
                ["statistics"] = new JsonObject
                {
                    ["totalBytesProcessed"] = "1234567",
                    ["query"] = new JsonObject
                    {
                        ["totalBytesProcessedAccuracy"] = "UPPER_BOUND",
                        ["totalBytesBilled"] = "0",
                        ["schema"] = new JsonObject { ["fields"] = estimate.Schema.DeepClone() },
                    },
                },
            });
            return;
        }

        var id = (string?)body["jobReference"]?["jobId"] ?? "server_made";
        var error = JobErrors.TryDequeue(out var next) ? next : ((string, string)?)null;
        if (sql.Contains("wrong", StringComparison.Ordinal)) error = ("invalidQuery", "Unrecognized name: wrong at [2:3]");
        var job = new EmulatedJob(id, configuration, error is null ? Result(sql) : new([], [])) { Location = Location, PollsLeft = Polls, Error = error };
        if (!Jobs.TryAdd(id, job)) await RefuseAsync(context, 409, "duplicate", $"Already Exists: Job {id}");
        else if (context.Items.ContainsKey("lose")) context.Abort();
        else await JsonAsync(context, "insert", job.State());
    }

    private async Task<EmulatedJob?> FindAsync(HttpContext context, string id)
    {
        // Outside of the two multi-regions a job that exists is not found without its location.
        var location = context.Request.Query["location"].ToString();
        if (Jobs.TryGetValue(id, out var job) && (location == job.Location || (location.Length == 0 && job.Location is "US" or "EU"))) return job;
        await RefuseAsync(context, 404, "notFound", $"Not found: Job {id}");
        return null;
    }

    private async Task GetAsync(HttpContext context, string id)
    {
        if (await FindAsync(context, id) is not { } job) return;
        job.PollsLeft--;
        await JsonAsync(context, "job", job.State());
    }

    private async Task CancelAsync(HttpContext context, string id)
    {
        if (await FindAsync(context, id) is not { } job) return;
        job.IsCancelled = true;
        await JsonAsync(context, "cancel", new JsonObject { ["job"] = job.State() });
    }

    private async Task ResultsAsync(HttpContext context, string id)
    {
        if (await FindAsync(context, id) is not { } job) return;
        var page = EmulatedPage.Of(context.Request.Query, job.Result, PageRows);
        page["kind"] = "bigquery#getQueryResultsResponse";
        page["jobComplete"] = true;
        page["schema"] = new JsonObject { ["fields"] = job.Result.Schema.DeepClone() };
        await JsonAsync(context, "results", page);
    }

    private async Task TableAsync(HttpContext context, string name)
    {
        if (Find(name) is not { } table)
        {
            await RefuseAsync(context, 404, "notFound", $"Not found: Table {name}");
            return;
        }

        await JsonAsync(context, "table", new JsonObject
        {
            ["type"] = table.Type,
            ["schema"] = new JsonObject { ["fields"] = table.Schema.DeepClone() },
            ["numRows"] = table.Rows.Count.ToString(CultureInfo.InvariantCulture),
            ["numBytes"] = "4711",
            ["creationTime"] = "1",
            ["lastModifiedTime"] = table.Modified.ToString(CultureInfo.InvariantCulture),
        });
    }

    /// <summary>A table, also the one in which a job's result lies.</summary>
    private EmulatedTable? Find(string name) =>
        Tables.TryGetValue(name, out var table) ? table : Jobs.Values.FirstOrDefault(job => name == Results + job.Id)?.Result;

    private async Task DataAsync(HttpContext context, string name)
    {
        var table = Find(name)!;
        if (table.Type != "TABLE") await RefuseAsync(context, 400, "invalid", $"Cannot list a table of type {table.Type}.");
        else await JsonAsync(context, "data", EmulatedPage.Of(context.Request.Query, table, PageRows));
    }
}
