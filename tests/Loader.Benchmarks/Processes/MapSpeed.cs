using System.Buffers;
using System.Diagnostics;
using System.Globalization;
using Loader.Benchmarks.Generation;
using Loader.Mappings;
using Loader.Mappings.Events;
using Loader.Options;
using Loader.Running.GroupKeys;
using Loader.Running.Preparing;
using Loader.Settings;

namespace Loader.Benchmarks.Processes;

/// <summary>
/// Reading and mapping W1's rows to JSON on one thread, nothing sent: what the language itself costs. By the clock, and by the processor's time, which other
/// programs on the machine do not lengthen.
/// </summary>
internal static class MapSpeed
{
    private const int Kept = 1 << 20;

    public static async Task RunAsync(int rows, int rounds)
    {
        var folder = Directory.CreateTempSubdirectory("loader-map-").FullName;
        try
        {
            var file = Path.Combine(folder, "rows.csv");
            await using (var writer = new StreamWriter(file)) BenchmarkRows.Write(writer, rows);
            var nowhere = new Uri("http://127.0.0.1:9/");
            var forms = new (string Name, string Mapping)[]
            {
                ("rows", Mappings.Single(nowhere)), ("groups, ascending", Mappings.Grouped(nowhere, "order_id")), ("groups, any order", Mappings.Grouped(nowhere, "client_id")),
            };
            foreach (var (name, mapping) in forms) await File.WriteAllTextAsync(Path.Combine(folder, name + ".yaml"), mapping);
            Console.WriteLine("round                       rows/s by the clock   rows/s of processor time   bytes of JSON per row   bytes allocated per row");
            var taken = forms.ToDictionary(form => form.Name, _ => new List<TimeSpan>());
            for (var round = 1; round <= rounds; round++)
            {
                foreach (var (name, _) in forms) taken[name].Add(await RoundAsync($"{round,5}   {name,-18}", Path.Combine(folder, name + ".yaml"), file));
            }

            foreach (var (name, _) in forms.Skip(1))
            {
                var costs = taken[name].Zip(taken["rows"], (group, row) => group / row).Order().ToList();
                Console.WriteLine(string.Create(
                    CultureInfo.InvariantCulture,
                    $"processor time of {name}, over that of rows: median {costs[costs.Count / 2]:0.00} ({costs[0]:0.00} to {costs[^1]:0.00})"));
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<TimeSpan> RoundAsync(string name, string mapping, string file)
    {
        await using var prepared = await Preparation.PrepareAsync(
            new RunFlags { Mapping = mapping, From = file },
            Catalogs.Default,
            OptionContext.OfProcess([]),
            CancellationToken.None)
            ?? throw new InvalidOperationException("the benchmark's own mapping cannot be used");
        var template = JsonTemplate.Of(prepared.Mapper.Shape.Root, prepared.Mapper.Shape.KeepNulls);
        var output = new ArrayBufferWriter<byte>(Kept * 2);
        var (rows, written) = (0L, 0L);
        using var keys = prepared.Mapper.IsGrouped ? new ClosedKeys(Path.GetDirectoryName(mapping)!) : null;
        var groups = keys is null ? null : new Grouper(prepared.Mapper, keys);
        using var process = Process.GetCurrentProcess();
        var allocated = GC.GetTotalAllocatedBytes();
        var used = process.TotalProcessorTime;
        var clock = Stopwatch.StartNew();
        await foreach (var chunk in prepared.Source.ReadAsync(1, prepared.Mapper.Columns, CancellationToken.None))
        {
            using (chunk)
            {
                for (var index = 0; index < chunk.Count; index++)
                {
                    if (groups is not null)
                    {
                        var step = groups.Take(chunk, index);
                        if (step.Row.Result != MapResult.Event) throw new InvalidOperationException("a row of the benchmark failed");
                        if (step.Closed) Write(groups.Outcome, groups.EventAt(0));
                        continue;
                    }

                    Write(prepared.Mapper.Map(chunk, index), prepared.Mapper.EventAt(0));
                }

                groups?.Detach();
                rows += chunk.Count;
            }
        }

        if (groups is not null && groups.End()) Write(groups.Outcome, groups.EventAt(0));
        clock.Stop();
        process.Refresh();
        written += output.WrittenCount;
        var taken = process.TotalProcessorTime - used;
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{name}   {rows / clock.Elapsed.TotalSeconds,19:N0}   {rows / taken.TotalSeconds,24:N0}   {(double)written / rows,21:N1}   {(double)(GC.GetTotalAllocatedBytes() - allocated) / rows,23:N1}"));
        return taken;

        void Write(Mapped mapped, MappedEvent made)
        {
            if (mapped.Result != MapResult.Event) throw new InvalidOperationException("a row of the benchmark became no event");
            template.Write(made.Slots, output);
            if (output.WrittenCount < Kept) return;
            written += output.WrittenCount;
            output.ResetWrittenCount();
        }
    }
}
