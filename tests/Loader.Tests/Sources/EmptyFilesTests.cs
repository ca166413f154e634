using Loader.Mappings.Findings;
using Loader.Mappings.Rows;
using Loader.Sources;
using Loader.Sources.Csv;
using Loader.Sources.Json;

namespace Loader.Tests.Sources;

/// <summary>Files without rows among others, as exports of days on which nothing happened are.</summary>
public sealed class EmptyFilesTests : IDisposable
{
    private const string Header = "id,note\n";
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("", "id,note\n1,x\n", "")]
    [InlineData(Header, "id,note\n1,x\n", "id,note")]
    [InlineData("\n\n", "id,note\n1,x\n", "note;id\n")]
    [InlineData("id,note\n1,x\n", "", "other,columns\n")]
    [InlineData("other\n", "", "id,note\n1,x\n")]
    public async Task Among_files_with_rows_they_are_noted_and_count_no_rows(params string[] files)
    {
        var findings = new FindingList();

        await using var source = Open(findings, false, files)!;
        var rows = await RowsOf(source, 1);

        Assert.Equal(["1 x"], rows);
        var note = Assert.Single(findings);
        Assert.Equal(("INP016", Severity.Note), (note.Code.Id, note.Severity));
        Assert.StartsWith("2 of 3 files have no rows: '", note.Message, StringComparison.Ordinal);
        Assert.Equal(3, source.Parts.Count);
        Assert.All(source.Parts, part => Assert.InRange(part.FirstRow, 1, 2));
    }

    [Theory]
    [InlineData("", "")]
    [InlineData(Header, "")]
    public void Where_all_are_empty_each_is_a_mistake(params string[] files)
    {
        var findings = new FindingList();

        Assert.Null(Open(findings, false, files));

        Assert.Equal(["CSV004", "CSV004"], findings.Select(finding => finding.Code.Id));
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("", Header)]
    [InlineData(Header, "")]
    public async Task Unless_that_is_allowed(params string[] files)
    {
        var findings = new FindingList();

        await using var source = Open(findings, true, files)!;

        Assert.Empty(await RowsOf(source, 1));
        Assert.Empty(findings);
        Assert.Equal(files.Contains(Header) ? 2 : 0, source.Schema.Columns.Count);
    }

    [Fact]
    public async Task A_later_run_knows_their_bytes_again()
    {
        string[] files = ["\n", Header, "id,note\n1,x\n2,y\n", Header];
        await using var source = Open([], false, files)!;
        Assert.Equal(["1 x", "2 y"], await RowsOf(source, 1));
        var mark = source.Read!;

        await using (var again = Open([], false, files)!) Assert.Equal(source.Fingerprint, again.Fingerprint);
        await using (var other = Open([], false, ["\n", Header + "0,w\n", files[2], Header])!)
        {
            Assert.False(await other.BeginsWithAsync(mark, CancellationToken.None));
        }

        await using var grown = Open([], false, [.. files[..3], Header + "3,z\n"])!;
        Assert.True(await grown.BeginsWithAsync(mark, CancellationToken.None));
        Assert.Equal(["2 y", "3 z"], await RowsOf(grown, 2));
    }

    [Fact]
    public async Task One_that_has_got_rows_when_its_turn_comes_stops_the_reading()
    {
        await using var source = Open([], false, "id,note\n1,x\n", "")!;
        File.WriteAllText(folder.PathOf("1.csv"), "id,note\n2,y\n");

        var stopped = await Assert.ThrowsAsync<SourceException>(() => RowsOf(source, 1));

        Assert.Equal("INP010", stopped.Finding.Code.Id);
    }

    [Fact]
    public async Task Many_are_counted_and_a_few_named()
    {
        var findings = new FindingList();

        await using var source = Open(findings, false, [.. Enumerable.Repeat("", 8), "id,note\n1,x\n"]);

        Assert.StartsWith("8 of 9 files have no rows: ", Assert.Single(findings).Message, StringComparison.Ordinal);
        Assert.EndsWith("4.csv' and 3 more", findings[0].Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "{\"id\":\"1\",\"note\":\"x\"}\n")]
    [InlineData("[]", "[{\"id\":\"1\",\"note\":\"x\"}]")]
    public async Task So_it_is_in_other_formats(string empty, string content)
    {
        Write(empty, content);
        var findings = new FindingList();

        await using var source = Opening.Open(folder.FullName, findings, section => new JsonFormat(new(), section))!;

        Assert.Equal(["1 x"], await RowsOf(source, 1));
        Assert.Equal("INP016", Assert.Single(findings).Code.Id);
    }

    private static async Task<List<string>> RowsOf(ISource source, long first)
    {
        var rows = new List<string>();
        int[] columns = [.. Enumerable.Range(0, source.Schema.Columns.Count)];
        var cells = new Value[columns.Length];
        await foreach (var chunk in source.ReadAsync(first, columns, CancellationToken.None))
        {
            using (chunk)
            {
                for (var i = 0; i < chunk.Count; i++)
                {
                    chunk.Read(i, cells);
                    rows.Add(string.Join(' ', cells.Select(cell => cell.Text)));
                }
            }
        }

        return rows;
    }

    private ISource? Open(FindingList findings, bool allowed, params string[] files)
    {
        Write(files);
        return Opening.Open(folder.FullName, findings, section => new CsvOpening(new() { AllowEmpty = allowed }, section));
    }

    private void Write(params string[] files)
    {
        for (var i = 0; i < files.Length; i++) File.WriteAllText(folder.PathOf(FormattableString.Invariant($"{i}.csv")), files[i]);
    }
}
