using System.Globalization;
using BenchmarkDotNet.Running;
using Loader.Benchmarks;
using Loader.Benchmarks.BigQuery;
using Loader.Benchmarks.Generation;
using Loader.Benchmarks.Processes;
using Loader.Destinations;
using Loader.Running.Preparing;
using Loader.Sources;

const string Usage = """
    usage: w1 [--rows N] [--rounds N] [--bare]   one event per request, beside wrk where it is installed
           w2 [--rows N] [--rounds N] [--bare]   500 events per request
           map [--rows N] [--rounds N]           read and map W1's rows to JSON on one thread, nothing sent
           books [--rows N] [--rounds N]         W1 with books on disk, and in memory
           micro                                 BenchmarkDotNet: parse, map, pack
           parquet [FILE...]                     Parquet files into rows: speed, processor time, peak memory; without a file
                                                 the rows of W1, 1,000,000 in ten row groups, written for it
           micro parquet                         BenchmarkDotNet: Parquet into columns, cells, values of the language
           sources [--rows N] [--rounds N]       the same rows as CSV, NDJSON, Parquet, XLSX, packed, from PostgreSQL: a process each
           bigquery [--rows N] [--rounds N]      a table through the Storage Read API and over REST, side by side: speed,
                                                 processor time, peak memory
           pack snowplow|ga4                     events packed per second on one core
           rows FILE COUNT | sample-data FILE    the generated rows themselves; a FILE that ends with .parquet is one
    """;

int Number(string name, int otherwise) => Array.IndexOf(args, name) is >= 0 and var at ? int.Parse(args[at + 1], CultureInfo.InvariantCulture) : otherwise;

var comparison = new Comparison(Number("--rows", 200_000), Number("--rounds", 5), args.Contains("--bare"));
switch (args)
{
    case ["w1", ..]:
        await comparison.W1Async();
        return 0;
    case ["w2", ..]:
        await comparison.W2Async();
        return 0;
    case ["books", ..]:
        await new BooksCost(Number("--rows", 200_000), Number("--rounds", 7)).RunAsync();
        return 0;
    case ["map", ..]:
        await MapSpeed.RunAsync(Number("--rows", 1_000_000), Number("--rounds", 5));
        return 0;
    case ["micro", "parquet"]:
        BenchmarkRunner.Run<ParquetBenchmarks>();
        return 0;
    case ["micro", .. var rest]:
        BenchmarkSwitcher.FromAssembly(typeof(MicroBenchmarks).Assembly).Run(rest.Length == 0 ? ["--filter", "*"] : rest);
        return 0;
    case ["parquet", .. { Length: > 0 } files]:
        foreach (var file in files) await ParquetReading.MeasureAsync(file);
        return 0;
    case ["parquet"]:
        await ParquetReading.MeasureAsync();
        return 0;
    case ["sources", ..]:
        await SourceSpeed.RunAsync(Number("--rows", 1_000_000), Number("--rounds", 3));
        return 0;
    case ["read", var named]:
        return await SourceSpeed.ReadAsync(named);
    case ["bigquery", ..]:
        await BigQuerySpeed.RunAsync(Number("--rows", 1_000_000), Number("--rounds", 5));
        return 0;
    case ["bigquery-reader", var way, var address, var read]:
        await BigQuerySpeed.ReadAsync(way, address, int.Parse(read, CultureInfo.InvariantCulture));
        return 0;
    case ["bigquery-server", var served, var streams]:
        await BlockServer.RunAsync(int.Parse(served, CultureInfo.InvariantCulture), int.Parse(streams, CultureInfo.InvariantCulture));
        return 0;
    case ["pack", "snowplow"]:
        PackSpeed.Snowplow();
        return 0;
    case ["pack", "ga4"]:
        PackSpeed.Ga4();
        return 0;
    case ["load", .. var rest]:
        // The loader itself, with one destination more than it comes with.
        var catalogs = new Catalogs(SourceCatalog.Default, new DestinationCatalog([.. DestinationCatalog.Default.Kinds, new JsonArrayDestination()]));
        return await Loader.Cli.CommandLine.RunAsync(rest, Loader.Cli.Surroundings.OfProcess(catalogs));
    case ["sink", var port]:
        await BareSink.RunAsync(int.Parse(port, CultureInfo.InvariantCulture));
        return 0;
    case ["sample-data", var path] when path.EndsWith(".parquet", StringComparison.Ordinal):
        using (var text = new StringWriter())
        {
            PurchaseRows.Write(text);
            ParquetRows.Write(path, text.ToString(), 500, withLines: true);
        }

        return 0;
    case ["rows", var path, var count] when path.EndsWith(".parquet", StringComparison.Ordinal):
        ParquetRows.Write(path, int.Parse(count, CultureInfo.InvariantCulture));
        return 0;
    case ["sample-data", var path]:
        await using (var file = new StreamWriter(path)) PurchaseRows.Write(file);
        return 0;
    case ["rows", var path, var count]:
        await using (var file = new StreamWriter(path)) BenchmarkRows.Write(file, int.Parse(count, CultureInfo.InvariantCulture));
        return 0;
    default:
        await Console.Error.WriteLineAsync(Usage);
        return 2;
}
