using Loader.Books;
using Loader.Books.Files;
using Loader.Books.RowBytes;
using Loader.Mappings.Findings;

namespace Loader.Tests.Books;

/// <summary>Books that somebody or something has damaged: refused, or uncertain where it is known which rows; never silently believed.</summary>
public sealed class DamagedBooksTests : IDisposable
{
    private readonly BooksFolder folder = new();

    private string RowsPath => Path.Combine(folder.Path1, "rows");

    private string TitlePath => Path.Combine(folder.Path1, TitlePage.FileName);

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("title page lost", "books.json is missing")]
    [InlineData("title page damaged", "books.json is damaged")]
    [InlineData("title page of a newer layout", "their layout is 3, this Loader knows 2")]
    [InlineData("rows lost", "the file with the rows is missing")]
    [InlineData("both heads damaged", "the file with the rows is damaged, or of a newer Loader")]
    public void Damaged_books_are_refused_and_left_as_they_are(string damage, string message)
    {
        folder.FiveSent();
        switch (damage)
        {
            case "title page lost": File.Delete(TitlePath); break;
            case "title page damaged": File.WriteAllText(TitlePath, File.ReadAllText(TitlePath)[..100]); break;
            case "title page of a newer layout":
                File.WriteAllText(
                TitlePath,
                File.ReadAllText(TitlePath).Replace("\"layout\": 2", "\"layout\": 3", StringComparison.Ordinal)); break;
            case "rows lost": File.Delete(RowsPath); break;
            default: Flip(RowFileHead.SlotOffset(0) + 24, RowFileHead.SlotOffset(1) + 24); break;
        }

        var before = folder.Content();
        Assert.Null(folder.TryOpen());

        var finding = Assert.Single(folder.Findings);
        Assert.Equal(("BOOK004", $"the books cannot be read: {message}"), (finding.Code.Id, finding.Message));
        Assert.Equal(
            before.Where(file => !file.StartsWith("rows", StringComparison.Ordinal)),
            folder.Content().Where(file => !file.StartsWith("rows", StringComparison.Ordinal)));
        using var anew = folder.Open(restart: true);
        Assert.Equal(0, anew.Count().Read);
    }

    [Fact]
    public void One_damaged_head_leaves_the_other()
    {
        folder.FiveSent();
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
        folder.FiveSent();
        using (var rows = RowFile.Open(RowsPath, BootId.Current)) rows!.Write(3, 17);

        using var again = folder.Open();

        Assert.Equal(RowState.Uncertain, again[3]);
        Assert.Equal((4, 1), (again.Count().Sent, again.Count().Uncertain));
        Assert.Equal(3, Assert.Single(again.ReadUncertain()).Row);
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
}
