using System.Collections.Concurrent;
using Loader.Sending;

namespace Loader.Tests.Sending;

public sealed class SenderTests
{
    [Fact]
    public async Task Every_event_arrives_once_and_is_settled_once()
    {
        await using var collector = await Collector.StartAsync();
        using var rig = new Rig { Protocol = new TestProtocol(collector.Address) };

        var result = await rig.RunAsync(parcels: 500);

        Assert.Equal(SendingEnd.Finished.Instance, result.End);
        Assert.Equal(500, result.Sent);
        Assert.Equal(500, result.Requests);
        Assert.Equal(Enumerable.Range(0, 500).Select(i => $"event {i}").Order(StringComparer.Ordinal), collector.Bodies.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task An_empty_feed_ends_at_once_without_a_connection()
    {
        await using var collector = await Collector.StartAsync();
        using var rig = new Rig { Protocol = new TestProtocol(collector.Address) };

        var result = await rig.RunAsync(parcels: 0);

        Assert.Equal(SendingEnd.Finished.Instance, result.End);
        Assert.Equal(0, collector.Connections);
    }

    [Fact]
    public async Task Exactly_as_many_connections_are_opened_as_there_are_senders()
    {
        var all = new TaskCompletionSource();
        var arrived = 0;
        await using var collector = await Collector.StartAsync(async (_, _) =>
        {
            // The first seven wait for each other, so that all seven senders must be at work.
            if (Interlocked.Increment(ref arrived) >= 7) all.TrySetResult();
            await all.Task;
        });
        using var rig = new Rig { Protocol = new TestProtocol(collector.Address), Options = new() { Parallel = 7, Timeout = TimeSpan.FromHours(1) } };

        var result = await rig.RunAsync(parcels: 700);

        Assert.Equal(7, collector.Connections);
        Assert.Equal(7, result.ConnectionsOpened);
        Assert.Equal(7, collector.MostInFlight);
    }

    [Fact]
    public async Task Requests_carry_the_destinations_headers_and_our_user_agent()
    {
        var seen = new ConcurrentQueue<(string Agent, string Note, long? Length)>();
        await using var collector = await Collector.StartAsync((context, _) =>
        {
            seen.Enqueue((context.Request.Headers.UserAgent.ToString(), context.Request.Headers["X-Note"].ToString(), context.Request.ContentLength));
            return Task.CompletedTask;
        });
        using var rig = new Rig { Protocol = new TestProtocol(collector.Address) };

        await rig.RunAsync(parcels: 1);

        var (agent, note, length) = Assert.Single(seen);
        Assert.Matches(@"^Loader/\d+\.\d+\.\d+", agent);
        Assert.Equal("note 0", note);
        Assert.Equal("event 0".Length, length);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task A_lane_never_has_two_requests_in_flight_and_keeps_its_order(int seed)
    {
        const int Lanes = 5;
        var random = new Random(seed);
        var lanes = Enumerable.Range(0, 400).Select(_ => (ulong)random.Next(0, Lanes + 1)).ToArray();
        var delays = Enumerable.Range(0, 400).Select(_ => random.Next(0, 20)).ToArray();
        var busy = new ConcurrentDictionary<ulong, int>();
        var overlaps = 0;
        var order = new ConcurrentQueue<int>();
        await using var collector = await Collector.StartAsync(async (context, body) =>
        {
            var index = int.Parse(body.AsSpan("event ".Length));
            var lane = lanes[index];
            if (lane != 0 && !busy.TryAdd(lane, index)) Interlocked.Increment(ref overlaps);
            order.Enqueue(index);
            for (var i = 0; i < delays[index]; i++) await Task.Yield();
            if (lane != 0) busy.TryRemove(lane, out _);
        });
        using var rig = new Rig { Protocol = new TestProtocol(collector.Address), Options = new() { Parallel = 8, Timeout = TimeSpan.FromHours(1) } };

        await rig.RunAsync(TestChunk.Many(400, i => lanes[i], perChunk: 7));

        Assert.Equal(0, overlaps);
        Assert.Equal(400, order.Count);
        for (ulong lane = 1; lane <= Lanes; lane++)
        {
            var sent = order.Where(index => lanes[index] == lane).ToList();
            Assert.Equal(sent.Order(), sent);
        }
    }

    [Fact]
    public async Task Different_lanes_are_in_flight_together()
    {
        var both = new TaskCompletionSource();
        var arrived = 0;
        await using var collector = await Collector.StartAsync(async (_, _) =>
        {
            if (Interlocked.Increment(ref arrived) == 2) both.SetResult();
            await both.Task;
        });
        using var rig = new Rig { Protocol = new TestProtocol(collector.Address) };

        // Three of lane 1 stand before the first of lane 2: it must pass them by.
        await rig.RunAsync(TestChunk.Many(4, i => i < 3 ? 1u : 2u));

        Assert.True(collector.MostInFlight >= 2);
    }

    [Fact]
    public async Task A_server_error_forever_fails_every_event_once()
    {
        await using var collector = await Collector.StartAsync((context, _) =>
        {
            context.Response.StatusCode = 500;
            return Task.CompletedTask;
        });
        using var rig = new Rig
        {
            Protocol = new TestProtocol(collector.Address),
            Options = new() { Parallel = 4, Attempts = 3, Timeout = TimeSpan.FromHours(1) },
        };

        var result = await rig.RunAsync(parcels: 20);

        Assert.Equal(20, result.Failed);
        Assert.Equal(60, result.Requests);
        Assert.Equal(40, result.Retries);
        Assert.All(rig.Ledger.Of<Outcome.Failed>(), failed => Assert.Equal(new("attempts_used_up", "status 500"), failed));
    }
}
