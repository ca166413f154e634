using Loader.Rehearsal;
using Loader.Tests.Architecture;
using Loader.Tests.Cli;
using Loader.Tests.Sources;
using Loader.Tests.Support;

namespace Loader.Tests.Rehearsal;

/// <summary>A rehearsal may be on another day, so that sample data is as young as it was.</summary>
public sealed class RehearsalClockTests
{
    [Theory]
    [InlineData("2026-03-01", "2026-03-01T00:00:00.0000000+00:00")]
    [InlineData("2026-03-01T10:30", "2026-03-01T10:30:00.0000000+00:00")]
    [InlineData("2026-03-01T10:30:15Z", "2026-03-01T10:30:15.0000000+00:00")]
    [InlineData("2026-03-01T10:30+02:00", "2026-03-01T08:30:00.0000000+00:00")]
    [InlineData("1/3/2026", null)]
    [InlineData("yesterday", null)]
    [InlineData("", null)]
    public void A_day_or_a_moment_is_read(string text, string? moment) =>
        Assert.Equal(moment, RehearsalClock.Read(text)?.ToString("O", System.Globalization.CultureInfo.InvariantCulture));

    [Fact]
    public void It_runs_on_from_there()
    {
        var time = new FakeTime();
        var clock = new RehearsalClock(time, new(2020, 2, 29, 12, 0, 0, TimeSpan.Zero));
        var began = clock.GetTimestamp();

        time.Advance(TimeSpan.FromMinutes(5));

        Assert.Equal(new(2020, 2, 29, 12, 5, 0, TimeSpan.Zero), clock.GetUtcNow());
        Assert.Equal(TimeSpan.FromMinutes(5), clock.GetElapsedTime(began));
    }

    [Theory]
    [InlineData("2026-03-01", 108)]
    [InlineData("2026-06-01", 0)]
    public async Task Ages_are_counted_from_there_on_both_sides_and_the_summary_says_so(string at, int sent)
    {
        using var runs = new TemporaryFolder();

        var typed = await Typed.RunAsync(
            "rehearse", Path.Combine(Repository.Root, "mappings", "meta-offline-conversions.yaml"), "--at", at,
            "--from", Path.Combine(Repository.Root, "sample-data", "conversions.csv"), "--runs", runs.FullName);

        Assert.Matches($@"\n  sent +{sent}\n", typed.Output);
        Assert.Contains($"that it is {at} 00:00 UTC", typed.Output.ReplaceLineEndings(" "), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_no_time_is_said() =>
        Assert.Contains("--at: 'soon' is not a time", (await Typed.RunAsync("rehearse", "mapping.yaml", "--at", "soon")).Talk, StringComparison.Ordinal);
}
