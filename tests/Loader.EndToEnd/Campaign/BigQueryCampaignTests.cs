using System.Diagnostics;
using System.Globalization;
using Xunit.Abstractions;

namespace Loader.EndToEnd.Campaign;

/// <summary>
/// The kill campaign with rows out of BigQuery: the executable is killed while four streams are read, and resumed; the endpoint's own list says what
/// became of every row. <c>LOADER_CAMPAIGN_BIGQUERY=100 campaign.sh</c> runs as many kills as one likes.
/// </summary>
public sealed class BigQueryCampaignTests(ITestOutputHelper output)
{
    private const int MostShown = 20;
    private const int MostLoads = 100;

    [Fact]
    public async Task After_kills_in_the_middle_of_four_streams_nothing_is_lost_and_nothing_is_there_twice_without_a_reason()
    {
        if (!OperatingSystem.IsLinux()) return;
        var (kills, seed) = (Setting("LOADER_CAMPAIGN_BIGQUERY") ?? 10, Setting("LOADER_CAMPAIGN_SEED") ?? 1);
        var figures = new Figures();
        var clock = Stopwatch.StartNew();
        var (jobs, loads, struck) = (0, 0, 0);
        while ((figures.Kills < kills || (struck == 0 && loads < MostLoads)) && figures.Mistakes.Count < MostShown)
        {
            var plan = Plan(seed, ++loads);
            await using var source = await BigQueryCampaignSource.StartAsync(plan);
            await using var load = new CampaignLoad(plan, figures, source);
            await load.RunAsync();
            (jobs, struck) = (jobs + source.Jobs, struck + source.Struck);
        }

        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"seed {seed}, {clock.Elapsed.TotalSeconds:0} s, {struck} blows while rows were read, {jobs} jobs for {loads} loads"));
        output.WriteLine(figures.ToString());
        Assert.True(figures.Mistakes.Count == 0, $"{figures}\n{string.Join('\n', figures.Mistakes.Take(MostShown))}");
        Assert.True(struck > 0, "no blow fell while rows were read");
    }

    /// <summary>Rows for several turns of each stream. Groups have neighbours, which rows of several streams do not.</summary>
    private static LoadPlan Plan(int seed, int number)
    {
        var plan = LoadPlan.Of(seed, number, rows: null);
        return plan with
        {
            Shape = (number % 3) switch { 0 => Shape.PerRow, 1 => Shape.SeveralEvents, _ => Shape.Halved },
            Form = Form.Csv,
            Rows = 4_500 + (number * 977 % 5_000),
            Batch = 60,
            FaultPercent = Math.Min(plan.FaultPercent, 2),
        };
    }

    private static int? Setting(string name) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
