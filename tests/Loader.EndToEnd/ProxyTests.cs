using Loader.Books;
using Loader.EndToEnd.Faults;

namespace Loader.EndToEnd;

/// <summary>
/// The real executable over a network that breaks: whatever happens to connections, what the endpoint has is what the books say, row by row.
/// </summary>
public sealed class ProxyTests
{
    private const int Rows = 400;

    [Theory]
    [InlineData(Deed.Delay, 1)]
    [InlineData(Deed.Throttle, 2)]
    [InlineData(Deed.CutRequest, 3)]
    [InlineData(Deed.CutRequest, 4)]
    [InlineData(Deed.CutAnswer, 5)]
    [InlineData(Deed.CutAnswer, 6)]
    [InlineData(Deed.ResetRequest, 7)]
    [InlineData(Deed.ResetAnswer, 8)]
    [InlineData(Deed.HalfOpen, 9)]
    [InlineData(Deed.BlackHole, 10)]
    [InlineData(Deed.Outage, 11)]
    public async Task What_arrived_is_what_the_books_say(Deed deed, int seed)
    {
        var isSilent = deed is Deed.HalfOpen or Deed.BlackHole;
        await using var endpoint = await Endpoint.StartAsync();
        await using var proxy = FaultProxy.Start(endpoint.Url, seed, deed == Deed.Outage ? new(deed, Share: 1, MostBytes: 60_000) : new(deed));
        using var place = new Workplace();
        place.WriteRows(Rows);
        place.WriteMapping(proxy.Address.ToString(), send: $"{{ parallel: 8, attempts: 12, timeout: {(isSilent ? "1s" : "20s")}, wait_for_endpoint: 30s }}");

        var ended = await LoaderProcess.RunAsync(place.Folder, "run", "mapping.yaml", "--quiet");

        using var books = new BooksOnDisk(Path.Combine(place.Runs, "orders"));
        Assert.True(proxy.Faults > 0, "the fault was never done");
        Assert.True(ended.ExitCode == (books.Counts.Uncertain > 0 ? 5 : 0), ended.ToString());
        Assert.True(books.Counts.Balances(Rows), $"{books.Counts}");
        Assert.Equal(0, books.Counts.Failed);
        AssertArrived(endpoint, books);
        if (deed is Deed.Delay or Deed.Throttle) Assert.Equal(0, books.Counts.Uncertain);
    }

    [Theory]
    [InlineData(Deed.CutAnswer, 21)]
    [InlineData(Deed.ResetRequest, 22)]
    [InlineData(Deed.HalfOpen, 23)]
    public async Task Where_the_mapping_says_resend_everything_arrives_and_nothing_is_uncertain(Deed deed, int seed)
    {
        await using var endpoint = await Endpoint.StartAsync();
        await using var proxy = FaultProxy.Start(endpoint.Url, seed, new(deed));
        using var place = new Workplace();
        place.WriteRows(Rows);
        place.WriteMapping(proxy.Address.ToString(), send: "{ parallel: 8, attempts: 30, timeout: 1s }", more: "uncertain: resend");

        var ended = await LoaderProcess.RunAsync(place.Folder, "run", "mapping.yaml", "--quiet");

        using var books = new BooksOnDisk(Path.Combine(place.Runs, "orders"));
        Assert.True(ended.ExitCode == 0, ended.ToString());
        Assert.True(proxy.Faults > 0, "the fault was never done");
        Assert.Equal(Rows, books.Counts.Sent);
        Assert.Equal(Rows, endpoint.AnsweredRows.Concat(endpoint.RowsWithLostAnswer).Distinct().Count());
    }

    [Fact]
    public async Task An_endpoint_that_is_not_there_yet_is_waited_for_before_the_first_row()
    {
        await using var endpoint = await Endpoint.StartAsync();
        await using var proxy = FaultProxy.NotYet(endpoint.Url);
        using var place = new Workplace();
        place.WriteRows(20);
        place.WriteMapping(proxy.Address.ToString());

        var without = await LoaderProcess.RunAsync(place.Folder, "run", "mapping.yaml", "--quiet");
        var waiting = LoaderProcess.RunAsync(place.Folder, "run", "mapping.yaml", "--quiet", "--wait-for-endpoint", "40s");
        using (var second = new PeriodicTimer(TimeSpan.FromSeconds(1))) await second.WaitForNextTickAsync();
        proxy.Open();
        var with = await waiting;

        Assert.True(without.ExitCode == 2, without.ToString());
        Assert.True(with.ExitCode == 0, with.ToString());
        Assert.Equal(20, endpoint.AnsweredRows.Count);
    }

    [Fact]
    public async Task Adaptive_parallelism_keeps_the_books_as_well_and_says_what_it_did()
    {
        await using var endpoint = await Endpoint.StartAsync("429*4 retry-after=1, 500@2%, close-after-accept@1%");
        using var place = new Workplace();
        place.WriteRows(Rows);
        place.WriteMapping(endpoint.Url, send: "{ parallel: auto 2..24, attempts: 12, timeout: 20s }");

        var ended = await LoaderProcess.RunAsync(place.Folder, "run", "mapping.yaml");

        using var books = new BooksOnDisk(Path.Combine(place.Runs, "orders"));
        Assert.True(ended.ExitCode == (books.Counts.Uncertain > 0 ? 5 : 0), ended.ToString());
        AssertArrived(endpoint, books);
        Assert.Equal(0, endpoint.Received.Overlaps);
        Assert.Contains("parallel: auto ended at", await File.ReadAllTextAsync(Path.Combine(place.Runs, "orders", "report.md")), StringComparison.Ordinal);
    }

    /// <summary>Sent rows are there exactly once; a row that is there without being called sent is uncertain; nothing is there twice.</summary>
    private static void AssertArrived(Endpoint endpoint, BooksOnDisk books)
    {
        var arrived = endpoint.AnsweredRows.Concat(endpoint.RowsWithLostAnswer).ToList();
        var sent = books.Rows(RowState.Sent, Rows);
        Assert.Equal(arrived.Count, arrived.Distinct().Count());
        Assert.Empty(sent.Except(arrived));
        Assert.Empty(arrived.Except(sent).Except(books.Rows(RowState.Uncertain, Rows)));
    }
}
