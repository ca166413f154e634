using System.Globalization;
using Loader.Parquet.Tests.Making;

namespace Loader.Benchmarks.Generation;

/// <summary>
/// Generated rows as Parquet, with the types that a warehouse would give them; Snappy, ten row groups of a large file. Same rows, same bytes.
/// </summary>
internal static class ParquetRows
{
    private const int LeastGroup = 100_000;
    private static readonly TimeZoneInfo Rome = TimeZoneInfo.FindSystemTimeZoneById("Europe/Rome");

    /// <summary>The rows of the benchmarks.</summary>
    public static void Write(string path, int rows)
    {
        using var text = new StringWriter();
        BenchmarkRows.Write(text, rows);
        Write(path, text.ToString(), rows);
    }

    /// <summary>The first rows of a CSV text whose cells are what their column is: a warehouse has no others.</summary>
    /// <param name="withLines">Whether each order has its lines, as a list: of as many pieces as <c>items</c> says, worth its total.</param>
    public static void Write(string path, string csv, int most, bool withLines = false)
    {
        using var records = Records(csv).GetEnumerator();
        records.MoveNext();
        var names = records.Current;
        using var file = File.Create(path);
        TableColumn[] columns = [.. names.Select(name => new TableColumn(name, TypeOf(name)))];
        using var table = new TableWriter(file, TableWriter.Snappy, withLines ? [.. columns, OrderLines.Column] : columns);
        var chance = new Seeded(OrderLines.Seed);
        var group = new List<object?[]>();
        for (var left = most; left > 0 && records.MoveNext();)
        {
            if (Typed(names, records.Current) is not { } row) continue;
            group.Add(withLines ? [.. row, OrderLines.Of((decimal)row[names.IndexOf("total")]!, (long)row[names.IndexOf("items")]!, chance)] : row);
            left--;
            if (group.Count < Math.Max(LeastGroup, most / 10)) continue;
            table.Add(group);
            group.Clear();
        }

        if (group.Count > 0) table.Add(group);
    }

    private static TableType TypeOf(string name) => name switch
    {
        "created_at" => TableType.Time,
        "total" or "value" => TableType.Money,
        "items" or "quantity" => TableType.Integer,
        _ => TableType.Text,
    };

    private static object?[]? Typed(List<string> names, List<string> cells)
    {
        if (cells.Count != names.Count || cells[0].Length == 0) return null;
        var row = new object?[cells.Count];
        for (var i = 0; i < row.Length; i++)
        {
            if (cells[i] is "" or "NULL") continue;
            row[i] = TypeOf(names[i]) switch
            {
                TableType.Time => Instant(cells[i]),
                TableType.Money => decimal.TryParse(cells[i], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var money) ? money : null,
                TableType.Integer => long.TryParse(cells[i], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null,
                _ => cells[i],
            };
            if (row[i] is null) return null;
        }

        return row;
    }

    /// <summary>An instant as it is written, or the time of a clock in Rome.</summary>
    private static object? Instant(string text)
    {
        if (DateTime.TryParseExact(
            text,
            "yyyy-MM-ddTHH:mm:ssZ",
            CultureInfo.InvariantCulture,
            DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal,
            out var instant)) return instant;
        if (!DateTime.TryParseExact(text, "yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture, DateTimeStyles.None, out var local)) return null;
        return Rome.IsInvalidTime(local) || Rome.IsAmbiguousTime(local) ? null : TimeZoneInfo.ConvertTimeToUtc(local, Rome);
    }

    internal static IEnumerable<List<string>> Records(string csv)
    {
        var (record, cell, quoted) = (new List<string>(), new System.Text.StringBuilder(), false);
        for (var i = 0; i < csv.Length; i++)
        {
            switch (csv[i])
            {
                case '"' when quoted && i + 1 < csv.Length && csv[i + 1] == '"':
                    cell.Append('"');
                    i++;
                    break;
                case '"': quoted = !quoted; break;
                case ',' when !quoted: End(); break;
                case '\n' when !quoted:
                    End();
                    yield return record;
                    record = [];
                    break;
                case '\r' when !quoted: break;
                case var other: cell.Append(other); break;
            }
        }

        void End()
        {
            record.Add(cell.ToString());
            cell.Clear();
        }
    }
}
