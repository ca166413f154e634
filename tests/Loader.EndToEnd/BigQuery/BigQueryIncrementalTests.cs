using Loader.EndToEnd.Resuming;

namespace Loader.EndToEnd.BigQuery;

/// <summary>Loads of what is new, one after the other, by the real executable.</summary>
public sealed class BigQueryIncrementalTests
{
    private const string Since = """
        query: |
              SELECT id, total, at FROM `shop.crm.orders` WHERE at > @since
            parameters: { since: = last(at) ?? "2026-01-01T00:00:00Z" }
        """;

    [Fact]
    public async Task Two_loads_after_each_other_get_exactly_the_new_rows_and_a_third_finds_nothing_and_is_green()
    {
        await using var shop = await OpenAsync(1_200);
        await shop.RunAsync(0);
        shop.Has(1_201, 1_100);
        await shop.RunAsync(0);
        shop.Has(1, 0);

        var third = await shop.RunAsync(0);

        Assert.Equal(BigQueryShop.Expected(1, 2_300).Order(StringComparer.Ordinal), shop.Hook.Stored.Order(StringComparer.Ordinal));
        Assert.Equal(["2026-01-01 00:00:00.000000+00", "2026-03-01 10:20:00.123454+00", "2026-03-01 10:38:20.123456+00"], Parameters(shop));
        Assert.Contains("nothing new since 2026-03-01T10:38:20.123456Z", third.Output.ReplaceLineEndings(" "), StringComparison.Ordinal);

        // And the mark stays where it was.
        shop.Has(2_301, 1);
        await shop.RunAsync(0);
        Assert.Equal("2026-03-01 10:38:20.123456+00", Parameters(shop)[^1]);
        Assert.Contains("last(at) is 2026-03-01T10:38:21.123457Z", (await shop.SayAsync("status", "orders")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_first_load_without_rows_is_a_mistake_that_the_next_run_finds_mended()
    {
        await using var shop = await OpenAsync(0);

        Assert.Contains("BIG006", (await shop.RunAsync(2)).Talk, StringComparison.Ordinal);

        shop.Has(1, 3);
        await shop.RunAsync(0);
        Assert.Equal(3, shop.Hook.Stored.Count);
    }

    [Fact]
    public async Task A_run_that_stopped_half_way_moves_nothing_and_goes_on_with_the_rows_it_began_with()
    {
        await using var shop = await OpenAsync(1_500);
        await shop.RunAsync(0);
        shop.Has(1_501, 1_500);
        shop.Hook.FromNowOn(id => Number(id) <= 2_000 ? Deal.Take : Deal.Hold);
        using (var second = shop.Start())
        {
            await shop.Hook.ArrivedAsync(2_005);
            second.Kill();
            await second.EndAsync();
        }

        Assert.Contains("last(at) is 2026-03-01T10:25:00.123457Z", (await shop.SayAsync("status", "orders")).Output, StringComparison.Ordinal);
        shop.Hook.FromNowOn(_ => Deal.Take);

        // More was written meanwhile: that is for the load after this one.
        shop.Has(1_501, 1_700);
        await shop.RunAsync(0, "--resolve", "uncertain=resend");

        Assert.Contains("last(at) is 2026-03-01T10:50:00.123454Z", (await shop.SayAsync("status", "orders")).Output, StringComparison.Ordinal);
        Assert.Equal(
            BigQueryShop.Expected(1, 3_000).Order(StringComparer.Ordinal), shop.Hook.Stored.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));
        Assert.Equal(2, shop.Emulator.Jobs.Count);
        Assert.Equal(2, shop.Storage.Calls.Count(call => call.StartsWith("CreateReadSession", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_person_says_another_beginning_and_nothing_behind_it_is_green_too()
    {
        await using var shop = await OpenAsync(3);
        await shop.RunAsync(0);
        shop.Has(1, 0);

        var ended = await shop.RunAsync(0, "--since", "2026-02-01T00:00:00Z");

        Assert.Equal("2026-02-01 00:00:00.000000+00", Parameters(shop)[^1]);
        Assert.Contains("nothing new since 2026-02-01T00:00:00Z", ended.Output.ReplaceLineEndings(" "), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_next_load_whose_query_fails_leaves_the_mark_and_the_run_after_it_begins_there()
    {
        await using var shop = await OpenAsync(3);
        await shop.RunAsync(0);
        shop.Emulator.JobErrors.Enqueue(("invalidQuery", "division by zero: 1 / 0"));

        Assert.Contains("division by zero", (await shop.RunAsync(2)).Talk, StringComparison.Ordinal);

        shop.Has(4, 2);
        await shop.RunAsync(0);
        Assert.Equal("2026-03-01 10:00:03.123454+00", Parameters(shop)[^1]);
        Assert.Equal(5, shop.Hook.Stored.Count);
    }

    private static async Task<BigQueryShop> OpenAsync(int rows)
    {
        var shop = await BigQueryShop.OpenAsync(rows);
        shop.WriteMapping(Since);
        return shop;
    }

    private static int Number(string id) => Shop.RowOf(id[..id.IndexOf('|', StringComparison.Ordinal)]);

    private static List<string?> Parameters(BigQueryShop shop) =>
        [.. shop.Emulator.Inserted.Select(body => (string?)body["configuration"]!["query"]!["queryParameters"]![0]!["parameterValue"]!["value"])];
}
