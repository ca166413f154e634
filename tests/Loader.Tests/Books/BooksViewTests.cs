using Loader.Books;

namespace Loader.Tests.Books;

/// <summary>Looking at books: also while a run holds them, and without a trace.</summary>
public sealed class BooksViewTests : IDisposable
{
    private readonly BooksFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Books_that_a_run_holds_can_be_looked_at_and_nothing_changes()
    {
        using var books = folder.Open();
        books.Reach(4);
        books.Sent(1);
        books.Failed(Rows.Failed(2));
        books.Uncertain(Rows.Uncertain(3));
        books.Leaving(4);

        using var view = BooksView.Open(folder.Path1, out _)!;

        Assert.True(view.IsRunning);
        Assert.Equal((1, 1, 1, 1), (view.AtOpening.Sent, view.AtOpening.Failed, view.AtOpening.Uncertain, view.AtOpening.InFlight));
        Assert.Equal("e-1", view.ReadUncertain().Single().EventId);
        Assert.Equal(2, view.ReadFailed().Single().Row);
        books.Sent(4);
        Assert.Equal(2, view.Count().Sent);
    }

    [Fact]
    public void After_a_kill_rows_that_were_leaving_are_called_uncertain_and_the_files_stay_byte_by_byte()
    {
        using var books = folder.Open();
        books.Reach(2);
        books.Sent(1);
        books.Leaving(2);
        using var after = folder.AfterKill();
        File.Delete(Path.Combine(after.Path1, BooksLock.HolderName));
        var before = after.Content();

        using (var view = BooksView.Open(after.Path1, out _)!)
        {
            Assert.Equal((false, false), (view.IsRunning, view.HasEnded));
            Assert.Equal((1, 1, 0), (view.AtOpening.Sent, view.AtOpening.Uncertain, view.AtOpening.InFlight));
            Assert.Equal(2, view.ReadUncertain().Single().Row);
        }

        Assert.Equal(before, after.Content());
    }

    /// <summary>In containers every process has the number 1, on a host that may have the same name.</summary>
    [Fact]
    public void A_holder_with_this_process_number_that_started_at_another_time_is_not_this_process()
    {
        using var books = folder.Open();
        var holder = Holder.Current(BooksFolder.Noon);

        Assert.True(holder.IsThisProcess);
        Assert.False((holder with { ProcessStarted = holder.ProcessStarted.AddMinutes(-5) }).IsThisProcess);
    }

    [Theory]
    [InlineData(null, "there are no books in it")]
    [InlineData("{", "books.json is damaged")]
    public void What_cannot_be_looked_at_is_said(string? page, string expected)
    {
        Directory.CreateDirectory(folder.Path1);
        if (page is not null) File.WriteAllText(Path.Combine(folder.Path1, TitlePage.FileName), page);

        Assert.Null(BooksView.Open(folder.Path1, out var reason));
        Assert.Equal(expected, reason);
    }
}
