using System.Diagnostics;

namespace Loader.EndToEnd.Campaign;

/// <summary>
/// One load from its first run to its last: struck and resumed, its failed rows tried again and struck, its uncertain rows settled by a person who has
/// looked at the endpoint's list, and struck. After each end the books are compared with that list.
/// </summary>
/// <param name="plan">What it is like.</param>
/// <param name="figures">Where it is counted.</param>
/// <param name="source">Where its rows come from, and may be struck at; null: a file.</param>
internal sealed class CampaignLoad(LoadPlan plan, Figures figures, ICampaignSource? source = null) : IAsyncDisposable
{
    private const int MostRounds = 4;

    /// <summary>Row numbers on one command line: an argument has an end.</summary>
    private const int MostNamed = 10_000;

    private static readonly TimeSpan Idle = TimeSpan.FromMilliseconds(25);
    private static readonly Dictionary<string, string> Nothing = new(StringComparer.Ordinal);
    private readonly CampaignRows rows = CampaignRows.Of(plan);
    private readonly CampaignEndpoint endpoint = new(plan);
    private readonly Workplace place = new();
    private Comparison books = null!;

    /// <summary>Once the campaign has so many kills, the load comes to its end without further blows.</summary>
    public int MostKills { get; init; } = int.MaxValue;

    private string Folder => Path.Combine(place.Runs, "campaign");

    public async Task RunAsync()
    {
        if (source is null) rows.Write(place.Folder, plan.Form);
        var mapping = CampaignMapping.Of(plan, endpoint.Url);
        place.Write("mapping.yaml", source?.Supply(rows, mapping) ?? mapping);
        books = new(plan, rows, endpoint.Arrivals, Folder, figures);

        await PhaseAsync(plan.Loading, () => []);
        for (var round = 0; round < MostRounds; round++)
        {
            // Half of the loads find it healed only when they try a second time.
            endpoint.IsHealed = round > 0 || plan.Number % 4 < 2;
            if (!plan.Resends) await ResolveAsync(round == 0 ? plan.Resolving : []);
            else if (books.Settlable.Count > books.Failed.Count) await PhaseAsync([], () => []);
            if (books.Failed.Count > 0) await PhaseAsync(round == 0 ? plan.Retrying : [], () => ["--retry-failed"]);
            if (endpoint.IsHealed && books.Settlable.Count == 0) break;
        }

        books.LookAtTheEnd();
        figures.Load(rows.Count, endpoint.Arrivals.Total);
    }

    public async ValueTask DisposeAsync()
    {
        await endpoint.DisposeAsync();
        place.Dispose();
    }

    /// <summary>The same command, struck and given again, until it comes to its end by itself.</summary>
    /// <param name="more">What it says behind <c>run</c>; asked each time, null when there is nothing left to say.</param>
    private async Task PhaseAsync(IReadOnlyList<Strike> strikes, Func<string[]?> more)
    {
        foreach (var strike in strikes.TakeWhile(_ => figures.Kills < MostKills))
        {
            if (more() is not { } command || await RunAsync(strike, command) is 0 or 3 or 5) break;
        }

        for (var tries = 0; more() is { } command && await RunAsync(null, command) is not (0 or 3 or 5); tries++)
        {
            if (tries < MostRounds) continue;
            figures.Wrong($"{plan}: it does not come to an end");
            return;
        }
    }

    /// <summary>A person looks up each uncertain row at the endpoint and says what became of it.</summary>
    private async Task ResolveAsync(IReadOnlyList<Strike> strikes)
    {
        // Looked up anew after each blow: what was to be sent again may have arrived by now.
        await SettleAsync("uncertain=sent", () => books.LookUp().Arrived);
        await SettleAsync(plan.Number % 2 == 0 ? "uncertain=failed" : "uncertain=resend", () => books.LookUp().Missing);

        async Task SettleAsync(string decision, Func<List<long>> find)
        {
            for (var left = find().Count; left > 0; left -= MostNamed)
                await PhaseAsync(
                    strikes,
                    () => find() is { Count: > 0 } rows ? ["--resolve", decision, "--row", string.Join(',', rows.Take(MostNamed))] : null);
        }
    }

    /// <summary>One process from its start to its end, of its own or by force; its exit code, or -1 when it was struck.</summary>
    private async Task<int> RunAsync(Strike? strike, string[] command)
    {
        var armed = strike is null ? null : new ArmedStrike(strike, 1 + (int)(strike.At * books.RequestsLeft));
        endpoint.Arm(armed);
        source?.Arm(armed);
        var began = DateTime.UtcNow;
        using var process = LoaderProcess.Start(place.Folder, Nothing, ["run", "mapping.yaml", "--quiet", .. command]);
        using var watch = new PeriodicTimer(TimeSpan.FromMilliseconds(200));
        var memory = PeakAsync(process, watch);
        if (armed is not null)
        {
            armed.Process = process;
            await StrikeAsync(strike!, armed, process, began);
        }

        var ended = await process.EndAsync();
        watch.Dispose();
        await memory;
        endpoint.Arm(null);
        source?.Arm(null);
        await endpoint.QuietAsync();
        var isStruck = armed is { HasHit: true };
        figures.Run(
            isStruck ? strike : null,
            command.Contains("--retry-failed") ? "retry" : command.Contains("--resolve") ? "resolve" : books.IsBegun ? "resume" : "first");
        books.Look(process.Id);
        if (!IsExpected(ended.ExitCode, isStruck ? strike : null)) figures.Wrong($"{plan}: {string.Join(' ', command)} ended with {ended}");
        return isStruck && ended.ExitCode is not (0 or 3 or 5) ? -1 : ended.ExitCode;
    }

    /// <summary>Strikes that the endpoint does not deal itself.</summary>
    private async Task StrikeAsync(Strike strike, ArmedStrike armed, LoaderProcess process, DateTime began)
    {
        switch (strike.Place)
        {
            case Place.Starting:
                await Wait.ForAsync(figures.UsualStart * strike.At * 1.3);
                armed.Hit();
                break;
            case Place.BooksTouched:
                string[] names = ["lock", "rows", "books.json", "failed.jsonl", "uncertain.jsonl", "holder.json", "settled.jsonl", "report.json"];
                var name = Path.Combine(Folder, names[(int)(strike.At * names.Length)]);
                await Wait.UntilAsync(() => File.GetLastWriteTimeUtc(name) > began, process);
                armed.Hit();
                break;
            case Place.Between:
                await Wait.UntilAsync(() => endpoint.Requests >= armed.AtRequest, process);
                await Wait.ForAsync(TimeSpan.FromMilliseconds(strike.At * 1000 % 20));
                armed.Hit();
                break;
            case Place.Ending:
                var (seen, since) = (0, Stopwatch.GetTimestamp());
                await Wait.UntilAsync(
                    () =>
                    {
                        if (endpoint.Requests > seen) (seen, since) = (endpoint.Requests, Stopwatch.GetTimestamp());
                        return seen > 0 && Stopwatch.GetElapsedTime(since) > Idle;
                    },
                    process);
                await Wait.ForAsync(TimeSpan.FromMilliseconds(strike.At * 60));
                armed.Hit();
                break;
            default:
                if (strike.At < 0.5) await MeasureStartAsync(process);
                await Wait.UntilAsync(() => armed.HasHit, process);
                break;
        }

        await armed.FollowAsync(TimeSpan.FromMilliseconds(strike.At * 1000 % 40));
    }

    private async Task MeasureStartAsync(LoaderProcess process)
    {
        var since = Stopwatch.GetTimestamp();
        await Wait.UntilAsync(() => endpoint.Requests > 0, process);
        if (endpoint.Requests > 0) figures.Started(Stopwatch.GetElapsedTime(since));
    }

    /// <summary>The most memory that the process had, as the kernel counts it, while somebody could still ask.</summary>
    private async Task PeakAsync(LoaderProcess process, PeriodicTimer watch)
    {
        do figures.Memory(process.PeakMemory);
        while (await watch.WaitForNextTickAsync());
    }

    private static bool IsExpected(int exit, Strike? strike) => exit is 0 or 3 or 5 || strike?.Blow switch
    {
        null => exit == 4,
        Blow.Kill => exit == 137,
        Blow.Interrupt => exit is 130 or 4,
        Blow.Terminate => exit is 143 or 4,
        _ => exit is 143 or 137 or 4,
    };
}
