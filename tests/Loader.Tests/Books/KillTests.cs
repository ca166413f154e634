using System.Text;
using Loader.Books;
using Loader.Books.Records;
using Loader.Books.RowBytes;

namespace Loader.Tests.Books;

/// <summary>What the books say when the process that wrote them was killed: the same as it would have said.</summary>
public sealed class KillTests : IDisposable
{
    private readonly BooksFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Every_mark_survives_and_what_had_left_is_uncertain()
    {
        using var books = folder.Open();
        var reason = books.SkipReason("not_paid");
        books.Reach(6);
        books.Sent(1);
        books.Failed(Rows.Failed(2));
        books.Skipped(3, reason);
        books.Leaving(4);
        books.Leaving(5);
        books.NotReached(5);

        using var after = folder.AfterKill();
        using var again = after.Open();

        Assert.Equal(
            [RowState.Sent, RowState.Failed, RowState.Skipped, RowState.Uncertain, RowState.NotReached, RowState.NotReached],
            Enumerable.Range(1, 6).Select(row => again[row]));
        Assert.Equal("not_paid", again.Count().SkippedUnder[0].Reason);
        Assert.Equal(Rows.Failed(2).Reason, again.ReadFailed().Single().Reason);
        Assert.Equal(UncertainRow.Unexplained(4) with { LeftSince = BooksFolder.Noon }, again.ReadUncertain().Single());
        Assert.True(again.Continues);
        Assert.Equal(Environment.ProcessId, again.TakenOver?.ProcessId);
        Assert.Empty(after.Findings);
    }

    [Fact]
    public void A_reason_without_its_mark_does_not_make_a_row_failed()
    {
        using var books = folder.Open();
        books.Reach(2);
        books.Leaving(1);
        using var after = folder.AfterKill();
        var line = """{"row":1,"line":2,"stage":"send","code":"http_400","reason":"refused","original":""}""" + "\n";
        File.AppendAllText(Path.Combine(after.Path1, "failed.jsonl"), line + line[..30], Encoding.ASCII);

        using var again = after.Open();

        Assert.Equal((0, 1), (again.Count().Failed, again.Count().Uncertain));
        Assert.Empty(again.ReadFailed());
    }

    [Fact]
    public void An_uncertain_row_that_is_sent_again_stays_uncertain_until_it_is_answered()
    {
        using var books = folder.Open();
        books.Reach(3);
        for (var row = 1; row <= 3; row++) books.Uncertain(Rows.Uncertain(row));
        for (var row = 1; row <= 3; row++) books.Leaving(row);
        books.Leaving(2);
        books.Sent(1);
        books.NotReached(2);

        using var after = folder.AfterKill();
        using var again = after.Open();

        Assert.Equal([RowState.Sent, RowState.Uncertain, RowState.Uncertain], Enumerable.Range(1, 3).Select(row => again[row]));
        Assert.Equal([2, 3], again.ReadUncertain().Select(row => row.Row));
    }

    [Fact]
    public void A_row_still_leaving_when_the_run_finishes_is_uncertain()
    {
        using var books = folder.Open();
        books.Reach(1);
        books.Leaving(1);

        books.Finish(1);

        Assert.Equal((0, 1), (books.Count().InFlight, books.Count().Uncertain));
    }

    [Fact]
    public void Books_closed_without_a_finish_are_books_of_a_killed_run()
    {
        using (var books = folder.Open())
        {
            books.Reach(2);
            books.Sent(1);
            books.Leaving(2);
        }

        using var again = folder.Open();

        Assert.Equal((RowState.Sent, RowState.Uncertain), (again[1], again[2]));
    }

    [Fact]
    public void A_kill_while_the_very_first_books_are_made_leaves_nothing_in_the_way()
    {
        folder.Open().Dispose();
        File.Delete(Path.Combine(folder.Path1, TitlePage.FileName));

        using var again = folder.Open();

        Assert.False(again.Continues);
    }
}
