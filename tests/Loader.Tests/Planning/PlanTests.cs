using System.Text.Json.Nodes;
using Loader.Running.Preparing;
using Loader.Tests.Architecture;
using Loader.Tests.Cli;
using Loader.Tests.Reports;
using Loader.Tests.Sources;

namespace Loader.Tests.Planning;

/// <summary>What <c>plan</c> says, beside what a run then does.</summary>
public sealed class PlanTests
{
    [Theory]
    [InlineData("nameless-purchases", "sample-data/purchases.csv")]
    [InlineData("snowplow-orders", "sample-data/snowplow-order-lines.csv")]
    [InlineData("segment-orders", "sample-data/conversions.csv")]
    public async Task Plans_of_the_examples(string mapping, string source)
    {
        using var folder = new TemporaryFolder();

        var typed = await PlanAsync(folder, mapping, source);

        GoldenFile.Verify($"golden/{mapping}.txt", typed.ToString());
    }

    [Theory]
    [InlineData("nameless-purchases", "sample-data/purchases.csv")]
    [InlineData("snowplow-orders", "sample-data/snowplow-order-lines.csv")]
    [InlineData("order-lines", "sample-data/order-lines.csv")]
    [InlineData("refunds", "sample-data/refunds.csv")]
    public async Task A_plan_comes_true(string mapping, string source)
    {
        using var folder = new TemporaryFolder();
        var plan = await JsonAsync(folder, mapping, source);

        var report = JsonNode.Parse((await Typed.RunAsync(
            "rehearse",
            Mapping(mapping),
            "--from",
            Source(source),
            "--runs",
            folder.PathOf("runs"),
            "--json")).Output)!;

        Assert.Equal(Number(report, "counts", "read"), Number(plan, "rows", "read"));
        Assert.Equal(Number(report, "counts", "skipped"), Number(plan, "rows", "skipped"));
        Assert.True(Number(report, "counts", "failed") >= Number(plan, "rows", "failed"), "only the destination can fail more rows");
        Assert.Equal(Number(plan, "rows", "read"), Number(plan, "rows", "to_send") + Number(plan, "rows", "skipped") + Number(plan, "rows", "failed"));
    }

    [Fact]
    public async Task Nothing_is_written_and_no_variable_is_needed()
    {
        using var folder = new TemporaryFolder();

        var typed = await PlanAsync(folder, "nameless-purchases", "sample-data/purchases.csv");

        Assert.Equal(0, typed.ExitCode);
        Assert.False(Directory.Exists(folder.PathOf("runs")));
    }

    [Fact]
    public async Task The_slowest_limit_is_the_time()
    {
        using var folder = new TemporaryFolder();

        var plan = await JsonAsync(folder, "segment-orders", "sample-data/conversions.csv", "--rate", "1 events/s", "--latency", "1s");

        var times = plan["times"]!.AsArray();
        Assert.Equal("1 events/s", times[0]!["limit"]!.GetValue<string>());
        Assert.Equal(Number(plan, "events"), (long)times[0]!["seconds"]!.GetValue<double>());
        Assert.Equal(1, Number(plan, "requests"));
    }

    [Fact]
    public async Task What_earlier_runs_have_settled_is_not_planned_again()
    {
        using var folder = new TemporaryFolder();
        const string rows = "order_id,at,total\n1,2026-03-01T10:00:00Z,1.50\n2,2026-03-01T11:00:00Z,2.50\n3,2026-03-01T12:00:00Z,4.00\n";
        var source = folder.Write("rows.csv", System.Text.Encoding.UTF8.GetBytes(rows));
        await File.WriteAllTextAsync(folder.PathOf("m.yaml"), $$"""
            mapping: m
            from: { csv: { path: '{{source}}' } }
            columns: { total: decimal }
            key: = order_id
            event: { id: = order_id, value: = total, currency: EUR }
            to: { http: { url: http://127.0.0.1:9/ } }

            """);
        await Typed.RunAsync("rehearse", folder.PathOf("m.yaml"), "--limit", "2", "--runs", folder.PathOf("runs"));
        Directory.Move(folder.PathOf("runs/rehearsals/m"), folder.PathOf("runs/m"));

        var plan = JsonNode.Parse((await Typed.RunAsync("plan", folder.PathOf("m.yaml"), "--runs", folder.PathOf("runs"), "--json")).Output)!;

        Assert.Equal((3, 1, 2), (Number(plan, "rows", "read"), Number(plan, "rows", "to_send"), Number(plan, "rows", "settled")));
        Assert.Equal(4.00m, plan["sums"]![0]!["sum"]!.GetValue<decimal>());
        Assert.Equal("EUR", plan["sums"]![0]!["currency"]!.GetValue<string>());
    }

    [Fact]
    public async Task Rows_of_one_key_are_counted_since_their_events_have_one_id()
    {
        using var folder = new TemporaryFolder();
        folder.Write("rows.csv", "order_id,total\n1,1.50\n2,2.50\n1,4.00\n3,5.00\n2,2.50\n1,bad\n"u8.ToArray());
        await File.WriteAllTextAsync(folder.PathOf("m.yaml"), $$"""
            mapping: m
            from: { csv: { path: '{{folder.PathOf("rows.csv")}}' } }
            columns: { total: decimal }
            key: = order_id
            event: { id: = order_id, value: = total }
            to: { http: { url: http://127.0.0.1:9/ } }

            """);

        var plan = JsonNode.Parse((await Typed.RunAsync("plan", folder.PathOf("m.yaml"), "--runs", folder.PathOf("runs"), "--json")).Output)!;

        var note = Assert.Single(plan["notes"]!.AsArray())!.GetValue<string>();
        Assert.StartsWith("2 rows have the key of an earlier row (row 3 is the first): ", note, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_mapping_that_cannot_be_used_is_exit_2()
    {
        Assert.Equal(2, (await Typed.RunAsync("plan", "nowhere.yaml")).ExitCode);
    }

    private static Task<Typed> PlanAsync(TemporaryFolder folder, string mapping, string source, params string[] more) =>
        Typed.RunAsync(Catalogs.Default, _ => null, Typed.Wide, ["plan", Mapping(mapping), "--from", Source(source), "--runs", folder.PathOf("runs"), .. more]);

    private static async Task<JsonNode> JsonAsync(TemporaryFolder folder, string mapping, string source, params string[] more) =>
        JsonNode.Parse((await PlanAsync(folder, mapping, source, [.. more, "--json"])).Output)!;

    private static string Mapping(string name) => Path.Combine(Repository.Root, "mappings", name + ".yaml");

    private static string Source(string name) => Path.Combine(Repository.Root, name);

    private static long Number(JsonNode node, params string[] path) => path.Aggregate(node, (at, name) => at[name]!).GetValue<long>();
}
