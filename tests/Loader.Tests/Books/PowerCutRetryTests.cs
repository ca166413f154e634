using Loader.Books;
using Loader.Books.RowBytes;

namespace Loader.Tests.Books;

/// <summary>The machine goes down while failed rows are tried again, or uncertain ones settled by hand.</summary>
public sealed class PowerCutRetryTests
{
    private enum Truth
    {
        Left,
        Sent,
        Failed,
    }

    /// <summary>A second run over finished books: failed rows are tried again and uncertain ones settled by hand, then the machine goes down.</summary>
    [Fact]
    public void Rows_that_are_tried_again_or_settled_by_hand_are_neither_lost_nor_sent_twice()
    {
        foreach (var seed in PowerCut.Seeds(4)) PlayRetry(seed);
    }

    /// <summary>Failed rows that a retry takes after a cut were failed before it: their doubt is not that of the rows around them.</summary>
    [Fact]
    public void A_retry_after_a_cut_takes_the_rows_that_failed_and_only_what_a_retry_had_let_go_is_in_doubt()
    {
        using var folder = new BooksFolder();
        using (var books = folder.Open())
        {
            books.Reach(4);
            books.Failed(Rows.Failed(1));
            books.Sent(2);
        }

        folder.Reboot();
        using (var retry = folder.TryOpen(OpeningMode.RetryFailed)!)
        {
            retry.Reach(4);
            Assert.Equal("rsuu", BooksFolder.States(retry, 4));
            retry.Leaving(1);
            retry.NotReached(1);
        }

        folder.Reboot();
        using var again = folder.Open();
        Assert.Equal("usuu", BooksFolder.States(again, 4));
    }

    private static void PlayRetry(int seed)
    {
        const int Last = 150_000;
        var random = new Random(seed);
        using var folder = new BooksFolder();
        var truth = new Truth[Last + 1];
        using (var first = folder.Open())
        {
            for (var row = 1; row <= Last; row++)
            {
                if (row % 1_000 == 1) first.Reach(Math.Min(Last, row + 999));
                truth[row] = random.Next(50) switch { 0 => Truth.Failed, 1 => Truth.Left, _ => Truth.Sent };
                if (truth[row] == Truth.Sent) first.Sent(row);
                if (truth[row] == Truth.Failed) first.Failed(Rows.Failed(row));
                if (truth[row] == Truth.Left) first.Uncertain(Rows.Uncertain(row));
            }

            first.Finish(Last);
        }

        using var books = folder.TryOpen(OpeningMode.RetryFailed)!;
        var flushed = PowerCut.RowsOf(folder);
        var end = random.Next(1, Last);
        var mark = 0L;
        for (var row = 1; row <= end; row++)
        {
            if (row % 1_000 == 1)
            {
                books.Reach(Math.Min(Last, row + 999));
                if (row + 999 > mark) (flushed, mark) = (PowerCut.RowsOf(folder), (row + 999 + RowFile.BlockRows - 1) / RowFile.BlockRows * RowFile.BlockRows);
            }

            if (books[row] == RowState.Uncertain && random.Next(2) == 0)
            {
                books.SentByHand(row, BooksFolder.Noon);
                truth[row] = Truth.Sent;
            }

            if (books[row] != RowState.ToRetry) continue;
            books.Leaving(row);
            truth[row] = random.Next(10) switch { 0 => Truth.Left, 1 => Truth.Failed, _ => Truth.Sent };
            if (truth[row] == Truth.Sent) books.Sent(row);
            if (truth[row] == Truth.Failed) books.Failed(Rows.Failed(row));
        }

        using var after = PowerCut.Of(folder, flushed, random);
        using var again = after.Open();
        Assert.DoesNotContain(after.Findings, finding => finding.Code.Id == "BOOK007");
        again.Reach(Last);
        var wrong = Enumerable.Range(1, Last)
            .Where(row => again[row] switch
            {
                RowState.Uncertain => false,
                RowState.Sent => truth[row] != Truth.Sent,
                RowState.Failed or RowState.ToRetry => truth[row] != Truth.Failed,
                _ => true,
            })
            .ToList();
        Assert.True(wrong.Count == 0, $"seed {seed}: {string.Join(", ", wrong.Take(5).Select(row => $"row {row}: {truth[row]} reads {again[row]}"))}");
        var doubted = Enumerable.Range(1, Last).Count(row => again[row] == RowState.Uncertain && truth[row] != Truth.Left);
        Assert.True(doubted <= RowFile.BlockRows, $"seed {seed}: {doubted} rows in doubt");
        Assert.True(again.Count().Balances(Last));
    }
}
