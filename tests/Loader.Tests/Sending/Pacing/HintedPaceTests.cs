using System.Collections.Concurrent;
using System.Globalization;
using Loader.Tests.Support;

namespace Loader.Tests.Sending.Pacing;

/// <summary>A server that says what is left of its quota is not driven into saying 429.</summary>
public sealed class HintedPaceTests
{
    private static readonly TimeSpan Never = TimeSpan.FromHours(1);

    [Theory]
    [InlineData(1, "draft")]
    [InlineData(4, "draft")]
    [InlineData(4, "seconds")]
    [InlineData(4, "epoch")]
    public async Task Senders_slow_down_before_the_quota_is_used_up(int senders, string form)
    {
        const int Quota = 50;
        var clock = new FakeTime(jumps: TimeSpan.FromMinutes(10));
        var window = TimeSpan.FromSeconds(10);
        var change = new Lock();
        var (current, used, refused) = (0L, 0, 0);
        await using var collector = await Collector.StartAsync((context, _) =>
        {
            lock (change)
            {
                var now = clock.Elapsed;
                if (now.Ticks / window.Ticks != current) (current, used) = (now.Ticks / window.Ticks, 0);
                if (++used > Quota) refused++;
                var reset = Math.Ceiling((window - TimeSpan.FromTicks(now.Ticks % window.Ticks)).TotalSeconds);
                context.Response.StatusCode = used > Quota ? 429 : 200;
                var left = Math.Max(0, Quota - used).ToString(CultureInfo.InvariantCulture);
                if (form == "draft")
                {
                    context.Response.Headers["RateLimit-Policy"] = "\"x\";q=50;w=10";
                    context.Response.Headers["RateLimit"] = FormattableString.Invariant($"\"x\";r={left};t={reset}");
                }
                else
                {
                    var epoch = form == "epoch" ? Math.Ceiling((clock.GetUtcNow() - DateTimeOffset.UnixEpoch).TotalSeconds) : 0;
                    context.Response.Headers["X-RateLimit-Remaining"] = left;
                    context.Response.Headers["X-RateLimit-Reset"] = (epoch + reset).ToString(CultureInfo.InvariantCulture);
                    context.Response.Headers.Date = clock.GetUtcNow().ToString("R", CultureInfo.InvariantCulture);
                }
            }

            return Task.CompletedTask;
        });
        using var rig = new Rig { Protocol = new TestProtocol(collector.Address), Clock = clock, Options = new() { Parallel = senders, Timeout = Never } };

        var result = await rig.RunAsync(parcels: 220);

        Assert.Equal(220, result.Sent);
        Assert.True(result.HintedWaits > 0);

        // The clock jumps ahead of requests in flight, so that a hint may be older here than it ever is; blind senders get some eighty.
        Assert.True(refused <= Quota / 5, $"{refused} times 429");
        Assert.InRange(clock.Elapsed.TotalSeconds, 30, 90);
    }

    [Fact]
    public async Task A_hint_that_is_wrong_stops_nobody()
    {
        var clock = new FakeTime(jumps: TimeSpan.FromMinutes(10));
        var times = new ConcurrentQueue<TimeSpan>();
        await using var collector = await Collector.StartAsync((context, _) =>
        {
            times.Enqueue(clock.Elapsed);
            context.Response.Headers["RateLimit"] = "\"x\";r=0;t=86400";
            return Task.CompletedTask;
        });
        using var rig = new Rig { Protocol = new TestProtocol(collector.Address), Clock = clock, Options = new() { Parallel = 1, Timeout = Never } };

        var result = await rig.RunAsync(parcels: 4);

        Assert.Equal(4, result.Sent);
        Assert.All(times.Zip(times.Skip(1)), pair => Assert.Equal(60, (pair.Second - pair.First).TotalSeconds, 0.1));
        Assert.Equal(3, result.HintedWaits);
        Assert.Equal(TimeSpan.FromMinutes(1), result.LongestHintedWait);
    }

    [Fact]
    public async Task Retry_after_is_worth_more_than_a_hint()
    {
        var clock = new FakeTime(jumps: TimeSpan.FromMinutes(10));
        var times = new ConcurrentQueue<TimeSpan>();
        await using var collector = await Collector.StartAsync((context, _) =>
        {
            times.Enqueue(clock.Elapsed);
            if (times.Count > 1) return Task.CompletedTask;
            context.Response.StatusCode = 429;
            context.Response.Headers.RetryAfter = "2";
            context.Response.Headers["RateLimit"] = "\"x\";r=0;t=50";
            return Task.CompletedTask;
        });
        using var rig = new Rig { Protocol = new TestProtocol(collector.Address), Clock = clock, Options = new() { Parallel = 1, Timeout = Never } };

        await rig.RunAsync(parcels: 2);

        Assert.Equal([0, 2, 2], times.Select(time => time.TotalSeconds));
    }
}
