using Loader.Sources.Bytes;

namespace Loader.Tests.Sources.Bytes;

/// <summary>What folders and patterns stand for.</summary>
public sealed class FilePatternTests : IDisposable
{
    private static readonly string[] Files =
    [
        "a.csv", "b.csv.gz", "B.csv", ".hidden.csv", "_SUCCESS", "2026-01/p_1.csv", "2026-01/p_2.csv", "2026-02/p_10.csv", "2026-02/deep/p_3.csv", ".git/p_4.csv",
    ];

    private readonly TemporaryFolder folder = new();

    public FilePatternTests()
    {
        foreach (var file in Files)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(folder.PathOf(file))!);
            folder.Write(file, []);
        }
    }

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("*.csv", "B.csv a.csv")]
    [InlineData("?.csv", "B.csv a.csv")]
    [InlineData("*", "B.csv _SUCCESS a.csv b.csv.gz")]
    [InlineData(".*", ".hidden.csv")]
    [InlineData("2026-*/p_*.csv", "2026-01/p_1.csv 2026-01/p_2.csv 2026-02/p_10.csv")]
    [InlineData("2026-0?/p_?.csv", "2026-01/p_1.csv 2026-01/p_2.csv")]
    [InlineData("**/p_*.csv", "2026-01/p_1.csv 2026-01/p_2.csv 2026-02/deep/p_3.csv 2026-02/p_10.csv")]
    [InlineData("2026-02/**", "2026-02/deep/p_3.csv 2026-02/p_10.csv")]
    [InlineData("**/deep/*", "2026-02/deep/p_3.csv")]
    [InlineData("2026-*/deep/*.csv", "2026-02/deep/p_3.csv")]
    [InlineData("*/deep", "")]
    [InlineData("nothing/*.csv", "")]
    [InlineData("*.CSV", "")]
    public void A_pattern_stands_for_files_in_ordinal_order(string pattern, string expected) =>
        Assert.Equal(expected, string.Join(' ', FilePattern.Matches(folder.PathOf(pattern)).Select(Name)));

    [Fact]
    public void A_folder_stands_for_its_own_files_without_those_that_are_no_data() =>
        Assert.Equal("B.csv a.csv b.csv.gz", string.Join(' ', FilePattern.InFolder(folder.PathOf("")).Select(Name)));

    [Fact]
    public void A_link_that_leads_back_gives_no_file_twice_and_one_that_is_named_is_followed()
    {
        if (OperatingSystem.IsWindows()) return;
        Directory.CreateSymbolicLink(folder.PathOf("2026-01/back"), folder.PathOf(""));
        Directory.CreateSymbolicLink(folder.PathOf("2026-02/again"), folder.PathOf("2026-02"));

        Assert.Equal(
            "2026-01/p_1.csv 2026-01/p_2.csv 2026-02/deep/p_3.csv 2026-02/p_10.csv",
            string.Join(' ', FilePattern.Matches(folder.PathOf("**/p_*.csv")).Select(Name)));
        Assert.Equal("2026-02/again/p_10.csv", string.Join(' ', FilePattern.Matches(folder.PathOf("2026-02/again/p_*.csv")).Select(Name)));
    }

    [Theory]
    [InlineData("exports/*.csv", "exports/a.csv", true)]
    [InlineData("exports/*.csv", "exports/2026/a.csv", false)]
    [InlineData("exports/**", "exports/2026/01/a.csv", true)]
    [InlineData("exports/**/a.csv", "exports/a.csv", true)]
    [InlineData("exports/**/a.csv", "exports/2026/01/a.csv", true)]
    [InlineData("exports/**/a.csv", "imports/a.csv", false)]
    [InlineData("exports/2026-??/a.csv", "exports/2026-01/a.csv", true)]
    [InlineData("exports/2026-??/a.csv", "exports/2026-1/a.csv", false)]
    [InlineData("a.csv", "a.csv", true)]
    public void Names_in_a_store_match_as_paths_do(string pattern, string name, bool isMatch) => Assert.Equal(isMatch, FilePattern.IsMatch(pattern, name));

    private string Name(string path) => Path.GetRelativePath(folder.PathOf(""), path).Replace('\\', '/');
}
