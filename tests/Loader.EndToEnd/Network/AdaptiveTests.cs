namespace Loader.EndToEnd.Network;

/// <summary>The number of requests in flight is found while sending, over an endpoint that pushes back.</summary>
public sealed class AdaptiveTests
{
    [Fact]
    public async Task Adaptive_parallelism_keeps_the_books_as_well_and_says_what_it_did()
    {
        await using var endpoint = await Endpoint.StartAsync("429*4 retry-after=1, 500@2%, close-after-accept@1%");
        using var place = new Workplace();
        place.WriteRows(Proxied.Rows);
        place.WriteMapping(endpoint.Url, send: "{ parallel: auto 2..24, attempts: 12, timeout: 5m }");

        var ended = await LoaderProcess.RunAsync(place.Folder, "run", "mapping.yaml");

        using var books = new BooksOnDisk(Path.Combine(place.Runs, "orders"));
        Assert.True(ended.ExitCode == (books.Counts.Uncertain > 0 ? 5 : 0), ended.ToString());
        Proxied.AssertArrived(endpoint, books);
        Assert.Equal(0, endpoint.Received.Overlaps);
        Assert.Contains("parallel: auto ended at", await File.ReadAllTextAsync(Path.Combine(place.Runs, "orders", "report.md")), StringComparison.Ordinal);
    }
}
