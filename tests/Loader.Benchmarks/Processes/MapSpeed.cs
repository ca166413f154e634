using System.Buffers;
using System.Diagnostics;
using System.Globalization;
using Loader.Benchmarks.Generation;
using Loader.Mappings;
using Loader.Mappings.Events;
using Loader.Options;
using Loader.Running;
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
            var mapping = Path.Combine(folder, "mapping.yaml");
            await File.WriteAllTextAsync(mapping, Mappings.Single(new("http://127.0.0.1:9/")));
            Console.WriteLine("round   rows/s by the clock   rows/s of processor time   bytes of JSON per row   bytes allocated per row");
            for (var round = 1; round <= rounds; round++) await RoundAsync(round, mapping, file);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task RoundAsync(int round, string mapping, string file)
    {
        await using var prepared = await Preparation.PrepareAsync(new RunFlags { Mapping = mapping, From = file }, Catalogs.Default, OptionContext.OfProcess([]), CancellationToken.None)
            ?? throw new InvalidOperationException("the benchmark's own mapping cannot be used");
        var template = JsonTemplate.Of(prepared.Mapper.Shape.Root, prepared.Mapper.Shape.KeepNulls);
        var output = new ArrayBufferWriter<byte>(Kept * 2);
        var (rows, written) = (0L, 0L);
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
                    if (prepared.Mapper.Map(chunk, index).Result != MapResult.Event) throw new InvalidOperationException("a row of the benchmark failed");
                    template.Write(prepared.Mapper.Slots, output);
                    if (output.WrittenCount < Kept) continue;
                    written += output.WrittenCount;
                    output.ResetWrittenCount();
                }

                rows += chunk.Count;
            }
        }

        clock.Stop();
        process.Refresh();
        written += output.WrittenCount;
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{round,5}   {rows / clock.Elapsed.TotalSeconds,19:N0}   {rows / (process.TotalProcessorTime - used).TotalSeconds,24:N0}   {(double)written / rows,21:N1}   {(double)(GC.GetTotalAllocatedBytes() - allocated) / rows,23:N1}"));
    }
}
