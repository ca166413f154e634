using System.Collections.Concurrent;
using Loader.Sending;
using Loader.Tests.Support;

namespace Loader.Tests.Sending;

public sealed class RetryTests
{
    private static readonly TimeSpan Never = TimeSpan.FromHours(1);

    [Theory]
    [InlineData("2")]
    [InlineData("Sun, 01 Mar 2026 10:00:02 GMT", "Sun, 01 Mar 2026 10:00:00 GMT")]
    public async Task Ten_times_429_with_retry_after_waits_each_time_for_at_least_as_long(string retryAfter, string? date = null)
    {
        var clock = new FakeTime(jumps: TimeSpan.FromMinutes(10));
        var times = new ConcurrentQueue<TimeSpan>();
        await using var collector = await Collector.StartAsync((context, _) =>
        {
            times.Enqueue(clock.Elapsed);
            if (times.Count > 10) return Task.CompletedTask;
            context.Response.StatusCode = 429;
            context.Response.Headers.RetryAfter = retryAfter;
            if (date is not null) context.Response.Headers.Date = date;
            return Task.CompletedTask;
        });
        using var rig = new Rig
        {
            Protocol = new TestProtocol(collector.Address),
            Clock = clock,
            Options = new() { Parallel = 1, Attempts = 11, Timeout = Never },
            Random = () => 0,
        };

        var result = await rig.RunAsync(parcels: 1);

        Assert.Equal(1, result.Sent);
        Assert.Equal(10, result.Pauses);
        Assert.Equal(TimeSpan.FromSeconds(2), result.LongestPause);
        Assert.All(times.Zip(times.Skip(1)), pair => Assert.True(pair.Second - pair.First >= TimeSpan.FromSeconds(2)));
    }

    [Fact]
    public async Task A_429_slows_everybody_and_not_just_its_request()
    {
        var clock = new FakeTime();
        var refused = 0;
        var times = new ConcurrentQueue<TimeSpan>();
        var refusalIsRead = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var collector = await Collector.StartAsync(async (context, _) =>
        {
            times.Enqueue(clock.Elapsed);
            if (Interlocked.Exchange(ref refused, 1) != 0)
            {
                await refusalIsRead.Task;
                return;
            }

            context.Response.StatusCode = 429;
            context.Response.Headers.RetryAfter = "60";
        });
        using var rig = new Rig { Protocol = new TestProtocol(collector.Address), Clock = clock, Options = new() { Parallel = 3, Timeout = Never } };

        var running = rig.RunAsync(parcels: 300);
        while (rig.Progress.Waiting < 1) await Task.Yield();
        refusalIsRead.SetResult();
        while (rig.Progress.Waiting < 3) await Task.Yield();
        await clock.WaitingAsync(3);
        var before = times.Count;
        clock.Advance(TimeSpan.FromSeconds(59));
        Assert.Equal(before, times.Count);
        clock.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(300, (await running).Sent);
        Assert.InRange(before, 1, 3);
    }

    [Fact]
    public async Task No_row_fails_for_having_been_asked_to_wait_while_others_get_through()
    {
        var asked = 0;
        var progress = new SenderProgress();
        await using var collector = await Collector.StartAsync(async (context, _) =>
        {
            var number = Interlocked.Increment(ref asked);
            if (number % 10 == 0) return;
            context.Response.StatusCode = 429;
            context.Response.Headers.RetryAfter = "1";

            // The clock makes a second pass at once. Whoever got through before has read that by then, as in a second that is one.
            while (progress.Answers < number / 10) await Task.Yield();
        });
        using var rig = new Rig
        {
            Protocol = new TestProtocol(collector.Address),
            Progress = progress,
            Options = new() { Parallel = 4, Attempts = 12, Timeout = Never },
        };

        var result = await rig.RunAsync(parcels: 30);

        Assert.Equal(30, result.Sent);
    }

    [Theory]
    [InlineData(429)]
    [InlineData(503)]
    public async Task An_endpoint_that_only_ever_asks_to_wait_ends_the_run_and_no_row_counts_as_failed(int status)
    {
        await using var collector = await Collector.StartAsync((context, _) =>
        {
            context.Response.StatusCode = status;
            return Task.CompletedTask;
        });
        using var rig = new Rig { Protocol = new TestProtocol(collector.Address), Options = new() { Parallel = 4, Attempts = 5, Timeout = Never } };

        var result = await rig.RunAsync(parcels: 50);

        Assert.Equal(new SendingEnd.GivenUp(SendingEnd.GivenUp.Busy, "slow down"), result.End);
        Assert.Equal(50, result.NotReached);
        Assert.True(result.Requests <= 20);
    }

    [Fact]
    public async Task A_retry_after_is_believed_only_so_long()
    {
        var clock = new FakeTime(jumps: TimeSpan.FromMinutes(10));
        var times = new ConcurrentQueue<TimeSpan>();
        await using var collector = await Collector.StartAsync((context, _) =>
        {
            times.Enqueue(clock.Elapsed);
            context.Response.StatusCode = times.Count == 1 ? 503 : 200;
            context.Response.Headers.RetryAfter = "86400";
            return Task.CompletedTask;
        });
        using var rig = new Rig
        {
            Protocol = new TestProtocol(collector.Address),
            Clock = clock,
            Options = new() { Parallel = 1, LongestRetryAfter = TimeSpan.FromMinutes(5), Timeout = Never },
        };

        var result = await rig.RunAsync(parcels: 1);

        Assert.Equal(TimeSpan.FromMinutes(5), times.Last() - times.First());
        Assert.Equal((1, TimeSpan.FromDays(1)), (result.CappedPauses, result.LongestAsked));
    }

    [Fact]
    public async Task Bodies_and_headers_are_the_same_in_every_attempt()
    {
        var seen = new ConcurrentQueue<string>();
        await using var collector = await Collector.StartAsync((context, body) =>
        {
            seen.Enqueue($"{body} {context.Request.Headers["X-Note"]} {context.Request.Headers.UserAgent} {context.Request.ContentLength}");
            context.Response.StatusCode = seen.Count < 5 ? 500 : 200;
            return Task.CompletedTask;
        });
        using var rig = new Rig { Protocol = new TestProtocol(collector.Address), Options = new() { Parallel = 1, Timeout = Never } };

        await rig.RunAsync(parcels: 1);

        Assert.Equal(5, seen.Count);
        Assert.Single(seen.Distinct(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Own_waits_double_between_attempts()
    {
        var clock = new FakeTime(jumps: TimeSpan.FromMinutes(10));
        var times = new ConcurrentQueue<TimeSpan>();
        await using var collector = await Collector.StartAsync((context, _) =>
        {
            times.Enqueue(clock.Elapsed);
            context.Response.StatusCode = 500;
            return Task.CompletedTask;
        });
        using var rig = new Rig
        {
            Protocol = new TestProtocol(collector.Address),
            Clock = clock,
            Options = new() { Parallel = 1, Attempts = 8, Timeout = Never },
        };

        await rig.RunAsync(parcels: 1);

        Assert.Equal([0.5, 1, 2, 4, 8, 16, 30], times.Zip(times.Skip(1), (one, next) => (next - one).TotalSeconds));
    }

    [Fact]
    public async Task An_endpoint_in_trouble_opens_the_circuit_and_no_row_is_burnt()
    {
        var clock = new FakeTime(jumps: TimeSpan.FromMinutes(10));
        var refused = 0;
        await using var collector = await Collector.StartAsync((context, _) =>
        {
            if (clock.Elapsed > TimeSpan.FromMinutes(1)) return Task.CompletedTask;
            Interlocked.Increment(ref refused);
            context.Response.StatusCode = 500;
            return Task.CompletedTask;
        });
        using var rig = new Rig
        {
            Protocol = new TestProtocol(collector.Address),
            Clock = clock,
            Options = new() { Parallel = 8, Attempts = 100, Timeout = Never },
            Random = () => 0.001,
        };

        var result = await rig.RunAsync(parcels: 100);

        // The waits of a hundred attempts are over within four seconds. Through a minute of trouble only the circuit keeps a row's attempts, whichever
        // request it lets through to look.
        Assert.Equal(100, result.Sent);
        Assert.True(result.CircuitOpened > 0);
        Assert.InRange(refused, 1, 99);
    }

    [Fact]
    public async Task A_wrong_key_stops_the_run_and_burns_no_row()
    {
        var good = new CountdownEvent(10);
        var allGood = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var collector = await Collector.StartAsync(async (context, body) =>
        {
            if (int.Parse(body.AsSpan("event ".Length)) < 10)
            {
                if (good.Signal()) allGood.SetResult();
                return;
            }

            // The run ends with this answer: what comes before has left by then.
            await allGood.Task;
            context.Response.StatusCode = 401;
        });
        using var rig = new Rig { Protocol = new TestProtocol(collector.Address), Options = new() { Parallel = 2, Timeout = Never } };

        var result = await rig.RunAsync(parcels: 500);

        Assert.Equal(new SendingEnd.GivenUp("wrong_key", "the key is wrong"), result.End);
        Assert.Equal(10, result.Sent);
        Assert.Equal(490, result.NotReached);
        Assert.True(result.Requests <= 13);
    }

    [Fact]
    public async Task Limits_hold_over_all_senders_and_count_every_attempt()
    {
        var clock = new FakeTime(jumps: TimeSpan.FromMinutes(10));
        var answers = 0;
        await using var collector = await Collector.StartAsync((context, _) =>
        {
            context.Response.StatusCode = Interlocked.Increment(ref answers) % 2 == 0 ? 200 : 500;
            return Task.CompletedTask;
        });
        using var rig = new Rig
        {
            Protocol = new TestProtocol(collector.Address),
            Clock = clock,
            Random = () => 0,
            Options = new() { Parallel = 4, Attempts = 100, RequestsPerSecond = 10, Timeout = Never },
        };

        var result = await rig.RunAsync(parcels: 50);

        Assert.Equal(50, result.Sent);
        Assert.Equal(100, result.Requests);
        Assert.InRange(clock.Elapsed.TotalSeconds, 9.7, 10.1);
    }

    [Theory]
    [InlineData(100.0, null)] // events
    [InlineData(null, 1000.0)] // bytes; each event is 10 bytes, brackets and commas aside
    public async Task Events_and_bytes_are_limited_too(double? events, double? bytes)
    {
        var clock = new FakeTime(jumps: TimeSpan.FromMinutes(10));
        await using var collector = await Collector.StartAsync();
        using var rig = new Rig
        {
            Protocol = new TestProtocol(collector.Address) { Framing = TestProtocol.Lists(maxEvents: 50) },
            Clock = clock,
            Options = new() { Parallel = 2, EventsPerSecond = events, BytesPerSecond = bytes, Timeout = Never },
        };

        await rig.RunAsync(TestChunk.Many(1000, body: _ => "0123456789", perChunk: 50));

        // The last request of fifty does not wait for its own share.
        Assert.InRange(clock.Elapsed.TotalSeconds, 9, 11);
    }
}
