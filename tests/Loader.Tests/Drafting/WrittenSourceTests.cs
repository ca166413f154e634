using System.Text;
using System.Text.Json.Nodes;
using Loader.Tests.Cli;
using Loader.Tests.Sources;
using Loader.Tests.Sources.BigQuery.Emulator;

namespace Loader.Tests.Drafting;

/// <summary>First mappings of sources that have no path: <c>from:</c> is written already, in a file with nothing else, and is taken over as it is.</summary>
public sealed class WrittenSourceTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task What_a_query_reads_is_said_before_it_runs_and_its_limit_is_kept()
    {
        await using var emulator = await EmulatorAsync();
        var from = Write(BigQuery(emulator, "max_bytes_billed: 10 MB"));

        var typed = await Typed.RunAsync("init", from, "--to", "http");

        Assert.Equal(0, typed.ExitCode);
        Assert.Equal("10000000", (string?)emulator.Inserted.Single()["configuration"]!["query"]!["maximumBytesBilled"]);
        var cost = typed.Talk.IndexOf("the query reads at most 1,234,567 bytes", StringComparison.Ordinal);
        var rows = typed.Talk.IndexOf("2 rows read", StringComparison.Ordinal);
        Assert.True(cost >= 0 && cost < rows, typed.Talk);
        Assert.Contains("max_bytes_billed: 10 MB\n\nkey: = order_id", typed.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("columns:", typed.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_query_that_is_billed_does_not_run_without_a_limit()
    {
        await using var emulator = await EmulatorAsync();

        var typed = await Typed.RunAsync("init", Write(BigQuery(emulator, "allow_empty: false")), "--to", "http");

        Assert.Equal(2, typed.ExitCode);
        Assert.Empty(emulator.Inserted);
        Assert.Empty(typed.Output);
        Assert.Contains("the query reads at most 1,234,567 bytes", typed.Talk, StringComparison.Ordinal);
        Assert.EndsWith(
            "loader: reading the rows is billed, so nothing was read\n  hint: say in from how much it may be: max_bytes_billed: 1 GB\n",
            typed.Talk,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_table_is_read_without_a_limit_since_it_costs_no_query()
    {
        await using var emulator = await EmulatorAsync();
        emulator.Tables["billed.shop.orders"] = Orders();

        var from = Write(BigQuery(emulator, "allow_empty: false").Replace("query: SELECT 1", "table: shop.orders", StringComparison.Ordinal));

        var typed = await Typed.RunAsync("init", from, "--to", "http");

        Assert.Equal(0, typed.ExitCode);
        Assert.Empty(emulator.Inserted);
        Assert.Contains("total: = total\n", typed.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_other_parts_of_the_file_may_be_there_half_written_and_its_name_is_kept()
    {
        folder.Write("rows.csv", "order_id|total\nA1|12.50\nA2|NULL\n"u8.ToArray());
        var from = Write($$"""
            key: order_id
            from: { csv: { path: "{{folder.PathOf("rows.csv")}}",
                    delimiter: "|" } }
            mapping: crm
            event: later
            """);

        var typed = await Typed.RunAsync("init", from, "--to", "http");

        Assert.Equal(0, typed.ExitCode);
        Assert.Contains(
            "mapping: crm-http\n\n# DECIDE: texts that stand for nothing were found; add to from: nulls: ['', 'NULL']\nfrom: { csv: {",
            typed.Output,
            StringComparison.Ordinal);
        Assert.Contains("        delimiter: \"|\" } }\n\ncolumns:", typed.Output, StringComparison.Ordinal);
        Assert.Contains("1. from: texts that stand for nothing were found; add nulls: ['', 'NULL']", typed.Talk, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{ from: { csv: { path: rows.csv } } }", "'from' does not begin a line of")]
    [InlineData("to: { http: }", "MAP002: 'from' is missing")]
    [InlineData("from: { sql: { query: a } }", "there is no source 'sql'")]
    [InlineData("from: { csv: { path: rows.csv, delimeter: x } }", "did you mean 'delimiter'?")]
    public async Task A_source_that_cannot_be_taken_over_is_refused(string text, string said)
    {
        folder.Write("rows.csv", "id\n1\n"u8.ToArray());
        var typed = await Typed.RunAsync("init", Write(text.Replace("rows.csv", folder.PathOf("rows.csv"), StringComparison.Ordinal)), "--to", "http");

        Assert.Equal(2, typed.ExitCode);
        Assert.Empty(typed.Output);
        Assert.Contains(said, typed.Talk, StringComparison.Ordinal);
    }

    private static async Task<BigQueryEmulator> EmulatorAsync()
    {
        var emulator = await BigQueryEmulator.StartAsync();
        emulator.Result = _ => Orders();
        return emulator;
    }

    private static EmulatedTable Orders() => EmulatedTable.Of(
        "order_id STRING, total NUMERIC, created_at TIMESTAMP", new JsonArray("A1", "12.5", "1772359200000001"), new JsonArray("A2", "3", "1772359200000002"));

    private static string BigQuery(BigQueryEmulator emulator, string further) =>
        $"from:\n  bigquery:\n    project: billed\n    endpoint: {emulator.Address}\n    query: SELECT 1\n    {further}\n";

    private string Write(string text) => folder.Write("from.yaml", Encoding.UTF8.GetBytes(text));
}
