using System.Globalization;
using Loader.Benchmarks.Generation;

namespace Loader.Benchmarks.Processes;

/// <summary>
/// What books on a disk cost: W1 by the same program twice, with its books in a folder on the disk and in one that lies in memory (tmpfs, where a
/// flush has nothing to do), in pairs whose order alternates. What counts is the median of the pairs' ratios.
/// </summary>
/// <param name="Rows">Rows of each load.</param>
/// <param name="Rounds">Pairs, after one that is not counted.</param>
internal sealed record BooksCost(int Rows, int Rounds)
{
    private const string Memory = "/dev/shm";
    private const string Parallel = "32";

    public async Task RunAsync()
    {
        if (!Directory.Exists(Memory)) throw new InvalidOperationException($"there is no {Memory} here to keep books in memory");
        var disk = Directory.CreateTempSubdirectory("loader-books-").FullName;
        var memory = Path.Combine(Memory, Path.GetFileName(disk));
        Directory.CreateDirectory(memory);
        try
        {
            var rows = Path.Combine(disk, "rows.csv");
            await using (var file = new StreamWriter(rows)) BenchmarkRows.Write(file, Rows);
            await using var sink = await Sink.StartAsync(bare: false);
            var mapping = Path.Combine(disk, "mapping.yaml");
            await File.WriteAllTextAsync(mapping, Mappings.Single(sink.One));
            Console.WriteLine($"books: W1, {Rows:N0} rows, {Parallel} senders, sink: {sink.Name}, {Environment.ProcessorCount} cores, {Rounds} pairs");
            await MeasureAsync(mapping, rows, disk, memory);
        }
        finally
        {
            Directory.Delete(memory, recursive: true);
            Directory.Delete(disk, recursive: true);
        }
    }

    private async Task MeasureAsync(string mapping, string rows, string disk, string memory)
    {
        List<double> onDisk = [], inMemory = [], ratios = [], cpu = [];
        for (var round = 0; round <= Rounds; round++)
        {
            var first = await LoadAsync(mapping, rows, round % 2 == 0 ? disk : memory);
            var second = await LoadAsync(mapping, rows, round % 2 == 0 ? memory : disk);
            var (here, there) = round % 2 == 0 ? (first, second) : (second, first);
            if (round == 0) continue;
            onDisk.Add(Rows / here.Wall.TotalSeconds);
            inMemory.Add(Rows / there.Wall.TotalSeconds);
            ratios.Add(there.Wall / here.Wall);
            cpu.Add(here.Cpu / there.Cpu);
            Console.WriteLine(
                $"  pair {round}: disk {onDisk[^1]:N0} rows/s, memory {inMemory[^1]:N0} rows/s, ratio {ratios[^1]:0.000}, processor time {cpu[^1]:0.000}");
        }

        Console.WriteLine($"{"",-34}{"min",12}{"median",12}{"max",12}");
        Print("books on disk, rows/s", onDisk, "N0");
        Print("books in memory, rows/s", inMemory, "N0");
        Print("throughput, disk over memory", ratios, "0.000");
        Print("processor time, disk over memory", cpu, "0.000");
    }

    private static async Task<MeasuredRun> LoadAsync(string mapping, string rows, string books)
    {
        var run = await MeasuredRun.OfAsync(
            Path.Combine(AppContext.BaseDirectory, "loader"),
            ["run", mapping, "--from", rows, "--runs", Path.Combine(books, "runs"), "--parallel", Parallel, "--restart", "--quiet"],
            Path.GetDirectoryName(mapping));
        return run.ExitCode == 0 ? run : throw new InvalidOperationException($"the load ended with {run.ExitCode}: {run.Output}");
    }

    private static void Print(string what, List<double> figures, string format)
    {
        figures.Sort();
        string Show(double figure) => figure.ToString(format, CultureInfo.InvariantCulture);
        Console.WriteLine($"{what,-34}{Show(figures[0]),12}{Show(figures[figures.Count / 2]),12}{Show(figures[^1]),12}");
    }
}
