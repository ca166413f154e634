using Loader.Books.RowBytes;

namespace Loader.EndToEnd;

/// <summary>Whatever goes wrong on the way, the endpoint's own list and the books say the same of every row.</summary>
public sealed class FaultTests
{
    [Theory]
    [InlineData("", 0)]
    [InlineData("500@10%", 0)]
    [InlineData("429*3 retry-after=1, 503@1%", 0)]
    [InlineData("garbage@2%", 5)]
    [InlineData("close@3%", 5)]
    [InlineData("cut@1%, close-after-accept@1%", 5)]
    [InlineData("500@5%, 502@5%, close-after-accept@0.5%, big@0.5%", 5)]
    public async Task The_endpoints_own_list_equals_the_books(string faults, int exit)
    {
        const int Rows = 800;
        await using var endpoint = await Endpoint.StartAsync(faults);
        using var place = new Workplace();
        place.WriteRows(Rows);
        place.WriteMapping(endpoint.Url, send: "{ parallel: 8, attempts: 12, timeout: 5m }");

        var ended = await LoaderProcess.RunAsync(place.Folder, "run", "mapping.yaml", "--quiet");

        Assert.True(exit == ended.ExitCode, ended.ToString());
        using var books = new BooksOnDisk(Path.Combine(place.Runs, "orders"));
        AssertSame(endpoint, books, Rows);
        Assert.True(books.Counts.Balances(Rows));
        Assert.Equal(0, endpoint.Received.Overlaps);
        Assert.Empty(endpoint.Received.Lost);
    }

    [Fact]
    public async Task A_server_that_fails_without_an_end_stops_the_run_and_no_row_is_called_sent()
    {
        const int Rows = 500;
        await using var endpoint = await Endpoint.StartAsync("500");
        using var place = new Workplace();
        place.WriteRows(Rows);
        place.WriteMapping(endpoint.Url, send: "{ parallel: 8, attempts: 3, timeout: 5m, give_up_after: 1s }");

        var ended = await LoaderProcess.RunAsync(place.Folder, "run", "mapping.yaml");

        Assert.True(ended.ExitCode == 4, ended.ToString());
        using var books = new BooksOnDisk(Path.Combine(place.Runs, "orders"));
        Assert.Equal(0, books.Counts.Sent);
        Assert.Equal(0, books.Counts.InFlight);
        Assert.Equal(books.Counts.Failed, books.Failed.Select(row => row.Row).Distinct().Count());
    }

    [Fact]
    public async Task A_few_rows_at_a_server_that_always_fails_are_failed_once_each_when_their_attempts_are_used_up()
    {
        await using var endpoint = await Endpoint.StartAsync("500");
        using var place = new Workplace();
        place.WriteRows(4);
        place.WriteMapping(endpoint.Url, send: "{ parallel: 4, attempts: 2, timeout: 5m }");

        var ended = await LoaderProcess.RunAsync(place.Folder, "run", "mapping.yaml");

        Assert.True(ended.ExitCode == 3, ended.ToString());
        using var books = new BooksOnDisk(Path.Combine(place.Runs, "orders"));
        Assert.Equal([1, 2, 3, 4], books.Failed.Select(row => row.Row));
    }

    [Fact]
    public async Task An_answer_of_200_that_is_not_the_tags_own_is_no_proof()
    {
        await using var endpoint = await Endpoint.StartAsync("garbage");
        using var place = new Workplace();
        place.WriteRows(4);
        place.WriteMapping(endpoint.Url, send: "{ parallel: 2, attempts: 2, timeout: 5m }");

        var ended = await LoaderProcess.RunAsync(place.Folder, "run", "mapping.yaml", "--quiet");

        using var books = new BooksOnDisk(Path.Combine(place.Runs, "orders"));
        Assert.Equal(0, books.Counts.Sent);
        Assert.NotEqual(0, ended.ExitCode);
    }

    [Fact]
    public async Task A_page_view_is_made_for_sessions_that_the_tag_does_not_know_when_the_mapping_asks_for_it()
    {
        const int Rows = 120;
        await using var endpoint = await Endpoint.StartAsync(knownSessions: false);
        using var place = new Workplace();
        place.WriteRows(Rows, clients: 10);
        place.WriteMapping(endpoint.Url, to: "page_view: ensure");

        var ended = await LoaderProcess.RunAsync(place.Folder, "run", "mapping.yaml");

        Assert.True(ended.ExitCode == 0, ended.ToString());
        Assert.Equal(Enumerable.Range(1, Rows).Select(row => (long)row), endpoint.AnsweredRows.Order());
        Assert.Equal(0, endpoint.Received.Overlaps);
    }

    [Fact]
    public async Task Without_it_events_of_unknown_sessions_fail_with_the_tags_reason()
    {
        await using var endpoint = await Endpoint.StartAsync(knownSessions: false);
        using var place = new Workplace();
        place.WriteRows(10);
        place.WriteMapping(endpoint.Url);

        var ended = await LoaderProcess.RunAsync(place.Folder, "run", "mapping.yaml");

        Assert.Equal(3, ended.ExitCode);
        using var books = new BooksOnDisk(Path.Combine(place.Runs, "orders"));
        Assert.Equal(10, books.Counts.Failed);
        Assert.All(books.Failed, row => Assert.Contains("Orphan event", row.Reason, StringComparison.Ordinal));
    }

    internal static void AssertSame(Endpoint endpoint, BooksOnDisk books, long rows)
    {
        var sent = books.Rows(RowState.Sent, rows);
        var uncertain = books.Rows(RowState.Uncertain, rows);
        var answered = endpoint.AnsweredRows;
        Assert.Equal(answered.Count, answered.Distinct().Count());
        Assert.Equal(sent.Order(), answered.Order());

        // A lost answer may leave a row uncertain, and only then may it have arrived without being called sent.
        Assert.Subset(new HashSet<long>(uncertain), new HashSet<long>(endpoint.RowsWithLostAnswer));
    }
}
