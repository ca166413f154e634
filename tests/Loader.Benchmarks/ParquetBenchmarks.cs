using BenchmarkDotNet.Attributes;
using Loader.Benchmarks.Generation;
using Loader.Mappings.Rows;
using Loader.Mappings.Yaml;
using Loader.Options;
using Loader.Parquet;
using Loader.Sources.Parquet;

namespace Loader.Benchmarks;

/// <summary>
/// Parquet on one thread, over 100,000 rows of 12 columns, Snappy: into columns, into columns of two that are chosen, into values of the mapping language.
/// </summary>
[MemoryDiagnoser]
public class ParquetBenchmarks
{
    private const int Rows = 100_000;
    private readonly Value[] cells = new Value[12];
    private string path = "";

    [GlobalSetup]
    public void Setup()
    {
        path = Path.Combine(Path.GetTempPath(), $"loader-{Guid.NewGuid():N}.parquet");
        ParquetRows.Write(path, Rows);
    }

    [GlobalCleanup]
    public void Cleanup() => File.Delete(path);

    [Benchmark(OperationsPerInvoke = Rows)]
    public Task<long> Columns() => ColumnsAsync(12);

    [Benchmark(OperationsPerInvoke = Rows)]
    public Task<long> TwoColumns() => ColumnsAsync(2);

    [Benchmark(OperationsPerInvoke = Rows)]
    public async Task<long> Values()
    {
        var map = new YamlMap([new("path", new YamlScalar(path, Quoted: true, new("m", 1, 1)), new("m", 1, 1))], new("m", 1, 1));
        await using var source = await new ParquetKind().OpenAsync(
            new("from.parquet", map, OptionContext.OfProcess([]), new("m", 1, 1)),
            CancellationToken.None);
        var sum = 0L;
        await foreach (var chunk in source!.ReadAsync(1, [.. Enumerable.Range(0, cells.Length)], CancellationToken.None))
        {
            for (var i = 0; i < chunk.Count; i++)
            {
                chunk.Read(i, cells);
                sum += cells[0].Utf8.Length;
            }
        }

        return sum;
    }

    private async Task<long> ColumnsAsync(int count)
    {
        await using var file = await ParquetFile.OpenAsync(path);
        var sum = 0L;
        await foreach (var batch in file.ReadBatchesAsync(new ReadOptions { Columns = [.. file.Schema.Fields.Take(count)] })) sum += batch.Count;
        return sum;
    }
}
