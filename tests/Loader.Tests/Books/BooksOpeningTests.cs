using System.Globalization;
using Loader.Books;
using Loader.Mappings.Findings;

namespace Loader.Tests.Books;

public sealed class BooksOpeningTests : IDisposable
{
    private readonly BooksFolder folder = new();

    private string RowsPath => Path.Combine(folder.Path1, "rows");

    private string TitlePath => Path.Combine(folder.Path1, TitlePage.FileName);

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Books_of_something_else_are_refused_with_everything_that_changed()
    {
        FiveSent();

        var books = folder.TryOpen(BooksFolder.Purchases with
        {
            MappingHash = "77c0de",
            SourceFingerprint = "18300 bytes, 9a01",
            Endpoint = "https://other.example.com/tag",
        });

        Assert.Null(books);
        Assert.Equal(
            """
            FOLDER: error BOOK002: what the mapping 'crm-purchases' says changed since this load began (2026-03-01 12:00:00Z): was 3f2a91, is 77c0de
              hint: undo the change to continue this load, or begin anew with --restart; the old books are kept in the folder 'before'
            FOLDER: error BOOK002: the content of 'purchases.csv' changed since this load began (2026-03-01 12:00:00Z): was 18211 bytes, b5d4, is 18300 bytes, 9a01
              hint: undo the change to continue this load, or begin anew with --restart; the old books are kept in the folder 'before'
            FOLDER: error BOOK002: the endpoint changed since this load began (2026-03-01 12:00:00Z): was https://collect.example.com/tag, is https://other.example.com/tag
              hint: undo the change to continue this load, or begin anew with --restart; the old books are kept in the folder 'before'
            """.ReplaceLineEndings("\n"),
            string.Join('\n', folder.Findings).Replace(folder.Path1, "FOLDER", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("mapping", "the mapping changed")]
    [InlineData("source", "the source changed")]
    [InlineData("destination", "the destination changed")]
    public void Another_name_is_said_once_and_not_its_content_too(string what, string message)
    {
        FiveSent();
        var other = what switch
        {
            "mapping" => BooksFolder.Purchases with { MappingName = "other", MappingHash = "77c0de" },
            "source" => BooksFolder.Purchases with { SourceName = "other.csv", SourceFingerprint = "9a01" },
            _ => BooksFolder.Purchases with { Destination = "snowplow" },
        };

        Assert.Null(folder.TryOpen(other));

        Assert.StartsWith(message, Assert.Single(folder.Findings).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_refused_run_changes_nothing()
    {
        FiveSent();
        var before = Content();

        Assert.Null(folder.TryOpen(BooksFolder.Purchases with { MappingHash = "77c0de" }));

        Assert.Equal(before, Content());
        using var again = folder.Open();
        Assert.Equal(5, again.Count().Sent);
    }

    [Fact]
    public void A_restart_begins_anew_and_keeps_the_old_books()
    {
        FiveSent();
        File.WriteAllText(Path.Combine(folder.Path1, "report.json"), "{}");

        using (var books = folder.TryOpen(BooksFolder.Purchases with { MappingHash = "77c0de" }, restart: true))
        {
            Assert.NotNull(books);
            Assert.False(books.Continues);
            Assert.Equal((0, 1), (books.Count().Read, books.Run));
        }

        var kept = Assert.Single(Directory.GetDirectories(Path.Combine(folder.Path1, "before")));
        Assert.Equal("20260301T120000Z", Path.GetFileName(kept));
        Assert.Equal(
            ["books.json", "failed.jsonl", "report.json", "rows", "uncertain.jsonl"],
            Directory.GetFiles(kept).Select(Path.GetFileName).Order(StringComparer.Ordinal));

        folder.Open(restart: true).Dispose();
        Assert.Equal(2, Directory.GetDirectories(Path.Combine(folder.Path1, "before")).Length);
    }

    [Fact]
    public void Nothing_to_begin_anew_is_no_mistake()
    {
        using var books = folder.Open(restart: true);

        Assert.False(books.Continues);
        Assert.False(Directory.Exists(Path.Combine(folder.Path1, "before")));
    }

    [Theory]
    [InlineData("title page lost", "books.json is missing")]
    [InlineData("title page damaged", "books.json is damaged")]
    [InlineData("title page of a newer layout", "their layout is 2, this Loader knows 1")]
    [InlineData("rows lost", "the file with the rows is missing")]
    [InlineData("both heads damaged", "the file with the rows is damaged, or of a newer Loader")]
    public void Damaged_books_are_refused_and_left_as_they_are(string damage, string message)
    {
        FiveSent();
        switch (damage)
        {
            case "title page lost": File.Delete(TitlePath); break;
            case "title page damaged": File.WriteAllText(TitlePath, File.ReadAllText(TitlePath)[..100]); break;
            case "title page of a newer layout": File.WriteAllText(TitlePath, File.ReadAllText(TitlePath).Replace("\"layout\": 1", "\"layout\": 2", StringComparison.Ordinal)); break;
            case "rows lost": File.Delete(RowsPath); break;
            default: Flip(RowFileHead.SlotOffset(0) + 24, RowFileHead.SlotOffset(1) + 24); break;
        }

        var before = Content();
        Assert.Null(folder.TryOpen());

        var finding = Assert.Single(folder.Findings);
        Assert.Equal(("BOOK004", $"the books cannot be read: {message}"), (finding.Code.Id, finding.Message));
        Assert.Equal(before.Where(file => !file.StartsWith("rows", StringComparison.Ordinal)), Content().Where(file => !file.StartsWith("rows", StringComparison.Ordinal)));
        using var anew = folder.Open(restart: true);
        Assert.Equal(0, anew.Count().Read);
    }

    [Fact]
    public void One_damaged_head_leaves_the_other()
    {
        FiveSent();
        long newest;
        using (var rows = RowFile.Open(RowsPath, BootId.Current)) newest = rows!.Head.Sequence;
        Flip(RowFileHead.SlotOffset(newest) + 24);

        using var again = folder.Open();

        Assert.Equal(5, again.Count().Sent);
    }

    [Fact]
    public void Rows_that_were_cut_off_are_uncertain_never_sent()
    {
        using (var books = folder.Open())
        {
            books.Reach(RowPiece.Rows + 10L);
            books.Sent(1);
            books.Sent(RowPiece.Rows + 5L);
            books.Finish();
        }

        using (var file = File.OpenWrite(RowsPath)) file.SetLength(file.Length / 2);
        using var again = folder.Open();

        Assert.Equal(["BOOK006"], folder.Findings.Select(finding => finding.Code.Id));
        Assert.Equal(Severity.Warning, folder.Findings[0].Severity);
        Assert.Equal((RowState.Sent, RowState.Uncertain), (again[1], again[RowPiece.Rows + 5L]));
    }

    [Fact]
    public void A_byte_that_nobody_writes_makes_its_row_uncertain()
    {
        FiveSent();
        using (var rows = RowFile.Open(RowsPath, BootId.Current)) rows!.Write(3, 17);

        using var again = folder.Open();

        Assert.Equal(RowState.Uncertain, again[3]);
        Assert.Equal((4, 1), (again.Count().Sent, again.Count().Uncertain));
        Assert.Equal(3, Assert.Single(again.ReadUncertain()).Row);
    }

    [Fact]
    public void A_folder_that_cannot_be_written_is_a_finding()
    {
        File.WriteAllText(folder.Path1, "a file where the folder should be");

        Assert.Null(folder.TryOpen());

        Assert.Equal("BOOK003", Assert.Single(folder.Findings).Code.Id);
    }

    [Theory]
    [InlineData("https://collect.example.com/tag", "https://collect.example.com/tag")]
    [InlineData("https://user:word@collect.example.com:8443/tag?key=abc&plain&b=#part", "https://collect.example.com:8443/tag?key=…&…&b=…")]
    public void An_endpoint_is_written_down_without_its_secrets(string endpoint, string redacted) =>
        Assert.Equal(redacted, RedactedEndpoint.Of(new(endpoint)));

    [Fact]
    public void Codes_are_unique_and_explained() =>
        Assert.All(BookCodes.All.GroupBy(code => code.Id), same => Assert.True(same.Count() == 1 && same.First().Help.Length > 100));

    private void FiveSent()
    {
        using var books = folder.Open();
        books.Reach(5);
        for (var row = 1; row <= 5; row++) books.Sent(row);
        books.Finish(5);
    }

    private void Flip(params long[] offsets)
    {
        using var file = File.Open(RowsPath, FileMode.Open);
        foreach (var offset in offsets)
        {
            file.Position = offset;
            var value = file.ReadByte();
            file.Position = offset;
            file.WriteByte((byte)(value ^ 0x40));
        }
    }

    private List<string> Content() =>
    [
        .. Directory.GetFiles(folder.Path1)
            .Order(StringComparer.Ordinal)
            .Select(path => string.Create(CultureInfo.InvariantCulture, $"{Path.GetFileName(path)} {Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(path)))}")),
    ];
}
