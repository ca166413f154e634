using System.Globalization;
using Loader.Benchmarks.Generation;

namespace Loader.Benchmarks.Processes;

/// <summary>
/// Whole-process loads beside what the machine allows, in one run: rows are generated, a sink starts as a process of its own, then rounds of wrk and
/// the loader in turn. What counts is the ratio; absolute numbers belong to the machine of the day.
/// </summary>
/// <param name="Rows">Rows of the load.</param>
/// <param name="Rounds">How often each is measured, after one round that is not counted.</param>
/// <param name="BareSink">Whether to use the bare sink even where nginx is installed.</param>
internal sealed record Comparison(int Rows, int Rounds, bool BareSink)
{
    private const int WrkSeconds = 3;

    /// <summary>W1: one event per request. The whole way: parse, map, books, send, read the answer.</summary>
    public Task W1Async() =>
        RunAsync("w1", Path.Combine(AppContext.BaseDirectory, "loader"), [], sink => Mappings.Single(sink.One), eventsPerRequest: 1, parallel: 32);

    /// <summary>W2: 500 events per request as a JSON array, through a destination that this program adds to the loader's own.</summary>
    public Task W2Async() => RunAsync("w2", Environment.ProcessPath!, ["load"], sink => Mappings.Batched(sink.Batch), eventsPerRequest: 500, parallel: 4);

    private async Task RunAsync(string name, string program, string[] before, Func<Sink, string> mapping, int eventsPerRequest, int parallel)
    {
        var folder = Directory.CreateTempSubdirectory("loader-bench-").FullName;
        try
        {
            var rows = Path.Combine(folder, "rows.csv");
            await using (var file = new StreamWriter(rows)) BenchmarkRows.Write(file, Rows);
            await using var sink = await Sink.StartAsync(BareSink);
            var mappingFile = Path.Combine(folder, "mapping.yaml");
            await File.WriteAllTextAsync(mappingFile, mapping(sink));
            string[] arguments =
            [
                .. before, "run", mappingFile, "--from", rows, "--runs", Path.Combine(folder, "runs"), "--parallel",
                parallel.ToString(CultureInfo.InvariantCulture), "--restart", "--quiet",
            ];
            Console.WriteLine(
                $"{name}: {Rows:N0} rows, {eventsPerRequest} per request, {parallel} senders, sink: {sink.Name}, {Environment.ProcessorCount} cores, {Rounds} rounds");
            await MeasureAsync(sink, eventsPerRequest, parallel, () => MeasuredRun.OfAsync(program, arguments, folder));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private async Task MeasureAsync(Sink sink, int eventsPerRequest, int parallel, Func<Task<MeasuredRun>> load)
    {
        var body = Mappings.TypicalBody(eventsPerRequest);
        var ratios = new List<double>();
        var speeds = new List<double>();
        var cpus = new List<double>();
        var peaks = new List<double>();
        for (var round = 0; round <= Rounds; round++)
        {
            var wrk = Wrk.IsInstalled ? await Wrk.RequestsPerSecondAsync(eventsPerRequest == 1 ? sink.One : sink.Batch, body, WrkSeconds) : double.NaN;
            var before = await sink.CountsAsync();
            var run = await load();
            if (run.ExitCode != 0) throw new InvalidOperationException($"the load ended with {run.ExitCode}: {run.Output}");
            var after = await sink.CountsAsync();
            Check(before, after, eventsPerRequest, parallel);
            if (round == 0) continue;
            speeds.Add(Rows / run.Wall.TotalSeconds);
            cpus.Add(run.Cpu.TotalSeconds * 100_000 / Rows);
            peaks.Add(run.PeakBytes / 1e6);
            ratios.Add(Rows / run.Wall.TotalSeconds / (wrk * eventsPerRequest));
            Console.WriteLine(
                $"  round {round}: wrk {wrk:N0} requests/s, loader {speeds[^1]:N0} rows/s, ratio {ratios[^1]:0.000}, {cpus[^1]:0.00} CPU s per 100k, {peaks[^1]:0} MB");
        }

        Console.WriteLine($"{"",-26}{"min",12}{"median",12}{"max",12}");
        Print("loader rows/s", speeds, "N0");
        Print("ratio to wrk, 32 conns", ratios, "0.000");
        Print("CPU s per 100k rows", cpus, "0.00");
        Print("peak memory, MB", peaks, "0");
    }

    /// <summary>The sink's own count is the proof: as many requests as there must be, as many connections as senders (and one for the probe).</summary>
    private void Check((long Requests, long Connections)? before, (long Requests, long Connections)? after, int eventsPerRequest, int parallel)
    {
        if (before is not { } a || after is not { } b) return;
        var requests = b.Requests - a.Requests - 1;
        var least = (Rows + eventsPerRequest - 1) / eventsPerRequest;
        if (requests < least || requests > least + 1 + parallel)
            throw new InvalidOperationException($"the sink counted {requests} requests, {least} were needed");
        var connections = b.Connections - a.Connections - 1;
        if (connections > parallel + 1) throw new InvalidOperationException($"{connections} connections were opened by {parallel} senders");
    }

    private static void Print(string what, List<double> figures, string format)
    {
        figures.Sort();
        string Show(double figure) => figure.ToString(format, CultureInfo.InvariantCulture);
        Console.WriteLine($"{what,-26}{Show(figures[0]),12}{Show(figures[figures.Count / 2]),12}{Show(figures[^1]),12}");
    }
}
