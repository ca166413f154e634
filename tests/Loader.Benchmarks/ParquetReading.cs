using System.Diagnostics;
using System.Globalization;
using Loader.Parquet;
using Loader.Parquet.Schemas;

namespace Loader.Benchmarks;

/// <summary>
/// Reads a Parquet file into rows, every value touched, in one process: rows per second, processor time and peak memory. The usual file has
/// 1,000,000 rows of 12 columns and is written here; others can be compared, such as DuckDB's: <c>COPY (FROM 'rows.csv') TO 'rows.parquet' (FORMAT
/// parquet, COMPRESSION snappy)</c>.
/// </summary>
internal static class ParquetReading
{
    private const int UsualRows = 1_000_000;

    /// <summary>The usual file, written by a process of its own, so that what it took does not count.</summary>
    public static async Task MeasureAsync()
    {
        var path = Path.Combine(Path.GetTempPath(), $"loader-{Guid.NewGuid():N}.parquet");
        try
        {
            using (var writing = Process.Start(
                Environment.ProcessPath!,
                ["rows", path, UsualRows.ToString(CultureInfo.InvariantCulture)])) await writing.WaitForExitAsync();
            await MeasureAsync(path);
        }
        finally
        {
            File.Delete(path);
        }
    }

    public static async Task MeasureAsync(string path)
    {
        await using var file = await ParquetFile.OpenAsync(path);
        var columns = file.Schema.Fields.Count;
        var touched = 0L;
        var clock = Stopwatch.StartNew();
        await foreach (var batch in file.ReadBatchesAsync())
        {
            for (var i = 0; i < batch.Count; i++)
            {
                var row = batch[i];
                for (var column = 0; column < columns; column++) touched += Touch(row[column]);
            }
        }

        using var process = Process.GetCurrentProcess();
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{Path.GetFileName(path)}: {file.RowCount} rows x {columns} columns in {file.RowGroups.Count} row groups, {clock.Elapsed.TotalSeconds:F2} s, "
            + $"{file.RowCount / clock.Elapsed.TotalSeconds:F0} rows/s, {process.TotalProcessorTime.TotalSeconds:F2} CPU s, peak {process.PeakWorkingSet64 / 1e6:F0} MB ({touched})"));
    }

    private static long Touch(Cell cell)
    {
        if (cell.IsNull) return 1;
        if (cell.Field.Kind != FieldKind.Value) return cell.Count;
        return cell.Type!.Kind switch
        {
            ValueKind.Boolean => cell.GetBoolean() ? 1 : 0,
            ValueKind.Integer => (long)cell.GetUInt64(),
            ValueKind.Float => (long)cell.GetDouble(),
            ValueKind.Decimal => cell.GetDecimal().TryToDecimal(out var exact) ? (long)exact : 0,
            ValueKind.Date => cell.GetDate().Days,
            ValueKind.Timestamp => cell.GetTimestamp().Seconds,
            ValueKind.Time => cell.GetTime().Count,
            _ => cell.GetBytes().Count,
        };
    }
}
