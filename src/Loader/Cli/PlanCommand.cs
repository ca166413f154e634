using System.CommandLine;
using System.Text.Encodings.Web;
using System.Text.Json;
using Loader.Books;
using Loader.Cli.Words;
using Loader.Mappings.Findings;
using Loader.Options;
using Loader.Planning;
using Loader.Reports;
using Loader.Running.Preparing;
using Loader.Settings;
using Loader.Sources;

namespace Loader.Cli;

/// <summary><c>loader plan MAPPING</c>: what a run would do. Sends nothing, writes no books, needs no secrets.</summary>
internal static class PlanCommand
{
    private const long MostRows = 1_000_000;

    private static readonly TimeSpan UsualLatency = TimeSpan.FromMilliseconds(100);

    private static readonly JsonSerializerOptions Form = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        WriteIndented = true,
    };

    public static Command Create(Surroundings around)
    {
        var mapping = new Argument<string>("mapping") { Description = "The mapping file." };
        var from = new Option<string?>("--from") { Description = "Reads this file instead of the mapping's.", HelpName = "path" };
        var rate = new Option<string?>("--rate") { Description = "Limit of speed: '50 requests/s', '500 events/s', '1 MB/s'.", HelpName = "rate" };
        var parallel = new Option<string?>("--parallel") { Description = "Requests in flight at most: 16, auto, 'auto 4..64'.", HelpName = "n" };
        var limit = new Option<long?>("--limit") { Description = "Plans no more than this many rows.", HelpName = "rows" };
        var latency = new Option<string?>("--latency") { Description = "How long an answer is assumed to take: 100ms, 1s.", HelpName = "time" };
        var all = new Option<bool>("--all") { Description = "Reads every row, also of a query that is billed; else the first million is multiplied up." };
        var runs = new Option<string>("--runs")
        {
            Description = "Where books and reports are kept.",
            HelpName = "folder",
            DefaultValueFactory = _ => RunFlags.DefaultRuns,
        };
        var json = new Option<bool>("--json") { Description = "Writes the plan as JSON to standard output, and nothing else." };
        AtLeast.AddTo(limit, 0);
        latency.Validators.Add(given =>
        {
            if (given.Tokens is [var token] && Units.Duration(token.Value) is null)
                given.AddError($"--latency takes a length of time such as 100ms, not '{token.Value}'");
        });
        var command = new Command("plan", "Says what a run would do: rows, events, requests, time, and what would be skipped or fail; sends nothing.")
        {
            mapping, from, rate, parallel, limit, latency, all, runs, json,
        };
        ExampleHelp.AddTo(command, "loader plan mappings/nameless-purchases.yaml --rate '50 requests/s'");
        command.SetAction((parsed, stop) => PlanAsync(
            new()
            {
                Mapping = parsed.GetValue(mapping)!,
                From = parsed.GetValue(from),
                Rate = parsed.GetValue(rate),
                Parallel = parsed.GetValue(parallel),
                Limit = parsed.GetValue(limit),
                Runs = parsed.GetValue(runs)!,
                Json = parsed.GetValue(json),
            },
            parsed.GetValue(latency) is { } time ? Units.Duration(time)!.Value : UsualLatency,
            parsed.GetValue(all) ? long.MaxValue : MostRows,
            around,
            stop));
        return command;
    }

    private static async Task<int> PlanAsync(RunFlags flags, TimeSpan latency, long rows, Surroundings around, CancellationToken stop)
    {
        var findings = new FindingList();
        var context = around.Options(findings) with { VariablesMayBeMissing = true };
        await using var prepared = await Preparation.PrepareAsync(flags, around.Catalogs, context, stop);
        FindingWords.Write(findings, around);
        if (prepared is null) return ExitCode.Unusable;

        using var books = BooksView.Open(LoadFolder.Of(flags.Runs, prepared.Rules.Name), out _);
        using var planner = new Planner(prepared, books, rows);
        try
        {
            var plan = await planner.MakeAsync(around.Clock.GetUtcNow(), latency, stop);
            if (flags.Json) await around.Output.WriteLineAsync(JsonSerializer.Serialize(plan, Form));
            else new PlanWords(around.Output, around.Width).Write(plan);
            return ExitCode.Done;
        }
        catch (SourceException broken)
        {
            await around.Talk.WriteLineAsync(around.Secrets.Redact(broken.Finding.ToString()));
            return ExitCode.Unusable;
        }
    }
}
