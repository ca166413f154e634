namespace Loader.EndToEnd.Resuming;

/// <summary>Failed rows are sent from their corrected file or by <c>--retry-failed</c>; doing both is refused, whichever came first.</summary>
public sealed class CorrectedOrRetriedTests
{
    [Theory]
    [InlineData(".loader/orders/rejected.csv", ".loader/corrected")]
    [InlineData(".loader/orders/rejected.csv", "elsewhere")]
    [InlineData("copied.csv", ".loader/corrected")]
    public async Task A_retry_is_refused_when_the_rejected_file_was_loaded(string file, string runs)
    {
        await using var shop = await FailedAsync();
        if (file == "copied.csv") File.Copy(Rejected(shop), shop.Place[file]);
        await shop.RunAsync(0, "--from", file, "--runs", runs);
        var page = await File.ReadAllBytesAsync(Path.Combine(shop.Books, "books.json"));

        var refused = await shop.RunAsync(2, "--retry-failed");

        Assert.Contains("BOOK013", refused.Talk, StringComparison.Ordinal);
        Assert.Contains("--allow-doubles", refused.Talk, StringComparison.Ordinal);
        Assert.Equal(page, await File.ReadAllBytesAsync(Path.Combine(shop.Books, "books.json")));
        Assert.Equal(Shop.Ids(10).Order(StringComparer.Ordinal), shop.Hook.Stored.Order(StringComparer.Ordinal));

        await shop.RunAsync(0, "--retry-failed", "--allow-doubles");
        Assert.Equal(12, shop.Hook.Stored.Count);
    }

    [Fact]
    public async Task A_retry_goes_on_when_the_load_of_the_rejected_file_sent_nothing()
    {
        await using var shop = await FailedAsync();
        shop.Hook.Deals = _ => Deal.Refuse;
        await shop.RunAsync(3, "--from", Rejected(shop), "--runs", ".loader/corrected");

        shop.Hook.Deals = _ => Deal.Take;
        await shop.RunAsync(0, "--retry-failed");

        shop.AssertStoredOnceIsSent(10);
    }

    [Fact]
    public async Task What_a_load_of_a_corrected_file_rejected_in_its_turn_counts_too()
    {
        await using var shop = await FailedAsync();
        shop.Hook.Deals = _ => Deal.Refuse;
        await shop.RunAsync(3, "--from", Rejected(shop), "--runs", "second");
        shop.Hook.Deals = _ => Deal.Take;
        await shop.RunAsync(0, "--from", Path.Combine("second", "orders", "rejected.csv"), "--runs", "third");

        var refused = await shop.RunAsync(2, "--retry-failed");

        Assert.Contains("BOOK013", refused.Talk, StringComparison.Ordinal);
        Assert.Equal(10, shop.Hook.Stored.Count);
    }

    [Fact]
    public async Task A_corrected_file_is_refused_when_its_rows_were_tried_again()
    {
        await using var shop = await FailedAsync();
        await File.WriteAllTextAsync(Rejected(shop), (await File.ReadAllTextAsync(Rejected(shop))).Replace("3.50", "33.50", StringComparison.Ordinal));
        await shop.RunAsync(0, "--retry-failed");

        var refused = await shop.RunAsync(2, "--from", Rejected(shop), "--runs", ".loader/corrected");

        Assert.Contains("BOOK014", refused.Talk, StringComparison.Ordinal);
        Assert.Equal(10, shop.Hook.Stored.Count);
        await shop.RunAsync(0, "--from", Rejected(shop), "--runs", ".loader/corrected", "--allow-doubles");
        Assert.Equal(12, shop.Hook.Stored.Count);
    }

    [Fact]
    public async Task A_rejected_file_that_a_retry_wrote_anew_is_loaded()
    {
        await using var shop = await FailedAsync();
        shop.Hook.Deals = id => id == "o7" ? Deal.Refuse : Deal.Take;
        await shop.RunAsync(3, "--retry-failed");

        shop.Hook.Deals = _ => Deal.Take;
        await shop.RunAsync(0, "--from", Rejected(shop), "--runs", ".loader/corrected");

        Assert.Equal(Shop.Ids(10).Order(StringComparer.Ordinal), shop.Hook.Stored.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_corrected_file_that_is_corrected_once_more_is_refused_with_what_a_restart_would_send_again()
    {
        await using var shop = await FailedAsync();
        shop.Hook.Deals = id => id == "o7" ? Deal.Refuse : Deal.Take;
        await shop.RunAsync(3, "--from", Rejected(shop), "--runs", ".loader/corrected");
        await File.AppendAllTextAsync(Rejected(shop), "\n");
        await File.WriteAllTextAsync(Rejected(shop), (await File.ReadAllTextAsync(Rejected(shop))).Replace("7.50", "8.50", StringComparison.Ordinal));

        var refused = await shop.RunAsync(2, "--from", Rejected(shop), "--runs", ".loader/corrected");

        var said = refused.Talk.ReplaceLineEndings(" ");
        Assert.Contains("what failed again is in the rejected file of this load", said, StringComparison.Ordinal);
        Assert.Contains("--restart sends every row again, also the 1 that was sent", said, StringComparison.Ordinal);
    }

    private static string Rejected(Shop shop) => Path.Combine(shop.Books, "rejected.csv");

    /// <summary>Ten rows, of which 3 and 7 were refused; everything is taken from now on.</summary>
    private static async Task<Shop> FailedAsync()
    {
        var shop = await Shop.OpenAsync(10);
        shop.Hook.Deals = id => id is "o3" or "o7" ? Deal.Refuse : Deal.Take;
        var ended = await shop.RunAsync(3);
        Assert.Contains("not both", ended.Output, StringComparison.Ordinal);
        shop.Hook.Deals = _ => Deal.Take;
        return shop;
    }
}
