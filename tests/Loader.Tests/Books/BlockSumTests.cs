using Loader.Books;
using Loader.Books.Files;
using Loader.Books.RowBytes;

namespace Loader.Tests.Books;

/// <summary>Bytes that changed behind the books' back: found where a sum stands, and then nothing of the block is believed.</summary>
public sealed class BlockSumTests : IDisposable
{
    private readonly BooksFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(3, 0x01)]
    [InlineData(3, 0x40)]
    [InlineData(40_000, 0x02)]
    public void After_a_clean_end_one_flipped_bit_makes_the_rows_of_its_block_uncertain_and_no_others(long row, byte bit)
    {
        TwoBlocks();
        Flip(row, bit);

        using (var again = folder.Open())
        {
            Assert.Equal(["BOOK007"], folder.Findings.Select(finding => finding.Code.Id));
            Assert.Contains("rows 1 to 65536", folder.Findings[0].Message, StringComparison.Ordinal);
            Assert.Equal((RowState.Uncertain, RowState.Sent), (again[1], again[65_540]));
            again.Reach(65_540);
            Assert.Equal((65_536, 4), (again.Count().Uncertain, again.Count().Sent));
            again.Leaving(1);
            again.Sent(1);
            again.Finish(65_540);
        }

        using var third = folder.Open();
        Assert.Single(folder.Findings);
        Assert.Equal((RowState.Sent, RowState.Uncertain), (third[1], third[2]));
    }

    [Fact]
    public void Rows_of_a_damaged_block_that_the_source_does_not_have_are_nothing()
    {
        folder.FiveSent();
        Flip(2, 0x08);

        using var again = folder.Open();
        again.Reach(5);
        again.Finish(5);

        Assert.Equal("uuuuu.", BooksFolder.States(again, 6));
        Assert.True(again.Count().Balances(5));
    }

    [Fact]
    public void A_closed_block_is_opened_on_the_disk_before_its_bytes_change()
    {
        using (var first = folder.Open())
        {
            first.Reach(7);
            for (var row = 1; row <= 6; row++) first.Sent(row);
            first.Uncertain(Rows.Uncertain(7));
            first.Finish(7);
        }

        using var books = folder.Open();
        books.Reach(7);

        // As a kill right after a mark leaves it: the sum must not stand against bytes that were changed with leave.
        books.Leaving(7);
        using var after = folder.AfterKill();
        using var again = after.Open();

        Assert.Empty(after.Findings);
        Assert.Equal((RowState.Uncertain, RowState.Sent), (again[7], again[1]));
    }

    [Fact]
    public void A_finished_block_is_closed_while_the_run_goes_on_and_an_unfinished_one_is_not()
    {
        using var books = folder.Open();
        books.Reach(65_536);
        for (var row = 1; row <= 65_536; row++) books.Sent(row);
        books.Reach(65_537);
        books.Leaving(65_537);

        using var after = folder.AfterKill();
        Flip(5, 0x01, after);
        using (after.Open()) Assert.Equal(["BOOK007"], after.Findings.Select(finding => finding.Code.Id));

        using var other = folder.AfterKill();
        Flip(65_600, 0x01, other);
        using (other.Open()) Assert.Empty(other.Findings);
    }

    [Fact]
    public void The_doubt_of_a_damaged_block_outlives_a_run_that_did_not_meet_its_rows()
    {
        folder.FiveSent();
        Flip(2, 0x08);
        using (var first = folder.Open()) first.Finish();

        using var second = folder.Open();

        Assert.Equal(RowState.Uncertain, second[4]);
    }

    [Fact]
    public void The_mark_of_what_was_read_stands_in_the_head_and_a_shorter_one_does_not_replace_it()
    {
        using (var books = folder.Open())
        {
            books.Reading = () => (18_211, "ab12");
            books.Reach(5);
            books.Finish(5, 5);
        }

        using (var again = folder.Open())
        {
            again.Reading = () => (900, "cd34");
            again.Finish(null, 2);
        }

        using var opening = new BooksOpening(folder.Path1, BooksFolder.Purchases, folder.Findings, new StoppedClock(BooksFolder.Noon));
        Assert.True(opening.Take());
        Assert.Equal(new ReadMark(18_211, "ab12", 5), opening.LastRead);
    }

    [Theory]
    [InlineData(true, 20_000, true, true)]
    [InlineData(true, 18_211, true, false)]
    [InlineData(false, 20_000, true, false)]
    [InlineData(null, 20_000, true, false)]
    [InlineData(true, 20_000, false, false)]
    public void A_source_that_grew_at_its_end_goes_on_where_all_that_left_was_compared(bool? beginsAlike, long bytes, bool wasReadToTheEnd, bool goesOn)
    {
        var before = BooksFolder.Purchases with { SourceBytes = 18_211 };
        using (var books = folder.TryOpen(before)!)
        {
            books.Reading = () => wasReadToTheEnd ? (18_211, "ab12") : null;
            books.Reach(5);
            for (var row = 1; row <= 5; row++) books.Sent(row);
            books.Finish(5, 5);
        }

        var now = before with { SourceBytes = bytes, SourceFingerprint = "other" };
        using var again = folder.TryOpen(OpeningMode.Continue, now, beginsAlike);

        Assert.Equal(goesOn, again is not null);
        if (again is null) return;
        Assert.Equal("'purchases.csv' grew at its end since the last run, from 18,211 to 20,000 bytes; what was read before is unchanged", again.ChangedSince);
        Assert.Null(again.Page.LastRow);
    }

    [Fact]
    public void Bytes_that_change_without_the_block_having_been_opened_are_damage()
    {
        folder.FiveSent();
        using (var rows = RowFile.Open(Path.Combine(folder.Path1, "rows"), BootId.Current)) rows!.Pieces[0].Write(2, RowByte.Failed);

        using var again = folder.Open();

        Assert.Equal("BOOK007", Assert.Single(folder.Findings).Code.Id);
    }

    private void TwoBlocks()
    {
        using var books = folder.Open();
        books.Reach(65_540);
        for (var row = 1; row <= 65_540; row++)
        {
            if (row == 7) books.Failed(Rows.Failed(row));
            else books.Sent(row);
        }

        books.Finish(65_540);
    }

    private void Flip(long row, byte bits, BooksFolder? of = null)
    {
        using var file = File.Open(Path.Combine((of ?? folder).Path1, "rows"), FileMode.Open);
        file.Position = 65_536 + row - 1;
        var value = file.ReadByte();
        file.Position--;
        file.WriteByte((byte)(value ^ bits));
    }
}
