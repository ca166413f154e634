using System.Diagnostics;
using System.Globalization;
using Xunit.Abstractions;

namespace Loader.EndToEnd.Campaign;

/// <summary>
/// The executable is killed at seeded moments, again and again, and resumed; afterwards the endpoint's own list says what became of every row.
/// <c>campaign.sh N SEED</c> runs as many kills as one likes.
/// </summary>
public sealed class KillCampaignTests(ITestOutputHelper output)
{
    /// <summary>More than there are processors: while one load waits to try again, the others go on.</summary>
    private static readonly int LoadsAtOnce = Environment.ProcessorCount + 2;
    private const int MostShown = 20;

    [Fact]
    public async Task After_any_number_of_kills_nothing_is_lost_and_nothing_is_there_twice_without_a_reason()
    {
        if (!OperatingSystem.IsLinux()) return;
        var (kills, seed) = (Setting("LOADER_CAMPAIGN_KILLS") ?? 40, Setting("LOADER_CAMPAIGN_SEED") ?? 1);
        var rows = Setting("LOADER_CAMPAIGN_ROWS");
        var figures = new Figures();
        var clock = Stopwatch.StartNew();

        var next = (Setting("LOADER_CAMPAIGN_FIRST") ?? 1) - 1;
        await Task.WhenAll(Enumerable.Range(0, rows is null ? LoadsAtOnce : 1).Select(_ => LoadsAsync()));

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"seed {seed}, {clock.Elapsed.TotalSeconds:0} s"));
        output.WriteLine(figures.ToString());
        Assert.True(figures.Mistakes.Count == 0, $"{figures}\n{string.Join('\n', figures.Mistakes.Take(MostShown))}");

        async Task LoadsAsync()
        {
            while (figures.Kills < kills && figures.Mistakes.Count < MostShown)
            {
                await using var load = new CampaignLoad(LoadPlan.Of(seed, Interlocked.Increment(ref next), rows), figures) { MostKills = kills };
                await load.RunAsync();
            }
        }
    }

    private static int? Setting(string name) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
