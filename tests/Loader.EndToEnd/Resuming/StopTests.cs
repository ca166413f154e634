using System.Diagnostics;
using System.Globalization;

namespace Loader.EndToEnd.Resuming;

/// <summary>A run that is asked to stop while the server does not answer: what is in flight has its time, and no more.</summary>
public sealed class StopTests
{
    private const int Rows = 30;

    [Theory]
    [InlineData("INT", 130)]
    [InlineData("TERM", 143)]
    public async Task What_is_in_flight_at_a_server_that_never_answers_is_uncertain_once_the_grace_is_over(string signal, int exit)
    {
        if (OperatingSystem.IsWindows()) return;
        await using var shop = await HeldAsync();
        using var run = shop.Start("--grace", "300ms");
        await shop.Hook.ArrivedAsync(14);

        await SignalAsync(run, signal);
        var ended = await run.EndAsync();

        Assert.True(ended.ExitCode == exit, ended.ToString());
        Assert.Contains("reading no more, waiting up to 0 s", ended.Talk, StringComparison.Ordinal);
        Assert.Contains("loader run mapping.yaml", ended.Output, StringComparison.Ordinal);
        Assert.Contains("the books balance: 14 = 10 + 0 + 0 + 4", ended.Output, StringComparison.Ordinal);
        Assert.Equal((10, 4), (shop.States(Rows).Count(state => state == 's'), shop.States(Rows).Count(state => state == 'u')));
        shop.AssertStoredOnceIsSent(Rows);

        shop.Hook.FromNowOn(_ => Deal.Take);
        await shop.RunAsync(5);
        Assert.Equal(Rows - 4, shop.Hook.Stored.Count);
        shop.AssertStoredOnceIsSent(Rows);
    }

    [Fact]
    public async Task What_is_answered_within_the_grace_is_sent()
    {
        if (OperatingSystem.IsWindows()) return;
        await using var shop = await HeldAsync();
        using var run = shop.Start("--grace", "30s");
        await shop.Hook.ArrivedAsync(14);

        await SignalAsync(run, "TERM");
        await run.SaidAsync("stopping:");
        shop.Hook.Release();
        var ended = await run.EndAsync();

        Assert.True(ended.ExitCode == 143, ended.ToString());
        Assert.InRange(shop.States(Rows).Count(state => state == 's'), 14, Rows);
        Assert.DoesNotContain('u', shop.States(Rows));
        shop.AssertStoredOnceIsSent(Rows);
        await shop.RunAsync(0);
        Assert.Equal(Rows, shop.Hook.Stored.Count);
    }

    [Fact]
    public async Task A_second_signal_leaves_at_once_with_true_books()
    {
        if (OperatingSystem.IsWindows()) return;
        await using var shop = await HeldAsync();
        using var run = shop.Start("--grace", "10m");
        await shop.Hook.ArrivedAsync(14);

        await SignalAsync(run, "INT");
        await run.SaidAsync("stopping:");
        await SignalAsync(run, "INT");
        var ended = await run.EndAsync();

        Assert.True(ended.ExitCode == 130, ended.ToString());
        Assert.Equal((10, 4), (shop.States(Rows).Count(state => state == 's'), shop.States(Rows).Count(state => state == 'l')));
        shop.Hook.FromNowOn(_ => Deal.Take);
        await shop.RunAsync(5);
        shop.AssertStoredOnceIsSent(Rows);
    }

    /// <summary>The first ten rows are answered, the others wait.</summary>
    private static async Task<Shop> HeldAsync()
    {
        var shop = await Shop.OpenAsync(Rows);
        shop.Hook.Deals = id => Shop.RowOf(id) > 10 ? Deal.Hold : Deal.Take;
        return shop;
    }

    private static async Task SignalAsync(LoaderProcess run, string signal)
    {
        using var kill = Process.Start("kill", ["-" + signal, run.Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
    }
}
