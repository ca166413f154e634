using Loader.Books;

namespace Loader.Tests.Books;

/// <summary>Failed rows that are tried again: never lost from the books, never sent twice, whatever ends the run.</summary>
public sealed class RetryFailedTests : IDisposable
{
    private readonly BooksFolder folder = new();

    public RetryFailedTests()
    {
        using var books = folder.Open();
        books.Reach(6);
        books.Sent(1);
        foreach (var row in new long[] { 2, 3, 4 }) books.Failed(Rows.Failed(row));
        books.Skipped(5, books.SkipReason("old"));
        books.Uncertain(Rows.Uncertain(6));
        books.Finish(6);
    }

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Only_failed_rows_are_to_be_tried_again_and_they_count_as_failed_until_they_leave()
    {
        using var books = folder.TryOpen(OpeningMode.RetryFailed)!;

        Assert.Equal("srrrku", BooksFolder.States(books, 6));
        Assert.Equal((3, 3), (books.Count().Failed, books.Count().ToRetry));
        Assert.Equal([2, 3, 4], books.ReadFailed().Select(row => row.Row));
    }

    [Fact]
    public void Another_mapping_is_allowed_and_kept_in_the_history_and_the_next_run_is_one_of_the_new_mapping()
    {
        var mended = BooksFolder.Purchases with { MappingHash = "77c0de" };
        using (var books = folder.TryOpen(OpeningMode.RetryFailed, mended)!)
        {
            Assert.Equal("the mapping changed since the rows failed; they were tried again under the mapping as it is now", books.ChangedSince);
            books.Finish();
        }

        Assert.Null(folder.TryOpen());
        using var next = folder.TryOpen(mended)!;
        var earlier = Assert.Single(next.Page.Earlier);
        Assert.Equal(("3f2a91", 1), (earlier.Identity.MappingHash, earlier.LastRun));
    }

    [Theory]
    [InlineData("source")]
    [InlineData("reading")]
    [InlineData("endpoint")]
    public void Nothing_else_may_have_changed(string what)
    {
        var other = BooksFolder.Purchases with { MappingHash = "77c0de" };
        other = what switch
        {
            "source" => other with { SourceFingerprint = "9a01" },
            "reading" => other with { ReadingHash = "semicolons" },
            _ => other with { Endpoint = "https://other.example.com/tag" },
        };

        Assert.Null(folder.TryOpen(OpeningMode.RetryFailed, other));
        Assert.Equal("BOOK002", Assert.Single(folder.Findings).Code.Id);
    }

    [Fact]
    public void Without_books_there_is_nothing_to_try_again()
    {
        using var empty = new BooksFolder();

        Assert.Null(empty.TryOpen(OpeningMode.RetryFailed));
        Assert.Equal("BOOK009", Assert.Single(empty.Findings).Code.Id);
    }

    [Fact]
    public void A_kill_in_the_middle_leaves_rows_sent_uncertain_or_waiting_for_their_retry()
    {
        using var books = folder.TryOpen(OpeningMode.RetryFailed)!;
        books.Reach(6);
        books.Leaving(2);
        books.Sent(2);
        books.Leaving(3);

        using var after = folder.AfterKill();
        using var again = after.Open();

        Assert.Equal("ssurku", BooksFolder.States(again, 6));
        Assert.True(again.Count().Balances(6));
    }

    [Fact]
    public void A_retry_that_came_back_unsent_is_failed_and_waits_again()
    {
        using (var books = folder.TryOpen(OpeningMode.RetryFailed)!)
        {
            books.Reach(6);
            books.Leaving(2);
            books.NotReached(2);
            books.Finish();
        }

        using var again = folder.Open();
        Assert.Equal("srrrku", BooksFolder.States(again, 6));
        Assert.Equal(Rows.Failed(2).Reason, again.ReadFailed().First().Reason);
    }

    [Fact]
    public void A_retried_row_that_a_power_cut_took_the_mark_of_is_uncertain_and_not_failed()
    {
        using var books = folder.TryOpen(OpeningMode.RetryFailed)!;
        books.Reach(6);

        using var after = folder.AfterKill();
        after.Reboot();
        using var again = after.Open();
        again.Reach(6);

        Assert.Equal("suuuku", BooksFolder.States(again, 6));
    }
}
