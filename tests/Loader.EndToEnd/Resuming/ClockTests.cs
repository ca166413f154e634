using System.Globalization;
using System.Text.Json.Nodes;

namespace Loader.EndToEnd.Resuming;

/// <summary>
/// Where the destination ignores repeats for a while, the clock decides whether an uncertain row is sent again. The clock of the machine cannot be
/// set in a test: what the books say of the moment it left is moved instead.
/// </summary>
public sealed class ClockTests
{
    [Theory]
    [InlineData(-1, 0, "sss", 4)]
    [InlineData(-42, 0, "sss", 4)]
    [InlineData(-44, 5, "sus", 3)]
    [InlineData(-100, 5, "sus", 3)]
    [InlineData(1, 5, "sus", 3)]
    public async Task Within_the_window_it_is_sent_again_and_behind_it_or_when_the_clock_went_back_it_is_held(int hours, int exit, string states, int stored)
    {
        await using var shop = await Shop.OpenAsync(3, to: "ignores_repeats: 48h");
        shop.Change("{ parallel: 4, attempts: 2 }", "{ parallel: 4, attempts: 1 }");
        shop.Hook.Deals = id => id == "o2" ? Deal.TakeAndHangUp : Deal.Take;
        await shop.RunAsync(5);
        Assert.Equal("sus", shop.States(3));

        var path = Path.Combine(shop.Books, "uncertain.jsonl");
        var line = JsonNode.Parse(Assert.Single(await File.ReadAllLinesAsync(path)))!;
        line["left_at"] = DateTimeOffset.UtcNow.AddHours(hours).ToString("O", CultureInfo.InvariantCulture);
        await File.WriteAllTextAsync(path, line.ToJsonString() + "\n");
        shop.Hook.Deals = _ => Deal.Take;
        await shop.RunAsync(exit);

        Assert.Equal(states, shop.States(3));
        Assert.Equal(stored, shop.Hook.Stored.Count);
    }
}
