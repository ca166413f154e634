using System.Buffers;
using BenchmarkDotNet.Attributes;
using Loader.Benchmarks.Generation;
using Loader.Destinations;
using Loader.Mappings.Rows;
using Loader.Options;
using Loader.Running.Preparing;
using Loader.Settings;

namespace Loader.Benchmarks;

/// <summary>The stages before sending, on one thread, over 20,000 rows: read, read and map, read and map and pack.</summary>
[MemoryDiagnoser]
public class MicroBenchmarks
{
    private const int Rows = 20_000;
    private readonly ArrayBufferWriter<byte> output = new(1 << 20);
    private string folder = "";
    private Prepared prepared = null!;

    [GlobalSetup]
    public async Task Setup()
    {
        folder = Directory.CreateTempSubdirectory("loader-micro-").FullName;
        var rows = Path.Combine(folder, "rows.csv");
        using (var file = new StreamWriter(rows)) BenchmarkRows.Write(file, Rows);
        var mapping = Path.Combine(folder, "mapping.yaml");
        File.WriteAllText(mapping, Processes.Mappings.Single(new("http://127.0.0.1:9/")));
        prepared = await Preparation.PrepareAsync(
            new RunFlags { Mapping = mapping, From = rows },
            Catalogs.Default,
            OptionContext.OfProcess([]),
            CancellationToken.None)
            ?? throw new InvalidOperationException("the benchmark's own mapping cannot be used");
    }

    [GlobalCleanup]
    public async Task Cleanup()
    {
        await prepared.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    [Benchmark(OperationsPerInvoke = Rows)]
    public Task<long> Read() => EachAsync(static (chunk, index, self) =>
    {
        chunk.Read(index, self.cells);
        return self.cells[0].Utf8.Length;
    });

    [Benchmark(OperationsPerInvoke = Rows)]
    public Task<long> ReadAndMap() => EachAsync(static (chunk, index, self) => (long)self.prepared.Mapper.Map(chunk, index).Result);

    [Benchmark(OperationsPerInvoke = Rows)]
    public Task<long> ReadMapAndPack() => EachAsync(static (chunk, index, self) =>
    {
        self.prepared.Mapper.Map(chunk, index);
        self.output.ResetWrittenCount();
        return self.prepared.Packer.Pack(self.prepared.Mapper.Slots, self.prepared.Mapper.Key, self.output, out var packed) is Packing.Ready
            ? packed.BodyLength
            : 0;
    });

    private readonly Value[] cells = new Value[12];

    private async Task<long> EachAsync(Func<RowChunk, int, MicroBenchmarks, long> what)
    {
        var sum = 0L;
        await foreach (var chunk in prepared.Source.ReadAsync(1, [.. Enumerable.Range(0, 12)], CancellationToken.None))
        {
            using (chunk)
            {
                for (var index = 0; index < chunk.Count; index++) sum += what(chunk, index, this);
            }
        }

        return sum;
    }
}
