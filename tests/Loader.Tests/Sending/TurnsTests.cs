using System.Collections.Concurrent;
using Loader.Sending;
using Loader.Sending.Adaptive;

namespace Loader.Tests.Sending;

/// <summary>The number of requests in flight found while sending, with real requests.</summary>
public sealed class TurnsTests
{
    private static readonly SendOptions Auto = new() { Parallel = 12, Adaptive = new(1, 12), Timeout = TimeSpan.FromHours(1) };

    [Fact]
    public async Task It_begins_low_grows_and_never_goes_beyond_its_bound()
    {
        var most = 0;
        var held = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Collector? collector = null;
        collector = await Collector.StartAsync(async (_, _) =>
        {
            // Nobody is answered before four are there: more than four there cannot be at the beginning.
            if (collector!.MostInFlight >= 4) held.TrySetResult();
            await held.Task;
            most = Math.Max(most, collector.MostInFlight);
        });
        await using var server = collector;
        using var rig = new Rig { Protocol = new TestProtocol(collector.Address), Options = Auto };

        var result = await rig.RunAsync(parcels: 3_000);

        Assert.Equal(3_000, result.Sent);
        Assert.InRange(most, 4, 12);
        Assert.InRange(result.ConnectionsOpened, 4, 12);
        Assert.True(result.Adaptive!.Highest > AdaptiveBounds.UsualStart);
        Assert.Equal(Move.Grew, result.Adaptive.FirstMove?.Why);
    }

    [Fact]
    public async Task A_server_that_asks_for_a_slower_pace_gets_fewer_at_a_time()
    {
        var requests = 0;
        await using var collector = await Collector.StartAsync((context, _) =>
        {
            context.Response.StatusCode = Interlocked.Increment(ref requests) % 3 == 0 ? 429 : 200;
            return Task.CompletedTask;
        });
        using var rig = new Rig { Protocol = new TestProtocol(collector.Address), Options = Auto with { Attempts = 100 }, Random = () => 0 };

        var result = await rig.RunAsync(parcels: 400);

        Assert.Equal(400, result.Sent);
        Assert.Equal(1, result.Adaptive!.Lowest);
        Assert.True(result.Adaptive.Moves[Move.Pushback] > 0);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    public async Task Lanes_stay_in_order_while_the_number_goes_up_and_down(int perRequest)
    {
        var requests = 0;
        var order = new ConcurrentQueue<int>();
        await using var collector = await Collector.StartAsync((context, body) =>
        {
            if (Interlocked.Increment(ref requests) % 7 == 0) context.Response.StatusCode = 429;
            else foreach (var part in body.Trim('[', ']').Split(',')) order.Enqueue(int.Parse(part.AsSpan("event ".Length)));
            return Task.CompletedTask;
        });
        using var rig = new Rig
        {
            Protocol = new TestProtocol(collector.Address) { Framing = TestProtocol.Lists(perRequest) },
            Options = Auto with { Attempts = 100 },
            Random = () => 0,
        };

        var result = await rig.RunAsync(parcels: 2_000, lane: i => (ulong)(1 + (i % 9)));

        Assert.Equal(2_000, result.Sent);
        foreach (var lane in order.GroupBy(i => i % 9)) Assert.Equal(lane.Order(), lane);
    }

    [Fact]
    public async Task A_stop_ends_those_who_wait_for_a_turn_as_well()
    {
        await using var server = new RawServer(RawServer.Ok());
        Rig? rig = null;
        rig = new Rig
        {
            Protocol = new TestProtocol(server.Address),
            Options = Auto,
            Ledger = new() { OnSettled = ticket => { if (ticket == 20) _ = rig!.StopAsync(); } },
        };
        using var disposed = rig;

        var result = await rig.RunAsync(parcels: 5_000);

        Assert.Equal(SendingEnd.Stopped.Instance, result.End);
        Assert.True(result.NotReached > 0);
    }

    [Fact]
    public async Task A_fixed_number_has_no_story()
    {
        await using var collector = await Collector.StartAsync();
        using var rig = new Rig { Protocol = new TestProtocol(collector.Address) };

        Assert.Null((await rig.RunAsync(parcels: 10)).Adaptive);
    }
}
