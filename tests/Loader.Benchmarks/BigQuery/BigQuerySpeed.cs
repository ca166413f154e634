using System.Diagnostics;
using System.Globalization;
using Loader.Mappings.Findings;
using Loader.Mappings.Rows;
using Loader.Sources.BigQuery;
using Loader.Sources.BigQuery.Rest;
using Loader.Sources.BigQuery.Storage;
using Loader.Sources.Remote;
using Loader.Sources.Typed;

namespace Loader.Benchmarks.BigQuery;

/// <summary>
/// A table over both ways side by side, on loopback, every cell touched: rows per second, processor time of the reader, peak memory. Server and readers
/// are processes of their own, and each reading is a process, as a load is one.
/// </summary>
internal static class BigQuerySpeed
{
    private const int Streams = 4;
    private static readonly string[] Ways = ["storage", "rest"];

    public static async Task RunAsync(int rows, int rounds)
    {
        rows = rows / PurchaseTable.MessageRows * PurchaseTable.MessageRows;
        using var server = Start("bigquery-server", Text(rows), Text(Streams));
        try
        {
            var addresses = (await server.StandardOutput.ReadLineAsync())!.Split(' ');
            var measured = Ways.ToDictionary(way => way, _ => new List<Reading>(), StringComparer.Ordinal);
            for (var round = 0; round < rounds; round++)
            {
                // In turns, so that what else the machine does falls on both.
                for (var way = 0; way < Ways.Length; way++) measured[Ways[way]].Add(await MeasureAsync(Ways[way], addresses[way], rows));
            }

            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"{rows:N0} rows x {PurchaseTable.Fields.Count} columns, medians of {rounds} processes each, in turns"));
            foreach (var way in Ways) Console.WriteLine(Line(way, rows, measured[way]));
        }
        finally
        {
            server.Kill();
        }
    }

    /// <summary>Reads once, and prints seconds, processor seconds and megabytes.</summary>
    public static async Task ReadAsync(string way, string address, int rows)
    {
        var fields = PurchaseTable.Fields;
        var table = new TableReference("shop", "crm", "purchases");
        var chunks = new ChunkPool(new(BigQueryField.SchemaOf(fields)), fields.Count);
        var wanted = new RowsWanted { Table = table, Project = "billed", Fields = fields, Rows = rows, Chunks = chunks };
        var clock = Stopwatch.StartNew();
        await using var reader = way == "rest" ? Rest(address, table, wanted) : await StorageAsync(address, wanted);
        var (count, touched) = (0L, 0L);
        var cells = new Value[fields.Count];
        await foreach (var chunk in reader.ReadAsync(1, [.. Enumerable.Range(0, fields.Count)], CancellationToken.None))
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

        if (count != rows || touched == 0) throw new InvalidOperationException($"{count} rows instead of {rows}");
        using var process = Process.GetCurrentProcess();
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{clock.Elapsed.TotalSeconds:F3} {process.TotalProcessorTime.TotalSeconds:F3} {process.PeakWorkingSet64 / 1e6:F0}"));
    }

    private static RestRows Rest(string address, TableReference table, RowsWanted wanted) =>
        new(new(new(address + "/bigquery/v2/"), new NobodySignsIn(), Patience.Default), wanted, PageList.OfTable(table, Place.Of("benchmark")));

    private static async Task<IRowReader> StorageAsync(string address, RowsWanted wanted)
    {
        var (reader, reason) = await new StorageReaders(
            new(address), new NobodySignsIn(), StorageRetry.Default, TimeProvider.System).OpenAsync(wanted, CancellationToken.None);
        return reader ?? throw new InvalidOperationException(reason);
    }

    private static async Task<Reading> MeasureAsync(string way, string address, int rows)
    {
        using var process = Start("bigquery-reader", way, address, Text(rows));
        var parts = (await process.StandardOutput.ReadToEndAsync()).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        return new(Number(parts[0]), Number(parts[1]), Number(parts[2]));
    }

    private static string Line(string way, int rows, List<Reading> readings) => string.Create(
        CultureInfo.InvariantCulture,
        $"{way,-8} {rows / Median(readings, one => one.Seconds),10:N0} rows/s {Median(readings, one => one.Seconds),6:F2} s "
        + $"{Median(readings, one => one.CpuSeconds),6:F2} CPU s ({rows / Median(readings, one => one.CpuSeconds),9:N0} rows a CPU s), peak {readings.Max(one => one.Megabytes):F0} MB");

    private static double Median(List<Reading> readings, Func<Reading, double> of) => readings.Select(of).Order().ElementAt(readings.Count / 2);

    private static Process Start(params string[] arguments) =>
        Process.Start(new ProcessStartInfo(Environment.ProcessPath!, arguments) { RedirectStandardOutput = true })!;

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private sealed record Reading(double Seconds, double CpuSeconds, double Megabytes);

    private sealed class NobodySignsIn : IAccessTokens
    {
        public ValueTask<AccessToken> GetAsync(string? refused, CancellationToken stop) => new(default(AccessToken));
    }
}
