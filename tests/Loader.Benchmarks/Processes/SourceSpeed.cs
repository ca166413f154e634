using System.Diagnostics;
using System.Globalization;
using System.IO.Compression;
using System.Text.Json;
using Loader.Benchmarks.Generation;
using Loader.Mappings.Rows;
using Loader.Options;
using Loader.Running.Preparing;
using Loader.Sources;
using Loader.Tests.Sources;
using Loader.Tests.Sources.Postgres;
using Loader.Tests.Sources.Xlsx;
using Npgsql;

namespace Loader.Benchmarks.Processes;

/// <summary>
/// The same rows in every form that rows come in, read to their end by a process of their own, every cell made a value: rows a second, processor
/// time, peak memory. Workbooks have a fifth of the rows. PostgreSQL takes part where its programs are.
/// </summary>
internal static class SourceSpeed
{
    private const int LeastWorkbook = 5;
    private const string Table = "create table rows (order_id text, created_at timestamptz, client_id text, session_id text, page_id text, email text, value numeric(12, 2), "
        + "currency text, country text, source text, quantity int, page_path text)";

    public static async Task RunAsync(int rows, int rounds)
    {
        var folder = Directory.CreateTempSubdirectory("loader-sources-").FullName;
        try
        {
            using var postgres = PostgresCluster.Programs is null ? null : new PostgresCluster();
            var forms = await MakeAsync(folder, rows, postgres);
            Console.WriteLine("form              MB      rows   rows/s by the clock   CPU s per million   peak MB");
            var runs = forms.ToDictionary(form => form.Path, _ => new List<MeasuredRun>());
            for (var round = 0; round < rounds; round++)
            {
                foreach (var (path, _) in forms) runs[path].Add(await MeasuredRun.OfAsync(Environment.ProcessPath!, ["read", path], folder));
            }

            foreach (var (path, count) in forms) Console.WriteLine(Line(path, count, runs[path]));
            if (postgres is null) Console.WriteLine("postgres: not installed here");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Reads all rows of a source, or of a mapping's source, and says how many there were and how long that took.</summary>
    public static async Task<int> ReadAsync(string path)
    {
        await using var source = await NamedSource.OpenAsync(path, null, SourceCatalog.Default, OptionContext.OfProcess([]), CancellationToken.None);
        if (source is null) return 1;
        var cells = new Value[source.Schema.Columns.Count];
        int[] columns = [.. Enumerable.Range(0, cells.Length)];
        var (rows, nulls) = (0L, 0L);
        var clock = Stopwatch.StartNew();
        await foreach (var chunk in source.ReadAsync(1, columns, CancellationToken.None))
        {
            using (chunk)
            {
                for (var i = 0; i < chunk.Count; i++)
                {
                    chunk.Read(i, cells);
                    foreach (ref readonly var cell in cells.AsSpan())
                    {
                        if (cell.IsNull) nulls++;
                    }
                }

                rows += chunk.Count;
            }
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{rows} {clock.Elapsed.TotalSeconds:F4} {nulls}"));
        return 0;
    }

    private static string Line(string path, int count, List<MeasuredRun> runs)
    {
        var failed = runs.Find(run => run.ExitCode != 0 || !run.Output.StartsWith(FormattableString.Invariant($"{count} "), StringComparison.Ordinal));
        if (failed is not null) return $"{Path.GetFileName(path)}: {failed.Output}";
        var seconds = Median(runs.Select(run => double.Parse(run.Output.Split(' ')[1], CultureInfo.InvariantCulture)));
        var cpu = Median(runs.Select(run => run.Cpu.TotalSeconds)) * 1_000_000 / count;
        var size = path.EndsWith(".yaml", StringComparison.Ordinal) ? "" : (new FileInfo(path).Length / 1e6).ToString("0", CultureInfo.InvariantCulture);
        var name = path.EndsWith(".yaml", StringComparison.Ordinal) ? "postgres" : Path.GetFileName(path)["rows.".Length..];
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{name,-12} {size,7} {count,9} {count / seconds,21:N0} {cpu,19:F2} {runs.Max(run => run.PeakBytes) / 1e6,9:F0}");
    }

    private static double Median(IEnumerable<double> figures) => figures.Order().ToList() is var sorted ? sorted[sorted.Count / 2] : 0;

    private static async Task<List<(string Path, int Rows)>> MakeAsync(string folder, int rows, PostgresCluster? postgres)
    {
        string Of(string form) => Path.Combine(folder, "rows." + form);
        await using (var csv = new StreamWriter(Of("csv"))) BenchmarkRows.Write(csv, rows);
        ParquetRows.Write(Of("parquet"), rows);
        await WriteNdjsonAsync(Of("csv"), Of("ndjson"));
        await PackAsync(Of("csv"), Of("csv.gz"), file => new GZipStream(file, CompressionLevel.Optimal));
        await PackAsync(Of("csv"), Of("csv.zst"), file => new StoredZstd(file));
        await PackAsync(Of("ndjson"), Of("ndjson.gz"), file => new GZipStream(file, CompressionLevel.Optimal));
        var sheet = Cells(Of("csv")).Take((rows / LeastWorkbook) + 1).Select((cells, i) => i == 0
            ? cells
            : [.. cells.Select((cell, column) => column is 6 or 10 ? "#" + cell : cell)]);
        await File.WriteAllBytesAsync(Of("xlsx"), new Workbook().Sheet("Orders", [.. sheet]).Bytes());
        List<(string, int)> forms =
        [
            (Of("csv"), rows), (Of("csv.gz"), rows), (Of("csv.zst"), rows), (Of("ndjson"), rows), (Of("ndjson.gz"), rows), (Of("parquet"), rows), (Of("xlsx"), rows / LeastWorkbook),
        ];
        if (postgres is null) return forms;

        postgres.Execute(Table);
        await using (var connection = new NpgsqlConnection(postgres.Connection + ";Pooling=false"))
        {
            await connection.OpenAsync();
            await using var copy = await connection.BeginTextImportAsync("copy rows from stdin (format csv, header)");
            using var csv = new StreamReader(Of("csv"));
            while (await csv.ReadLineAsync() is { } line) await copy.WriteAsync(line + "\n");
        }

        Environment.SetEnvironmentVariable("LOADER_BENCHMARK_PG", postgres.Connection);
        var mapping = Path.Combine(folder, "postgres.yaml");
        await File.WriteAllTextAsync(mapping, "mapping: rows\nfrom:\n  postgres: { connection: \"${LOADER_BENCHMARK_PG}\", query: select * from rows "
            + "order by order_id }\nkey: = order_id\nevent: { id: = order_id }\nto: { http: { url: \"http://127.0.0.1:9/\" } }\n");
        return [.. forms, (mapping, rows)];
    }

    /// <summary>The numbers of the CSV file are numbers.</summary>
    private static async Task WriteNdjsonAsync(string csv, string path)
    {
        await using var file = File.Create(path);
        await using var json = new Utf8JsonWriter(file);
        string?[]? names = null;
        foreach (var cells in Cells(csv))
        {
            if (names is null)
            {
                names = cells;
                continue;
            }

            json.WriteStartObject();
            for (var i = 0; i < cells.Length; i++)
            {
                json.WritePropertyName(names[i]!);
                if (i is 6 or 10) json.WriteRawValue(cells[i]!);
                else json.WriteStringValue(cells[i]);
            }

            json.WriteEndObject();
            await json.FlushAsync();
            json.Reset();
            file.WriteByte((byte)'\n');
        }
    }

    private static IEnumerable<string?[]> Cells(string csv) => ParquetRows.Records(File.ReadAllText(csv)).Select(cells => (string?[])[.. cells]);

    private static async Task PackAsync(string from, string to, Func<Stream, Stream> pack)
    {
        await using var source = File.OpenRead(from);
        await using var file = File.Create(to);
        await using var packed = pack(file);
        await source.CopyToAsync(packed);
    }
}
