using System.Text.RegularExpressions;
using Loader.Running.Preparing;
using Loader.Tests.Architecture;
using Loader.Tests.Reports;
using Loader.Tests.Sources;

namespace Loader.Tests.Cli;

/// <summary>What a person sees, word for word, in <c>golden/</c>.</summary>
public sealed partial class ScreenTests
{
    private static readonly string Mapping = Path.Combine(Repository.Root, "mappings", "nameless-purchases.yaml");
    private static readonly string Purchases = Path.Combine(Repository.Root, "sample-data", "purchases.csv");

    [Theory]
    [InlineData("help", "--help")]
    [InlineData("help-run", "run", "--help")]
    [InlineData("help-rehearse", "rehearse", "--help")]
    [InlineData("help-check", "check", "--help")]
    [InlineData("help-preview", "preview", "--help")]
    [InlineData("help-explain", "explain", "--help")]
    [InlineData("help-functions", "functions", "--help")]
    [InlineData("help-sources", "sources", "--help")]
    [InlineData("help-destinations", "destinations", "--help")]
    [InlineData("functions", "functions")]
    [InlineData("functions-round", "functions", "round")]
    [InlineData("functions-unknown", "functions", "roud")]
    [InlineData("sources", "sources")]
    [InlineData("destinations", "destinations")]
    [InlineData("explain", "explain", "ROW001")]
    [InlineData("explain-destination-code", "explain", "orphan_event_session")]
    [InlineData("explain-near", "explain", "ROW0001")]
    [InlineData("explain-family", "explain", "row99")]
    [InlineData("explain-unknown", "explain", "nonsense")]
    public async Task Reference(string name, params string[] words)
    {
        var typed = await Typed.RunAsync(words);

        GoldenFile.Verify($"golden/{name}.txt", typed.ToString());
    }

    [Fact]
    public async Task The_version_is_one_line()
    {
        var typed = await Typed.RunAsync("--version");

        Assert.Equal((0, ""), (typed.ExitCode, typed.Talk));
        Assert.Matches(@"^loader \d+\.\d+\.\d+\n$", typed.Output);
    }

    [Fact]
    public async Task Check_says_that_a_good_mapping_is_good() =>
        GoldenFile.Verify("golden/check-good.txt", (await CheckedAsync(await File.ReadAllTextAsync(Mapping), "good.yaml")).ToString());

    [Fact]
    public async Task Check_says_everything_that_is_wrong_at_once()
    {
        var text = await File.ReadAllTextAsync(Mapping);
        var bad = text
            .Replace("status != \"paid\"", "statsu != \"paid\"", StringComparison.Ordinal)
            .Replace("currency | upper", "currency | uper", StringComparison.Ordinal)
            .Replace("attempts: 8", "attemps: 8", StringComparison.Ordinal)
            .Replace("  page_id: = page_id\n", "", StringComparison.Ordinal);

        GoldenFile.Verify("golden/check-bad.txt", (await CheckedAsync(bad, "bad.yaml")).ToString());
    }

    [Fact]
    public async Task Preview_shows_payloads() =>
        GoldenFile.Verify("golden/preview.txt", (await Typed.RunAsync("preview", Mapping, "--from", Purchases, "--rows", "2")).ToString());

    [Theory]
    [InlineData("explain-row", "nameless-purchases.yaml", "purchases.csv", "1")]
    [InlineData("explain-row-values", "nameless-purchases.yaml", "purchases.csv", "1", "--show-values")]
    [InlineData("explain-row-group", "order-lines.yaml", "order-lines.csv", "3", "--show-values")]
    [InlineData("explain-row-events", "refunds.yaml", "refunds.csv", "3", "--show-values")]
    [InlineData("explain-row-missing", "refunds.yaml", "refunds.csv", "99999")]
    public async Task Explain_follows_a_row(string golden, string mapping, string rows, string row, params string[] flags)
    {
        var typed = await Typed.RunAsync([
            "explain",
            Path.Combine(Repository.Root, "mappings", mapping),
            "--from",
            Path.Combine(Repository.Root, "sample-data", rows),
            "--row",
            row,
            .. flags,
        ]);

        GoldenFile.Verify($"golden/{golden}.txt", typed.ToString());
    }

    [Theory]
    [InlineData("explain-skipped", "status: open", "A1,open,12.50,")]
    [InlineData("explain-rejected", "a negative total", "A1,paid,-1,")]
    [InlineData("explain-failed", "no number", "A1,paid,twelve,")]
    [InlineData("explain-defaulted", "an empty quantity", "A1,paid,12.50,")]
    public async Task Explain_says_why_there_is_no_event(string golden, string about, string row)
    {
        using var folder = new TemporaryFolder();
        folder.Write("rows.csv", System.Text.Encoding.UTF8.GetBytes($"id,status,total,quantity\n{row}\n"));
        var mapping = folder.Write("m.yaml", System.Text.Encoding.UTF8.GetBytes($$"""
            # {{about}}
            from: { csv: { path: {{folder.PathOf("rows.csv")}} } }
            columns: { total: decimal, quantity: { type: integer, default: 1 } }
            let: { net: '= round(total / 1.22, 2)' }
            key: = id
            skip: { open: = status == "open" }
            reject: { negative: = total < 0 }
            event: { total: = net, quantity: = quantity, first: '= sum(map([1, 2], item * quantity))' }
            to: { http: { url: "https://hooks.shop.example/orders" } }
            """));

        var typed = await Typed.RunAsync("explain", mapping, "--row", "1");

        GoldenFile.Verify($"golden/{golden}.txt", folder.Hide(typed.ToString()));
    }

    [Theory]
    [InlineData("A1,twelve\nA2,a lot\n", 3)]
    [InlineData("A1,twelve\nA2,2\n", 0)]
    public async Task Preview_fails_when_every_row_does(string rows, int exit)
    {
        using var folder = new TemporaryFolder();
        folder.Write("rows.csv", System.Text.Encoding.UTF8.GetBytes("id,total\n" + rows));
        var mapping = folder.Write("m.yaml", System.Text.Encoding.UTF8.GetBytes(
            $"from: {{ csv: {{ path: {folder.PathOf("rows.csv")} }} }}\ncolumns: {{ total: decimal }}\nkey: = id\nevent: {{ total: = total }}\nto: {{ http: {{ url: \"https://hooks.shop.example/orders\" }} }}\n"));

        Assert.Equal(exit, (await Typed.RunAsync("preview", mapping)).ExitCode);
    }

    [Fact]
    public async Task A_rehearsal_ends_with_a_summary()
    {
        using var folder = new TemporaryFolder();

        var typed = await Typed.RunAsync(Catalogs.Default, _ => null, Typed.Wide, "rehearse", Mapping, "--from", Purchases, "--runs", folder.PathOf("runs"));

        GoldenFile.Verify(
            "golden/rehearse.txt",
            Measured().Replace(folder.Hide((typed with { Talk = "" }).ToString()), "N"));
    }

    /// <summary>Numbers that no two runs have in common: speed, seconds, connections that were opened in time.</summary>
    [GeneratedRegex(@"[\d,]+(?= rows/s)|[\d.]+(?= s;)|\d+(?= connections?)", RegexOptions.None, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Measured();

    private static async Task<Typed> CheckedAsync(string mapping, string name)
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder.PathOf(name), mapping.Replace("sample-data/purchases.csv", Purchases, StringComparison.Ordinal));
        var typed = await Typed.RunAsync("check", folder.PathOf(name));
        return typed with { Output = folder.Hide(typed.Output), Talk = folder.Hide(typed.Talk) };
    }
}
