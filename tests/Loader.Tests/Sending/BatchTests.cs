using System.Collections.Concurrent;
using Loader.Sending;
using Loader.Tests.Support;
using Microsoft.AspNetCore.Http;

namespace Loader.Tests.Sending;

public sealed class BatchTests
{
    private static readonly SendOptions Two = new() { Parallel = 2, Timeout = TimeSpan.FromHours(1) };

    /// <summary>A batch waits until it is full or the feed has ended, however slowly the feed is filled: the clock does not jump so far.</summary>
    private static readonly SendOptions Patient = Two with { Linger = TimeSpan.FromHours(1) };

    [Fact]
    public async Task Events_share_requests_within_events_and_bytes()
    {
        await using var collector = await Collector.StartAsync();
        using var rig = new Rig
        {
            Protocol = new TestProtocol(collector.Address) { Framing = TestProtocol.Lists(maxEvents: 25, maxBytes: 150) },
            Options = Patient,
        };

        var result = await rig.RunAsync(TestChunk.Many(1000));

        Assert.Equal(1000, result.Sent);
        Assert.All(collector.Bodies, body => Assert.True(body.Length <= 150));
        Assert.All(collector.Bodies, body => Assert.Matches(@"^\[event \d+(,event \d+)*\]$", body));
        Assert.Equal(1000, collector.Bodies.Sum(body => body.Count(c => c == ',') + 1));
        // "event 999," is ten bytes: fourteen of them fit, so nothing is sent half empty but the last.
        Assert.InRange(collector.Bodies.Count, 65, 76);
    }

    [Fact]
    public async Task An_event_larger_than_a_request_may_be_fails_without_leaving()
    {
        await using var collector = await Collector.StartAsync();
        using var rig = new Rig { Protocol = new TestProtocol(collector.Address) { Framing = TestProtocol.Lists(maxEvents: 5, maxBytes: 20) }, Options = Two };

        await rig.RunAsync(TestChunk.Many(10, body: i => i == 4 ? new string('x', 19) : i == 5 ? new string('y', 18) : "small"));

        var failed = Assert.IsType<Outcome.Failed>(rig.Ledger.Outcomes[4]);
        Assert.Equal("too_large", failed.Code);
        Assert.Equal("21 bytes; the destination takes 20 in one request", failed.Reason);
        Assert.Equal(9, rig.Ledger.Of<Outcome.Sent>().Count());
        Assert.DoesNotContain(collector.Bodies, body => body.Contains('x', StringComparison.Ordinal));
        Assert.False(rig.Ledger.IsLeaving(4));
    }

    [Fact]
    public async Task Bad_events_are_found_by_halving_and_all_others_are_sent()
    {
        int[] bad = [3, 40, 41, 99];
        await using var collector = await Collector.StartAsync(RefuseAnyOf(bad));
        using var rig = new Rig
        {
            Protocol = new TestProtocol(collector.Address) { Framing = TestProtocol.Lists(maxEvents: 128), Isolation = Isolation.Halve },
            Options = Two with { Parallel = 1 },
        };

        var result = await rig.RunAsync(TestChunk.Many(128, lane: i => (ulong)(i % 3), body: i => $"<{i}>", perChunk: 128));

        Assert.Equal(124, result.Sent);
        Assert.Equal(bad.Select(i => (long)i), rig.Ledger.TicketsOf<Outcome.Failed>());
        Assert.All(rig.Ledger.Of<Outcome.Failed>(), failed => Assert.Equal("http_400", failed.Code));
        Assert.True(result.Requests <= (2 * 4 * 7) + 4, $"{result.Requests} requests");
    }

    [Fact]
    public async Task Without_halving_all_events_of_a_refused_request_fail()
    {
        await using var collector = await Collector.StartAsync(RefuseAnyOf(3));
        using var rig = new Rig { Protocol = new TestProtocol(collector.Address) { Framing = TestProtocol.Lists(maxEvents: 10) }, Options = Two };

        var result = await rig.RunAsync(TestChunk.Many(20, body: i => $"<{i}>", perChunk: 20));

        Assert.Equal(Enumerable.Range(0, 10).Select(i => (long)i), rig.Ledger.TicketsOf<Outcome.Failed>());
        Assert.Equal(10, result.Sent);
    }

    [Fact]
    public async Task Nine_of_ten_accepted_is_nine_sent_and_one_failed_by_name()
    {
        await using var collector = await Collector.StartAsync();
        using var rig = new Rig
        {
            Protocol = new TestProtocol(collector.Address)
            {
                Framing = TestProtocol.Lists(maxEvents: 10),
                Reading = received => new Answer.SomeRefused([new(7, "bad_currency", $"in {received.Events[7]}")]),
            },
            Options = Two,
        };

        await rig.RunAsync(TestChunk.Many(10));

        Assert.Equal(9, rig.Ledger.Of<Outcome.Sent>().Count());
        Assert.Equal(new Outcome.Failed("bad_currency", "in event 7"), rig.Ledger.Outcomes[7]);
    }

    [Fact]
    public async Task Events_of_one_lane_share_a_request_in_order_and_never_travel_in_two()
    {
        var overlaps = 0;
        var busy = new ConcurrentDictionary<string, bool>(StringComparer.Ordinal);
        var seen = new ConcurrentQueue<(string Lane, int Index)>();
        await using var collector = await Collector.StartAsync(async (_, body) =>
        {
            var events = body.Trim('[', ']').Split(',').Select(one => (Lane: one.Split('-')[0], Index: int.Parse(
                one.Split('-')[1],
                System.Globalization.CultureInfo.InvariantCulture))).ToList();
            var lanes = events.Select(one => one.Lane).Distinct(StringComparer.Ordinal).ToList();
            if (!lanes.TrueForAll(lane => busy.TryAdd(lane, true))) Interlocked.Increment(ref overlaps);
            foreach (var one in events) seen.Enqueue(one);
            for (var i = 0; i < 5; i++) await Task.Yield();
            lanes.ForEach(lane => busy.TryRemove(lane, out var _));
        });
        using var rig = new Rig
        {
            Protocol = new TestProtocol(collector.Address) { Framing = TestProtocol.Lists(maxEvents: 7) },
            Options = Patient with { Parallel = 5 },
        };

        await rig.RunAsync(TestChunk.Many(700, lane: i => (ulong)(1 + (i * 7 % 11)), body: i => $"{1 + (i * 7 % 11)}-{i}", perChunk: 13));

        Assert.Equal(0, overlaps);
        Assert.Equal(700, seen.Count);
        Assert.All(
            seen.GroupBy(one => one.Lane, StringComparer.Ordinal),
            lane => Assert.Equal(lane.Select(one => one.Index).Order(), lane.Select(one => one.Index)));
        Assert.True(collector.Bodies.Count < 300, $"{collector.Bodies.Count} requests");
    }

    [Fact]
    public async Task Where_a_request_may_hold_one_lane_only_none_holds_two()
    {
        await using var collector = await Collector.StartAsync();
        using var rig = new Rig
        {
            Protocol = new TestProtocol(collector.Address) { Framing = TestProtocol.Lists(maxEvents: 10, oneLane: true) },
            Options = Patient,
        };

        await rig.RunAsync(TestChunk.Many(300, lane: i => (ulong)(1 + (i % 6)), body: i => $"{1 + (i % 6)}-{i}", perChunk: 30));

        Assert.All(collector.Bodies, body => Assert.Single(body.Trim('[', ']').Split(',').Select(one => one.Split('-')[0]).Distinct(StringComparer.Ordinal)));
        Assert.InRange(collector.Bodies.Count, 30, 60);
    }

    [Fact]
    public async Task What_has_to_come_first_is_sent_first_and_then_the_event_again()
    {
        var opened = new ConcurrentDictionary<string, bool>(StringComparer.Ordinal);
        using var rig = new Rig { Protocol = await OrphanProtocolAsync(opened), Options = Two };

        var result = await rig.RunAsync(TestChunk.Many(20, lane: i => (ulong)(1 + (i / 5)), body: i => $"{i / 5}"));

        Assert.Equal(20, result.Sent);
        Assert.Equal(4, result.Preludes);
        Assert.Equal(28, result.Requests);
        Assert.Equal(["open 0", "open 1", "open 2", "open 3"], opened.Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task An_event_that_asks_for_the_same_first_again_and_again_fails_after_two_rounds()
    {
        await using var collector = await Collector.StartAsync();
        using var rig = new Rig { Protocol = Asking(collector, opening => Answer.Accepted.Instance), Options = Two };

        var result = await rig.RunAsync(parcels: 1);

        Assert.Equal(new Outcome.Failed("orphan", "no session"), Assert.Single(rig.Ledger.Of<Outcome.Failed>()));
        Assert.Equal(5, result.Requests);
    }

    [Fact]
    public async Task An_event_fails_when_what_has_to_come_first_is_refused()
    {
        await using var collector = await Collector.StartAsync();
        using var rig = new Rig { Protocol = Asking(collector, _ => new Answer.Refused("bad_page", "no title")), Options = Two };

        await rig.RunAsync(parcels: 1);

        Assert.Equal(
            new Outcome.Failed("bad_page", "what has to be sent first was refused: no title"), Assert.Single(rig.Ledger.Of<Outcome.Failed>()));
    }

    [Fact]
    public async Task A_slow_source_does_not_hold_back_what_is_there()
    {
        var clock = new FakeTime();
        await using var collector = await Collector.StartAsync();
        using var rig = new Rig
        {
            Protocol = new TestProtocol(collector.Address) { Framing = TestProtocol.Lists(maxEvents: 100) },
            Options = Two with { Linger = TimeSpan.FromSeconds(1) },
            Clock = clock,
        };
        var channel = System.Threading.Channels.Channel.CreateUnbounded<ParcelChunk>();
        var running = rig.RunAsync(channel.Reader);
        foreach (var chunk in TestChunk.Many(3)) await channel.Writer.WriteAsync(chunk);

        await clock.WaitingAsync(1);
        clock.Advance(TimeSpan.FromSeconds(1));
        while (rig.Ledger.Outcomes.Count < 3) await Task.Yield();
        channel.Writer.Complete();

        Assert.Equal(3, (await running).Sent);
        Assert.Equal(["[event 0,event 1,event 2]"], collector.Bodies);
    }

    private static Func<HttpContext, string, Task> RefuseAnyOf(params int[] bad) => (context, body) =>
    {
        if (bad.Any(i => body.Contains($"<{i}>", StringComparison.Ordinal))) context.Response.StatusCode = 400;
        return Task.CompletedTask;
    };

    private static TestProtocol Asking(Collector collector, Func<string, Answer> opening) => new(collector.Address)
    {
        Reading = received => received.Events[0] == "open"
            ? opening(received.Events[0])
            : new Answer.FirstSend("open"u8.ToArray(), "opening"u8.ToArray(), "orphan", "no session"),
    };

    private static async Task<TestProtocol> OrphanProtocolAsync(ConcurrentDictionary<string, bool> opened)
    {
        var collector = await Collector.StartAsync();
        return new(collector.Address)
        {
            Reading = received =>
            {
                var text = received.Events[0];
                if (text.StartsWith("open ", StringComparison.Ordinal))
                {
                    opened[text] = true;
                    return Answer.Accepted.Instance;
                }

                return opened.ContainsKey($"open {text}")
                    ? Answer.Accepted.Instance
                    : new Answer.FirstSend(System.Text.Encoding.UTF8.GetBytes($"open {text}"), default, "orphan", "no session");
            },
        };
    }
}
