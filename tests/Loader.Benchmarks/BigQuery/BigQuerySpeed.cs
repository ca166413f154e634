using System.Diagnostics;
using System.Globalization;
using Loader.Mappings.Rows;
using Loader.Sources.BigQuery;
using Loader.Sources.BigQuery.Storage;

namespace Loader.Benchmarks.BigQuery;

/// <summary>
/// A table through the Storage Read API, on loopback, every cell touched: rows per second, processor time of the reader, peak memory.
/// The server is a process of its own.
/// </summary>
internal static class BigQuerySpeed
{
    private const int Streams = 4;

    public static async Task RunAsync(int rows)
    {
        rows = rows / PurchaseTable.MessageRows * PurchaseTable.MessageRows;
        using var server = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, ["bigquery-server", Text(rows), Text(Streams)]) { RedirectStandardOutput = true })!;
        try
        {
            await ReadAsync(new((await server.StandardOutput.ReadLineAsync())!), rows);
        }
        finally
        {
            server.Kill();
        }
    }

    private static async Task ReadAsync(Uri address, int rows)
    {
        var fields = PurchaseTable.Fields;
        var wanted = new RowsWanted { Table = new("shop", "crm", "purchases"), Project = "billed", Fields = fields, Rows = rows, Chunks = new(new(BigQueryField.SchemaOf(fields)), fields.Count) };
        var readers = new StorageReaders(address, new NobodySignsIn(), StorageRetry.Default, TimeProvider.System);
        var (reader, reason) = await readers.OpenAsync(wanted, CancellationToken.None);
        await using var open = reader ?? throw new InvalidOperationException(reason);
        for (var round = 1; round <= 3; round++) await MeasureAsync(open, fields.Count);
    }

    private static async Task MeasureAsync(IRowReader reader, int columns)
    {
        using var process = Process.GetCurrentProcess();
        var before = process.TotalProcessorTime;
        var clock = Stopwatch.StartNew();
        var (count, touched) = (0L, 0L);
        var cells = new Value[columns];
        await foreach (var chunk in reader.ReadAsync(1, [.. Enumerable.Range(0, columns)], CancellationToken.None))
        {
            using (chunk)
            {
                for (var i = 0; i < chunk.Count; i++)
                {
                    chunk.Read(i, cells);
                    foreach (var cell in cells) touched += (int)cell.Kind;
                }

                count += chunk.Count;
            }
        }

        process.Refresh();
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"storage: {count:N0} rows x {columns} columns, {count / clock.Elapsed.TotalSeconds:N0} rows/s, {clock.Elapsed.TotalSeconds:F2} s, "
            + $"{(process.TotalProcessorTime - before).TotalSeconds:F2} CPU s, peak {process.PeakWorkingSet64 / 1e6:F0} MB ({touched})"));
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private sealed class NobodySignsIn : IAccessTokens
    {
        public ValueTask<AccessToken> GetAsync(string? refused, CancellationToken stop) => new(default(AccessToken));
    }
}
