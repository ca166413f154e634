using System.Globalization;
using System.Text;
using System.Text.Json;
using Loader.Parquet.Tests.Making;

namespace Loader.EndToEnd;

/// <summary>What was rejected is corrected by hand and loaded again with the same mapping, whatever the rows came from.</summary>
public sealed class RejectedRowsTests
{
    private const int Rows = 20;
    private static readonly int[] Bad = [3, 11, 20];
    private static readonly string[] Names = Workplace.Header.Split(',');

    [Theory]
    [InlineData("csv", "rejected.csv")]
    [InlineData("ndjson", "rejected.jsonl")]
    [InlineData("parquet", "rejected.csv")]
    public async Task A_corrected_rejected_file_is_loaded_with_the_same_mapping(string format, string rejected)
    {
        await using var endpoint = await Endpoint.StartAsync();
        using var place = new Workplace();
        place.WriteMapping(endpoint.Url, more: "reject: { negative: = total < 0 }");
        await File.WriteAllBytesAsync(place["rows." + format], Content(format));
        Mend(place["mapping.yaml"], "csv: { path: rows.csv, delimiter: \",\" }", $"{format}: {{ path: rows.{format} }}");
        if (format == "parquet") Mend(place["mapping.yaml"], "created_at: time(\"yyyy-MM-dd HH:mm:ss\", \"UTC\")\n  total: decimal", "{}");

        var first = await LoaderProcess.RunAsync(place.Folder, "run", "mapping.yaml");
        var file = Path.Combine(place.Runs, "orders", rejected);
        Assert.True(first.ExitCode == 3 && File.Exists(file), first.ToString());
        var uncorrected = await File.ReadAllTextAsync(file);
        Mend(file, "-7.25", "7.25");
        var second = await LoaderProcess.RunAsync(
            place.Folder,
            "run",
            "mapping.yaml",
            "--from",
            Path.Combine(".loader", "orders", rejected),
            "--runs",
            "corrected");

        Assert.Equal(Bad.Length, uncorrected.Split("-7.25").Length - 1);
        Assert.True(second.ExitCode == 0, second.ToString());
        Assert.Equal(Enumerable.Range(1, Rows).Select(row => (long)row), endpoint.AnsweredRows.Order());
        Assert.All(Bad, row => Assert.Contains(endpoint.Received.Kept, request => Of(request.Body, row) == "7.25"));
    }

    /// <summary>A column that was not read must not come back as if it had been empty.</summary>
    [Fact]
    public async Task The_rejected_file_of_parquet_has_the_columns_that_were_read_and_no_others()
    {
        await using var endpoint = await Endpoint.StartAsync();
        using var place = new Workplace();
        place.WriteMapping(endpoint.Url, more: "reject: { negative: = total < 0 }");
        await File.WriteAllBytesAsync(place["rows.parquet"], Content("parquet"));
        Mend(place["mapping.yaml"], "csv: { path: rows.csv, delimiter: \",\" }", "parquet: { path: rows.parquet }");
        Mend(place["mapping.yaml"], "created_at: time(\"yyyy-MM-dd HH:mm:ss\", \"UTC\")\n  total: decimal", "{}");
        await LoaderProcess.RunAsync(place.Folder, "run", "mapping.yaml");

        var header = File.ReadLines(Path.Combine(place.Runs, "orders", "rejected.csv")).First().TrimStart('\uFEFF');
        Mend(place["mapping.yaml"], "client_id: = client_id", "client_id: = email");
        var other = await LoaderProcess.RunAsync(place.Folder, "check", "mapping.yaml", "--from", Path.Combine(".loader", "orders", "rejected.csv"));

        Assert.Equal("order_id,created_at,status,client_id,session_id,page_id,total,currency,_row,_code,_reason,_field,_unsent,_load", header);
        Assert.Equal(2, other.ExitCode);
        Assert.Contains("'email'", other.Output, StringComparison.Ordinal);
    }

    private static void Mend(string path, string from, string to) =>
        File.WriteAllText(path, File.ReadAllText(path).Replace(from, to, StringComparison.Ordinal));

    private static string? Of(ReadOnlyMemory<byte> body, int row)
    {
        using var json = JsonDocument.Parse(body);
        return json.RootElement.TryGetProperty("ecommerce", out var sale)
            && sale.GetProperty("transaction_id").GetString() == FormattableString.Invariant($"A{row:D6}")
            ? sale.GetProperty("value").GetRawText()
            : null;
    }

    private static byte[] Content(string format)
    {
        var rows = Enumerable.Range(1, Rows).Select(row =>
        {
            var cells = Workplace.Row(row, row).Split(',');
            if (Bad.Contains(row)) cells[Array.IndexOf(Names, "total")] = "-7.25";
            return cells;
        });
        return format switch
        {
            "csv" => Encoding.UTF8.GetBytes(Workplace.Header + "\n" + string.Concat(rows.Select(cells => string.Join(',', cells) + "\n"))),
            "ndjson" =>
                Encoding.UTF8.GetBytes(
                    string.Concat(
                        rows.Select(cells => JsonSerializer.Serialize(Names.Zip(cells).ToDictionary(cell => cell.First, cell => cell.Second)) + "\n"))),
            _ => TableWriter.File([.. Names.Select(name => new TableColumn(name, TypeOf(name)))], [.. rows.Select(cells => Names.Zip(cells, Typed).ToArray())]),
        };
    }

    private static TableType TypeOf(string name) => name switch { "total" => TableType.Money, "created_at" => TableType.Time, _ => TableType.Text };

    private static object Typed(string name, string cell) => TypeOf(name) switch
    {
        TableType.Money => decimal.Parse(cell, CultureInfo.InvariantCulture),
        TableType.Time => DateTime.ParseExact(cell, "yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture),
        _ => cell,
    };
}
