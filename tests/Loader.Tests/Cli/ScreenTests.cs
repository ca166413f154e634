using System.Text.RegularExpressions;
using Loader.Running;
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

    [Fact]
    public async Task A_rehearsal_ends_with_a_summary()
    {
        using var folder = new TemporaryFolder();

        var typed = await Typed.RunAsync(Catalogs.Default, _ => null, Typed.Wide, "rehearse", Mapping, "--from", Purchases, "--runs", folder.PathOf("runs"));

        GoldenFile.Verify("golden/rehearse.txt", Measured().Replace((typed with { Talk = "" }).ToString().Replace(folder.FullName, "FOLDER", StringComparison.Ordinal), "N"));
    }

    /// <summary>Numbers that no two runs have in common: speed, seconds, connections that were opened in time.</summary>
    [GeneratedRegex(@"[\d,]+(?= rows/s)|[\d.]+(?= s;)|\d+(?= connections?)", RegexOptions.None, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Measured();

    private static async Task<Typed> CheckedAsync(string mapping, string name)
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder.PathOf(name), mapping.Replace("sample-data/purchases.csv", Purchases, StringComparison.Ordinal));
        var typed = await Typed.RunAsync("check", folder.PathOf(name));
        return typed with
        {
            Output = typed.Output.Replace(folder.FullName, "FOLDER", StringComparison.Ordinal),
            Talk = typed.Talk.Replace(folder.FullName, "FOLDER", StringComparison.Ordinal),
        };
    }
}
