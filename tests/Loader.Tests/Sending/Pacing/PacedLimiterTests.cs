using Loader.Sending.Pacing;
using Loader.Tests.Support;

namespace Loader.Tests.Sending.Pacing;

public sealed class PacedLimiterTests
{
    [Theory]
    [InlineData(0.5, 4, 6.0)] // the first goes at once, then one every two seconds
    [InlineData(50, 101, 2.0)]
    [InlineData(1000, 3001, 3.0)]
    [InlineData(2.5, 6, 2.0)]
    public async Task So_many_per_second_and_no_burst_at_the_start(double perSecond, int acquisitions, double seconds)
    {
        var clock = new FakeTime(jumps: TimeSpan.MaxValue);
        await using var limiter = new PacedLimiter(perSecond, clock);

        for (var i = 0; i < acquisitions; i++) Assert.True((await limiter.AcquireAsync()).IsAcquired);

        Assert.InRange(clock.Elapsed.TotalSeconds, seconds - 0.001, seconds + 0.005);
    }

    [Fact]
    public async Task What_is_larger_than_a_second_allows_waits_accordingly()
    {
        var clock = new FakeTime(jumps: TimeSpan.MaxValue);
        await using var limiter = new PacedLimiter(perSecond: 100, clock);

        await limiter.AcquireAsync(1000);
        await limiter.AcquireAsync(1);

        Assert.Equal(10, clock.Elapsed.TotalSeconds, precision: 2);
    }

    [Fact]
    public async Task Idle_time_is_made_up_for_only_a_little()
    {
        var clock = new FakeTime(jumps: TimeSpan.MaxValue);
        await using var limiter = new PacedLimiter(perSecond: 100, clock);
        clock.Advance(TimeSpan.FromHours(1));

        for (var i = 0; i < 121; i++) await limiter.AcquireAsync();

        // 20 are made up for, 100 take a second.
        Assert.Equal(3601, clock.Elapsed.TotalSeconds, precision: 2);
    }

    [Fact]
    public async Task A_wait_ends_when_the_run_stops()
    {
        var clock = new FakeTime();
        using var stop = new CancellationTokenSource();
        await using var limiter = new PacedLimiter(perSecond: 1, clock);
        await limiter.AcquireAsync();
        var waiting = limiter.AcquireAsync(1, stop.Token);
        Assert.False(waiting.IsCompleted);

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await waiting);
    }
}
