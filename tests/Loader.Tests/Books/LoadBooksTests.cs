using Loader.Books;
using Loader.Books.RowBytes;

namespace Loader.Tests.Books;

public sealed class LoadBooksTests : IDisposable
{
    private readonly BooksFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Every_row_has_the_outcome_it_was_marked_with()
    {
        using var books = folder.Open();
        var notPaid = books.SkipReason("not_paid");
        var tooOld = books.SkipReason("too_old");

        books.Reach(7);
        books.Leaving(1);
        books.Sent(1);
        books.Failed(Rows.Failed(2));
        books.Skipped(3, notPaid);
        books.Skipped(4, tooOld);
        books.Uncertain(Rows.Uncertain(5));
        books.Leaving(6);

        Assert.Equal(
            [RowState.Sent, RowState.Failed, RowState.Skipped, RowState.Skipped, RowState.Uncertain, RowState.Leaving, RowState.NotReached],
            Enumerable.Range(1, 7).Select(row => books[row]));
        var counts = books.Count();
        Assert.Equal((1, 1, 2, 1, 1, 6), (counts.Sent, counts.Failed, counts.Skipped, counts.Uncertain, counts.InFlight, counts.Read));
        Assert.Equal([new("not_paid", 1), new SkippedRows("too_old", 1)], counts.SkippedUnder);
    }

    [Fact]
    public void Books_do_not_balance_while_a_row_is_in_flight_or_missing()
    {
        using var books = folder.Open();
        books.Reach(2);
        books.Leaving(1);
        Assert.False(books.Count().Balances(1));

        books.Sent(1);
        Assert.True(books.Count().Balances(1));
        Assert.False(books.Count().Balances(2));

        books.Leaving(2);
        books.NotReached(2);
        Assert.True(books.Count().Balances(2, givenBack: 1));
    }

    [Fact]
    public void A_row_cannot_be_marked_before_it_was_reached()
    {
        using var books = folder.Open();
        Assert.Throws<InvalidOperationException>(() => books.Leaving(1));
        Assert.Throws<InvalidOperationException>(() => books.Failed(Rows.Failed(1)));

        books.Reach(1);
        books.Leaving(RowFile.BlockRows);
        Assert.Throws<InvalidOperationException>(() => books.Leaving(RowFile.BlockRows + 1));
    }

    [Fact]
    public void A_second_run_continues_with_what_the_first_one_left()
    {
        using (var first = folder.Open())
        {
            Assert.False(first.Continues);
            first.SkipReason("not_paid");
            first.Reach(3);
            first.Sent(1);
            first.Skipped(2, 0);
            first.Finish();
        }

        using var second = folder.Open();

        Assert.True(second.Continues);
        Assert.Equal(2, second.Run);
        Assert.Equal(BooksFolder.Noon, second.StartedAt);
        Assert.Equal(1, second.SkipReason("too_old"));
        Assert.Equal(0, second.SkipReason("not_paid"));
        second.Reach(3);
        second.Sent(3);
        Assert.Equal(2, second.AtOpening.Read);
        Assert.Equal((1, 0), (second.Count().Since(second.AtOpening).Sent, second.Count().Since(second.AtOpening).Skipped));
        Assert.Equal("not_paid", Assert.Single(second.Count().SkippedUnder).Reason);
        Assert.Empty(folder.Findings);
    }

    [Fact]
    public void Rows_lie_in_pieces_and_no_border_between_them_matters()
    {
        long[] borders = [1, RowFile.BlockRows, RowFile.BlockRows + 1, RowPiece.Rows, RowPiece.Rows + 1L, (3L * RowPiece.Rows) + 1];
        using (var books = folder.Open())
        {
            foreach (var row in borders)
            {
                books.Reach(row);
                books.Failed(Rows.Failed(row));
            }

            books.Finish();
        }

        using var again = folder.Open();

        Assert.Equal(borders, again.ReadFailed().Select(row => row.Row));
        Assert.Equal(borders.Length, again.Count().Read);
        Assert.Equal(RowState.NotReached, again[RowPiece.Rows + 2L]);
        Assert.Equal(RowState.NotReached, again[1L << 40]);
    }

    [Fact]
    public void Reasons_beyond_those_with_a_byte_are_counted_together()
    {
        using var books = folder.Open();
        var indexes = Enumerable.Range(0, RowByte.MostReasons + 2).Select(i => books.SkipReason($"reason_{i}")).ToList();
        books.Reach(indexes.Count);
        for (var i = 0; i < indexes.Count; i++) books.Skipped(i + 1, indexes[i]);

        var counts = books.Count();

        Assert.Equal(indexes.Count, counts.Skipped);
        Assert.Equal(new("other", 2), counts.SkippedUnder[^1]);
        Assert.Equal(new("reason_190", 1), counts.SkippedUnder[^2]);
    }

    [Fact]
    public void Files_and_folders_are_their_owners_alone()
    {
        if (OperatingSystem.IsWindows()) return;
        using var books = folder.Open();

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(folder.Path1));
        foreach (var path in Directory.GetFiles(folder.Path1))
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
    }
}
