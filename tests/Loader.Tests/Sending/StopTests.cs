using System.Threading.Channels;
using Loader.Sending;
using Loader.Tests.Support;
using Microsoft.AspNetCore.Http;

namespace Loader.Tests.Sending;

public sealed class StopTests
{
    private static readonly SendOptions Four = new() { Parallel = 4, Timeout = TimeSpan.FromHours(1) };

    [Fact]
    public async Task A_stop_finishes_what_is_in_flight_and_leaves_the_rest_unreached()
    {
        var arrived = new CountdownEvent(4);
        var go = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var all = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var collector = await Collector.StartAsync(async (_, _) =>
        {
            if (arrived.Signal()) all.SetResult();
            await go.Task;
        });
        using var rig = new Rig { Protocol = new TestProtocol(collector.Address), Options = Four };

        var running = rig.RunAsync(parcels: 200, lane: i => (ulong)(i % 10));
        await all.Task;
        await rig.StopAsync();
        go.SetResult();
        var result = await running;

        Assert.Equal(SendingEnd.Stopped.Instance, result.End);
        Assert.Equal(4, result.Sent);
        Assert.Equal(196, result.NotReached);
        Assert.Equal(4, collector.Bodies.Count);
        Assert.Equal(rig.Ledger.TicketsOf<Outcome.Sent>(), Enumerable.Range(0, 200).Select(i => (long)i).Where(rig.Ledger.IsLeaving));
    }

    [Fact]
    public async Task A_stop_before_the_first_row_sends_nothing()
    {
        await using var collector = await Collector.StartAsync();
        using var rig = new Rig { Protocol = new TestProtocol(collector.Address) };
        await rig.StopAsync();

        var result = await rig.RunAsync(parcels: 100);

        Assert.Equal(100, result.NotReached);
        Assert.Empty(collector.Bodies);
    }

    [Fact]
    public async Task A_stop_ends_the_wait_for_another_attempt_and_the_row_is_as_if_not_reached()
    {
        await using var collector = await Collector.StartAsync(Always(500));
        using var rig = new Rig { Protocol = new TestProtocol(collector.Address), Options = Four, Clock = new FakeTime() };

        var running = rig.RunAsync(parcels: 100);
        while (rig.Progress.Waiting < 4) await Task.Yield();
        await rig.StopAsync();
        var result = await running;

        Assert.Equal(100, result.NotReached);
        Assert.DoesNotContain(Enumerable.Range(0, 100), ticket => rig.Ledger.IsLeaving(ticket));
    }

    [Theory]
    [InlineData(429)]
    [InlineData(503)]
    public async Task A_stop_ends_a_pause_that_the_server_asked_for(int status)
    {
        await using var collector = await Collector.StartAsync(Always(status));
        using var rig = new Rig { Protocol = new TestProtocol(collector.Address), Options = Four, Clock = new FakeTime() };

        var running = rig.RunAsync(parcels: 100);
        while (rig.Progress.Waiting < 4) await Task.Yield();
        await rig.StopAsync();

        Assert.Equal(100, (await running).NotReached);
    }

    [Fact]
    public async Task A_stop_ends_the_wait_for_a_limit()
    {
        await using var collector = await Collector.StartAsync();
        using var rig = new Rig { Protocol = new TestProtocol(collector.Address), Options = Four with { RequestsPerSecond = 0.001 }, Clock = new FakeTime() };

        var running = rig.RunAsync(parcels: 100);
        while (rig.Progress.Waiting < 3) await Task.Yield();
        await rig.StopAsync();
        var result = await running;

        Assert.InRange(result.Sent, 0, 1);
        Assert.Equal(100, result.Sent + result.NotReached);
    }

    [Fact]
    public async Task Abandoning_cuts_what_is_in_flight_and_that_is_uncertain()
    {
        await using var server = new RawServer(RawServer.Hang);
        using var rig = new Rig { Protocol = new TestProtocol(server.Address), Options = Four with { Parallel = 1 } };

        var running = rig.RunAsync(parcels: 50);
        await server.Hanging.Task;
        await rig.StopAsync();
        Assert.False(running.IsCompleted);
        await rig.AbandonAsync();
        var result = await running;

        Assert.Equal(SendingEnd.Abandoned.Instance, result.End);
        Assert.Equal([0], rig.Ledger.TicketsOf<Outcome.Uncertain>());
        Assert.Equal(49, result.NotReached);
    }

    [Fact]
    public async Task A_half_filled_batch_is_not_reached_when_the_run_stops()
    {
        var clock = new FakeTime();
        await using var collector = await Collector.StartAsync();
        using var rig = new Rig
        {
            Protocol = new TestProtocol(collector.Address) { Framing = TestProtocol.Lists(maxEvents: 10) },
            Options = Four,
            Clock = clock,
        };
        var channel = Channel.CreateUnbounded<ParcelChunk>();
        foreach (var chunk in TestChunk.Many(3)) channel.Writer.TryWrite(chunk);

        var running = rig.RunAsync(channel.Reader);
        await clock.WaitingAsync(1);
        await rig.StopAsync();
        channel.Writer.Complete();

        Assert.Equal(3, (await running).NotReached);
        Assert.Empty(collector.Bodies);
    }

    [Fact]
    public async Task A_feed_that_breaks_is_settled_first_and_thrown_then()
    {
        await using var collector = await Collector.StartAsync();
        using var rig = new Rig { Protocol = new TestProtocol(collector.Address), Options = Four };
        var channel = Channel.CreateUnbounded<ParcelChunk>();
        foreach (var chunk in TestChunk.Many(30)) channel.Writer.TryWrite(chunk);
        channel.Writer.Complete(new InvalidDataException("row 31"));

        var thrown = await Assert.ThrowsAsync<InvalidDataException>(() => rig.RunAsync(channel.Reader));

        Assert.Equal("row 31", thrown.Message);
        Assert.Equal(30, rig.Ledger.Of<Outcome.Sent>().Count());
    }

    [Fact]
    public async Task A_ledger_that_breaks_stops_everybody_and_is_not_swallowed()
    {
        await using var collector = await Collector.StartAsync();
        using var rig = new Rig
        {
            Protocol = new TestProtocol(collector.Address),
            Options = Four,
            Ledger = new() { OnSettled = ticket => _ = ticket == 20 ? throw new IOException("disk full") : ticket },
        };
        var channel = Channel.CreateUnbounded<ParcelChunk>();
        foreach (var chunk in TestChunk.Many(5000)) channel.Writer.TryWrite(chunk);
        channel.Writer.Complete();

        var thrown = await Assert.ThrowsAsync<IOException>(() => rig.RunAsync(channel.Reader));

        Assert.Equal("disk full", thrown.Message);
        Assert.InRange(rig.Ledger.Of<Outcome.Sent>().Count(), 0, 4_999);
    }

    private static Func<HttpContext, string, Task> Always(int status) => (context, _) =>
    {
        context.Response.StatusCode = status;
        context.Response.Headers.RetryAfter = status == 500 ? default : "3600";
        return Task.CompletedTask;
    };
}
