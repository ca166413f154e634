namespace Loader.EndToEnd.Resuming;

/// <summary>Limits that stop a run early, and the next run that goes on.</summary>
public sealed class LimitTests
{
    [Fact]
    public async Task A_run_that_took_as_long_as_it_may_stops_with_exit_4_and_the_next_one_continues()
    {
        const int Rows = 3_000;
        // A dozen rows get through at once, and the next ones together take the endpoint longer than the run may.
        await using var endpoint = await Endpoint.StartAsync("slow=700ms@13-36");
        using var place = new Workplace();
        place.WriteRows(Rows, clients: 500);
        place.WriteMapping(endpoint.Url, send: "{ parallel: 4, attempts: 4, timeout: 5m, max_time: 3s }");

        var ended = await LoaderProcess.RunAsync(place.Folder, "run", "mapping.yaml");

        Assert.True(ended.ExitCode == 4, ended.ToString());
        Assert.Contains("the run took as long as max_time allows (3s)", OneLine(ended.Output), StringComparison.Ordinal);
        Assert.InRange(endpoint.AnsweredRows.Count, 1, Rows - 1);

        var again = await LoaderProcess.RunAsync(place.Folder, "run", "mapping.yaml", "--max-time", "10m");
        Assert.True(again.ExitCode == 0, again.ToString());
        Assert.Equal(Enumerable.Range(1, Rows).Select(row => (long)row), endpoint.AnsweredRows.Order());
    }

    [Theory]
    [InlineData("2% of last 1000", 4)]
    [InlineData("2%", 3)]
    [InlineData("40", 4)]
    [InlineData("41", 3)]
    public async Task A_share_of_the_last_rows_sees_what_a_share_of_all_does_not(string limit, int exit)
    {
        // 41 bad rows near each other, after 2,500 good ones: 1.4 % of all, and 4 % of the last thousand.
        const int Rows = 3_000;
        await using var shop = await Shop.OpenAsync(0);
        shop.Place.Write(
            "rows.csv",
            "id,total\n" + string.Concat(Enumerable.Range(1, Rows).Select(row => Shop.Line(row, row is > 2_500 and <= 2_541 ? "7,5O" : "7.50"))));

        var ended = await shop.RunAsync(exit, "--max-failed", limit);

        if (exit == 4) Assert.Contains($"more rows failed than max_failed allows ({limit})", OneLine(ended.Output), StringComparison.Ordinal);
        Assert.Equal(exit == 3, shop.Hook.Stored.Count == Rows - 41);
    }

    private static string OneLine(string text) => string.Join(' ', text.Split((char[])[' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries));
}
