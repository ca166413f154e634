using Loader.Books.RowBytes;
using Loader.EndToEnd.Faults;

namespace Loader.EndToEnd.Network;

/// <summary>
/// The real executable over a network that breaks: whatever happens to connections, what the endpoint has is what the books say, row by row. The
/// tests are several classes, since they mostly wait and classes run side by side.
/// </summary>
internal static class Proxied
{
    public const int Rows = 400;

    /// <summary>One load through a proxy that does something to its connections.</summary>
    /// <param name="deed">What.</param>
    /// <param name="seed">Decides to which, and when.</param>
    /// <param name="timeout">How long an answer is waited for: no longer than needed only where some never come.</param>
    public static async Task CheckAsync(Deed deed, int seed, string timeout = "5m")
    {
        await using var endpoint = await Endpoint.StartAsync();
        await using var proxy = FaultProxy.Start(endpoint.Url, seed, deed == Deed.Outage ? new(deed, Share: 1, MostBytes: 60_000) : new(deed));
        using var place = new Workplace();
        place.WriteRows(Rows);
        place.WriteMapping(proxy.Address.ToString(), send: $"{{ parallel: 8, attempts: 12, timeout: {timeout}, wait_for_endpoint: 5m }}");

        var ended = await LoaderProcess.RunAsync(place.Folder, "run", "mapping.yaml", "--quiet");

        using var books = new BooksOnDisk(Path.Combine(place.Runs, "orders"));
        Assert.True(proxy.Faults > 0, "the fault was never done");
        Assert.True(ended.ExitCode == (books.Counts.Uncertain > 0 ? 5 : 0), ended.ToString());
        Assert.True(books.Counts.Balances(Rows), $"{books.Counts}");
        Assert.Equal(0, books.Counts.Failed);
        AssertArrived(endpoint, books);
        if (deed is Deed.Delay or Deed.Throttle) Assert.Equal(0, books.Counts.Uncertain);
    }

    /// <summary>Sent rows are there exactly once; a row that is there without being called sent is uncertain; nothing is there twice.</summary>
    public static void AssertArrived(Endpoint endpoint, BooksOnDisk books)
    {
        var arrived = endpoint.AnsweredRows.Concat(endpoint.RowsWithLostAnswer).ToList();
        var sent = books.Rows(RowState.Sent, Rows);
        Assert.Equal(arrived.Count, arrived.Distinct().Count());
        Assert.Empty(sent.Except(arrived));
        Assert.Empty(arrived.Except(sent).Except(books.Rows(RowState.Uncertain, Rows)));
    }
}
