using System.Text;
using Loader.Sources;
using Loader.Sources.Csv;

namespace Loader.Tests.Sources.Csv;

/// <summary>What a file says of itself where no setting does: <c>check</c> tells it, <c>init</c> writes it down.</summary>
public sealed class CsvDetectionTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("a;b\n1;2\n", "delimiter=; a semicolon stands between cells")]
    [InlineData("a\tb\n1\t2\n", "delimiter=tab a tab stands between cells")]
    [InlineData("sep=|\na|b\n1|2\n", "delimiter=| the first line says 'sep=|', so a pipe stands between cells")]
    [InlineData("a\n1\n", "delimiter=, every row has one cell: no delimiter fits")]
    public async Task The_delimiter_is_told_with_how_it_was_found(string text, string expected) =>
        Assert.Equal(expected, Shown((await DetectedAsync(text)).Single(found => found.Setting == "delimiter")));

    [Theory]
    [InlineData(false, "à;b\nè;2\n", "encoding=utf-8 the text is utf-8: it has no byte order mark")]
    [InlineData(true, "a;b\n1;2\n", "encoding=utf-16 the text is utf-16: it has its byte order mark")]
    [InlineData(false, "a;b\n1;2\n", null)]
    public async Task The_encoding_is_told_where_it_makes_a_difference(bool isWide, string text, string? expected)
    {
        var encoding = isWide ? Encoding.Unicode : new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);

        var detected = await DetectedAsync(text, encoding: encoding);

        Assert.Equal(expected, detected.Where(found => found.Setting == "encoding").Select(Shown).SingleOrDefault());
    }

    [Theory]
    [InlineData("1,5;2,25", true, "decimal(\",\")")]
    [InlineData("1.234,50;12,00", true, "decimal(\",\", \".\")")]
    [InlineData("-3,5;7", true, "decimal(\",\")")]
    [InlineData(";0,10", true, "decimal(\",\")")]
    [InlineData("1,234;5,678", false, null)] // may be thousands
    [InlineData("1;2", false, null)]
    [InlineData("1,5;2.5", false, null)]
    [InlineData("1,5;none", false, null)]
    public async Task Columns_with_decimal_commas_are_told_only_where_no_other_reading_is_possible(string cells, bool isTold, string? function)
    {
        var rows = string.Concat(cells.Split(';').Select(cell => $"x;{cell}\n"));

        var told = (await DetectedAsync("id;total\n" + rows)).SingleOrDefault(found => found.Setting.StartsWith("columns.", StringComparison.Ordinal));

        Assert.Equal(isTold, told is not null);
        Assert.Equal(function, told?.Value);
        if (told is not null) Assert.Equal("columns.total", told.Setting);
    }

    [Fact]
    public async Task A_few_cells_that_are_no_numbers_hide_no_decimal_comma()
    {
        var rows = string.Concat(Enumerable.Range(0, 20).Select(number => $"x;{(number == 7 ? "abc" : "1,5")}\n"));

        var detected = await DetectedAsync("id;total\n" + rows);

        Assert.Contains(detected, found => found is { Setting: "columns.total", Value: "decimal(\",\")" });
    }

    [Fact]
    public async Task What_the_mapping_says_is_not_told_again()
    {
        var detected = await DetectedAsync("a;b\n1;2\n", new() { Delimiter = ';', Encoding = TextEncoding.Utf8 });

        Assert.Empty(detected);
    }

    private static string Shown(Detection found) => $"{found.Setting}={found.Value} {found.Words}";

    private async Task<IReadOnlyList<Detection>> DetectedAsync(string text, CsvOptions? options = null, Encoding? encoding = null)
    {
        encoding ??= new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
        var path = folder.Write("rows.csv", [.. encoding.GetPreamble(), .. encoding.GetBytes(text)]);
        await using var source = Opening.Open(path, [], section => new CsvOpening(options ?? new(), section));
        return source!.Detected;
    }
}
