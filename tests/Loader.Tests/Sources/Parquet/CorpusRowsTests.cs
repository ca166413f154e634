using System.Text.Json;
using System.Text.RegularExpressions;
using Loader.Tests.Architecture;
using Screen = Loader.Tests.Cli.Typed;

namespace Loader.Tests.Sources.Parquet;

/// <summary>
/// <c>loader rows</c> shows every row of the conformance corpus as its README says. Two differences are meant: a time without zone has no Z (it is
/// no instant until a mapping says the zone), and the nanoseconds of an INT96 are not cut off.
/// </summary>
public sealed partial class CorpusRowsTests
{
    private static readonly string Corpus = Path.Combine(Repository.Root, "tests", "Loader.Parquet.Tests", "corpus");

    public static TheoryData<string> Readable =>
        [.. Entries().Where(entry => entry.GetProperty("expect").GetString() == "rows").Select(entry => entry.GetProperty("file").GetString()!)];

    [Theory]
    [MemberData(nameof(Readable))]
    public async Task Rows_are_shown_with_every_digit_of_the_file(string file)
    {
        var entry = Entries().Single(one => one.GetProperty("file").GetString() == file);
        var expected = await File.ReadAllLinesAsync(Path.Combine(Corpus, entry.GetProperty("expected").GetString()!));

        var typed = await Screen.RunAsync("rows", Path.Combine(Corpus, file), "--format", "parquet", "--limit", "200");

        if (expected.Length == 0)
        {
            Assert.Contains("PQT003", typed.Talk, StringComparison.Ordinal);
            return;
        }

        var shown = typed.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        for (var i = 0; i < Math.Min(expected.Length, shown.Length); i++) Assert.Equal(Plain(expected[i], entry), Plain(shown[i], entry));
        Assert.Equal(expected.Length, shown.Length);
        Assert.Equal((0, ""), (typed.ExitCode, typed.Talk));
    }

    private static JsonElement[] Entries() => JsonSerializer.Deserialize<JsonElement[]>(File.ReadAllBytes(Path.Combine(Corpus, "index.json")))!;

    private static string Plain(string line, JsonElement entry)
    {
        var columns = entry.TryGetProperty("columns", out var described) ? described.GetRawText() : "";
        if (columns.Contains("utc=false", StringComparison.OrdinalIgnoreCase)) line = Zulu().Replace(line, "$1\"");
        return columns.Contains("INT96", StringComparison.Ordinal) ? Nanoseconds().Replace(line, "$1Z\"") : line;
    }

    [GeneratedRegex("""(T\d\d:\d\d:\d\d\.\d+)Z["]""")]
    private static partial Regex Zulu();

    [GeneratedRegex("""(T\d\d:\d\d:\d\d\.\d{6})\d{3}Z["]""")]
    private static partial Regex Nanoseconds();
}
