using Loader.EndToEnd.Faults;

namespace Loader.EndToEnd.Network;

/// <summary>What a broken network leaves in doubt, sent again until an answer was read.</summary>
public sealed class ResentTests
{
    [Theory]
    [InlineData(Deed.CutAnswer, 21, "5m")]
    [InlineData(Deed.ResetRequest, 22, "5m")]
    [InlineData(Deed.HalfOpen, 23, "1s")]
    public async Task Where_the_mapping_says_resend_everything_arrives_and_nothing_is_uncertain(Deed deed, int seed, string timeout)
    {
        await using var endpoint = await Endpoint.StartAsync();
        await using var proxy = FaultProxy.Start(endpoint.Url, seed, new(deed));
        using var place = new Workplace();
        place.WriteRows(Proxied.Rows);
        place.WriteMapping(proxy.Address.ToString(), send: $"{{ parallel: 8, attempts: 100, timeout: {timeout} }}", more: "uncertain: resend");

        var ended = await LoaderProcess.RunAsync(place.Folder, "run", "mapping.yaml", "--quiet");

        using var books = new BooksOnDisk(Path.Combine(place.Runs, "orders"));
        Assert.True(ended.ExitCode == 0, ended.ToString());
        Assert.True(proxy.Faults > 0, "the fault was never done");
        Assert.Equal(Proxied.Rows, books.Counts.Sent);
        Assert.Equal(Proxied.Rows, endpoint.AnsweredRows.Concat(endpoint.RowsWithLostAnswer).Distinct().Count());
    }
}
