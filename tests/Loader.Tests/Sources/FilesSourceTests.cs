using System.Text;
using Loader.Mappings.Findings;
using Loader.Sources;
using Loader.Sources.Csv;

namespace Loader.Tests.Sources;

/// <summary>Several files as one source: some packed, one with its columns the other way round and another delimiter.</summary>
public sealed class FilesSourceTests : SourceContract
{
    private string last = "";

    protected override ISource OpenRows(int rows)
    {
        var folder = Directory.CreateDirectory(Folder.PathOf(FormattableString.Invariant($"rows{rows}"))).FullName;
        foreach (var file in Directory.EnumerateFiles(folder)) File.Delete(file);
        var third = (rows + 2) / 3;
        Write("a.csv", Csv(Enumerable.Range(1, rows).Take(third), turned: false));
        Write("b.csv.gz", Packed.Gzip(Csv(Enumerable.Range(1, rows).Skip(third).Take(third), turned: true)));
        Write("c.csv", Csv(Enumerable.Range(1, rows).Skip(2 * third), turned: false));
        last = Path.Combine(folder, "c.csv");
        return OpenPath(folder, []) ?? throw new InvalidOperationException("The files were just written.");

        void Write(string name, byte[] content) => File.WriteAllBytes(Path.Combine(folder, name), content);
    }

    protected override ISource? OpenMissing(FindingList findings) => OpenPath(Folder.PathOf("2026-*/*.csv"), findings);

    protected override ISource? OpenEmpty(FindingList findings)
    {
        Directory.CreateDirectory(Folder.PathOf("empty"));
        return OpenPath(Folder.PathOf("empty"), findings);
    }

    protected override void ChangeInput() => File.AppendAllText(Path.Combine(Path.GetDirectoryName(last)!, "a.csv"), "501,late\n");

    protected override ISource OpenRejected(string content) =>
        OpenPath(Folder.Write("rejected.csv", Encoding.UTF8.GetBytes(content)), [])
            ?? throw new InvalidOperationException("The rejected file cannot be opened.");

    protected override long LineOf(long row)
    {
        var third = (ManyRows + 2) / 3;
        var first = row <= third ? 1 : row <= 2 * third ? third + 1 : (2 * third) + 1;
        return 1 + row - first + 1 + Enumerable.Range(first, (int)row - first).Count(before => NoteOf(before)?.Contains('\n', StringComparison.Ordinal) == true);
    }

    [Fact]
    public async Task Every_file_is_a_part_with_the_number_of_its_first_row()
    {
        await using var source = OpenRows(ManyRows);
        var places = new List<string?>();
        await foreach (var chunk in source.ReadAsync(1, [0], CancellationToken.None))
        {
            using (chunk) places.Add(Path.GetFileName(chunk.Place));
        }

        Assert.Equal([("a.csv", 1), ("b.csv.gz", 168), ("c.csv", 335)], source.Parts.Select(part => (Path.GetFileName(part.Name), part.FirstRow)));
        Assert.Equal(["a.csv", "b.csv.gz", "c.csv"], places.Distinct());
    }

    [Theory]
    [InlineData("d.csv", "id,note\n501,more\n", true)]
    [InlineData("0.csv", "id,note\n501,more\n", false)]
    public async Task A_file_behind_the_others_is_growth_and_one_before_them_is_not(string name, string content, bool isGrowth)
    {
        await using var source = OpenRows(ManyRows);
        await Read(source, 1);
        var mark = source.Read!;
        await File.WriteAllTextAsync(Path.Combine(Path.GetDirectoryName(last)!, name), content);

        await using var again = OpenPath(Path.GetDirectoryName(last)!, [])!;

        Assert.NotEqual(source.Fingerprint, again.Fingerprint);
        Assert.Equal(isGrowth, await again.BeginsWithAsync(mark, CancellationToken.None));
    }

    [Fact]
    public async Task A_file_with_other_columns_is_a_finding_that_says_how()
    {
        await OpenRows(30).DisposeAsync();
        await File.WriteAllTextAsync(last, "id,nots\n1,x\n");
        var findings = new FindingList();

        Assert.Null(OpenPath(Path.GetDirectoryName(last)!, findings));
        var finding = Assert.Single(findings, finding => finding.Severity == Severity.Error);
        Assert.Equal("INP008", finding.Code.Id);
        Assert.Contains("does not have 'note'; has in addition 'nots'", finding.Message, StringComparison.Ordinal);
        Assert.Equal("was 'note' renamed to 'nots'?", finding.Hint);
    }

    [Fact]
    public async Task A_file_that_is_changed_before_its_turn_comes_stops_the_reading()
    {
        await using var source = OpenRows(ManyRows);

        var stopped = await Assert.ThrowsAsync<SourceException>(async () =>
        {
            await foreach (var chunk in source.ReadAsync(1, [0], CancellationToken.None))
            {
                chunk.Dispose();
                await File.WriteAllTextAsync(last, "id,note\n1,x\n");
            }
        });

        Assert.Equal("INP010", stopped.Finding.Code.Id);
    }

    private static byte[] Csv(IEnumerable<int> rows, bool turned) => Encoding.UTF8.GetBytes(
        (turned ? "note;id\n" : "id,note\n")
        + string.Concat(rows.Select(n => turned ? FormattableString.Invariant($"{Quoted(n)};{n}\n") : FormattableString.Invariant($"{n},{Quoted(n)}\n"))));

    private static string Quoted(int row) => "\"" + NoteOf(row)?.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"";

    private static ISource? OpenPath(string path, FindingList findings) =>
        Opening.Open(path, findings, section => new CsvOpening(new() { ChunkBytes = 1024 }, section));
}
