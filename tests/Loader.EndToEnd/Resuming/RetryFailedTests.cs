namespace Loader.EndToEnd.Resuming;

/// <summary><c>--retry-failed</c> sends what failed, and nothing else.</summary>
public sealed class RetryFailedTests
{
    [Fact]
    public async Task Failed_rows_alone_leave_again()
    {
        await using var shop = await Shop.OpenAsync(20);
        shop.Hook.Deals = id => id is "o3" or "o7" ? Deal.Refuse : Deal.Take;
        var first = await shop.RunAsync(3);
        Assert.Contains("--retry-failed", first.Output, StringComparison.Ordinal);
        Assert.Equal("ssfsssfsssssssssssss", shop.States(20));

        shop.Hook.Deals = _ => Deal.Take;
        var requests = shop.Hook.Requests;
        await shop.RunAsync(0, "--retry-failed");

        Assert.Equal(2, shop.Hook.Requests - requests);
        Assert.Equal(Shop.Ids(20).Order(StringComparer.Ordinal), shop.Hook.Stored.Order(StringComparer.Ordinal));
        await shop.RunAsync(0);
        Assert.Equal(2, shop.Hook.Requests - requests);
    }

    [Fact]
    public async Task Under_a_mended_mapping_which_a_plain_run_refuses_with_the_way_out()
    {
        await using var shop = await Shop.OpenAsync(10);
        shop.Change("total: decimal", "total: integer");
        shop.Place.Write("rows.csv", "id,total\n" + string.Concat(Enumerable.Range(1, 10).Select(row => Shop.Line(row, row == 4 ? "4.50" : "4"))));
        await shop.RunAsync(3);

        shop.Change("total: integer", "total: decimal");
        var plain = await shop.RunAsync(2);
        Assert.Contains("what the mapping 'orders' says changed since this load began", plain.Talk, StringComparison.Ordinal);
        Assert.Contains("--retry-failed sends those alone under the mapping as it is now", plain.Talk.ReplaceLineEndings(" "), StringComparison.Ordinal);

        var retried = await shop.RunAsync(0, "--retry-failed");
        Assert.Contains("the mapping changed since the rows failed", shop.Report, StringComparison.Ordinal);
        Assert.Contains("failed -1", retried.Output, StringComparison.Ordinal);
        Assert.Equal("ssssssssss", shop.States(10));
        shop.AssertStoredOnceIsSent(10);
    }

    [Fact]
    public async Task Of_several_events_of_a_row_only_those_leave_that_were_not_accepted()
    {
        await using var shop = await Shop.OpenAsync(6, events: Shop.TwoEvents);
        shop.Hook.Deals = id => id is "o2-b" or "o5-a" ? Deal.Refuse : Deal.Take;
        await shop.RunAsync(3);
        Assert.Equal("sfssfs", shop.States(6));
        var requests = shop.Hook.Requests;

        shop.Hook.Deals = _ => Deal.Take;
        await shop.RunAsync(0, "--retry-failed");

        Assert.Equal(2, shop.Hook.Requests - requests);
        Assert.Equal("ssssss", shop.States(6));
        Assert.Equal(Shop.Ids(6).SelectMany(id => new[] { id + "-a", id + "-b" }), shop.Hook.Stored.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Killed_in_the_middle_and_continued_nothing_is_sent_twice_or_forgotten()
    {
        const int Rows = 60;
        await using var shop = await Shop.OpenAsync(Rows);
        shop.Hook.Deals = id => Shop.RowOf(id) % 2 == 0 ? Deal.Refuse : Deal.Take;
        await shop.RunAsync(3);

        shop.Hook.FromNowOn(id => Shop.RowOf(id) > 30 ? Deal.Hold : Deal.Take);
        using (var retry = shop.Start("--retry-failed"))
        {
            await shop.Hook.ArrivedAsync(Rows + 15 + 4);
            retry.Kill();
            await retry.EndAsync();
        }

        shop.Hook.FromNowOn(_ => Deal.Take);
        await shop.RunAsync(5);

        Assert.Contains("its books were taken over", shop.Report, StringComparison.Ordinal);
        Assert.Equal(4, shop.States(Rows).Count(state => state == 'u'));
        Assert.Equal(Rows - 4, shop.States(Rows).Count(state => state == 's'));
        shop.AssertStoredOnceIsSent(Rows);
    }
}
