using Loader.Books.Files;
using Loader.Books.Records;
using Loader.Books.RowBytes;

namespace Loader.Tests.Books;

/// <summary>Books whose disk is taken away under the run: nothing more leaves, and it is said.</summary>
public sealed class DiskTroubleTests : IDisposable
{
    private readonly BooksFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_folder_that_was_deleted_stops_the_run_at_the_next_block_and_at_its_end()
    {
        if (OperatingSystem.IsWindows()) return; // There open files cannot be deleted.
        using var books = folder.Open();
        books.Reach(1);
        books.Sent(1);
        Directory.Delete(folder.Path1, recursive: true);

        var thrown = Assert.Throws<BooksException>(() => books.Reach(RowFile.BlockRows + 1));
        Assert.Equal(("BOOK008", "the books were deleted or moved away while the run held them"), (thrown.Finding.Code.Id, thrown.Finding.Message));
        Assert.Throws<BooksException>(() => books.Finish(1));
        Directory.CreateDirectory(folder.Path1);
    }

    [Fact]
    public void A_log_that_cannot_be_begun_any_more_stops_the_run_like_any_other_write()
    {
        if (OperatingSystem.IsWindows()) return; // There open files cannot be deleted.
        using var books = folder.Open();
        books.Reach(1);
        Directory.Delete(folder.Path1, recursive: true);
        using var receipts = new ReceiptLog(folder.Path1);

        Assert.Equal("BOOK008", Assert.Throws<BooksException>(() => receipts.Append("r-1", [1], BooksFolder.Noon)).Finding.Code.Id);
        Assert.Equal("BOOK008", Assert.Throws<BooksException>(() => books.Settled(1, "resend", BooksFolder.Noon)).Finding.Code.Id);
        Directory.CreateDirectory(folder.Path1);
        Directory.CreateDirectory(receipts.Path);
        Assert.Equal("BOOK008", Assert.Throws<BooksException>(() => receipts.Append("r-1", [1], BooksFolder.Noon)).Finding.Code.Id);
    }

    [Fact]
    public void A_clock_that_went_back_behind_the_moment_a_row_left_makes_its_age_unknown()
    {
        using (var books = folder.Open())
        {
            books.Reach(2);
            books.Uncertain(Rows.Uncertain(1) with { LeftAt = BooksFolder.Noon.AddHours(1) });
            books.Uncertain(Rows.Uncertain(2) with { LeftAt = BooksFolder.Noon.AddHours(-1) });
            books.Finish(2);
        }

        using var again = folder.Open();

        Assert.Null(again.SinceLeft(1));
        Assert.Equal(TimeSpan.FromHours(1), again.SinceLeft(2));
    }
}
