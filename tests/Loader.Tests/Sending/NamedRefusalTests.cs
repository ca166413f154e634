using System.Globalization;
using Loader.Sending;
using Microsoft.AspNetCore.Http;

namespace Loader.Tests.Sending;

/// <summary>A request that is refused as a whole, by an answer that says for which events: these fail, and the others go again without them.</summary>
public sealed class NamedRefusalTests
{
    private static readonly SendOptions One = new() { Parallel = 1, Timeout = TimeSpan.FromHours(1) };

    [Theory]
    [InlineData(Isolation.Halve)]
    [InlineData(Isolation.None)]
    public async Task A_named_event_costs_one_more_request(Isolation isolation)
    {
        await using var collector = await Collector.StartAsync(Naming([1234], all: true));
        using var rig = Rigged(collector, 2000, isolation);

        var result = await rig.RunAsync(TestChunk.Many(2000, body: Body, perChunk: 2000));

        Assert.Equal(2, result.Requests);
        Assert.Equal([1234], rig.Ledger.TicketsOf<Outcome.Failed>());
        Assert.Equal(new Outcome.Failed("bad", "event 1234 is bad"), rig.Ledger.Outcomes[1234]);
        Assert.Equal(1999, result.Sent);
        Assert.Equal("[" + string.Join(',', Enumerable.Range(0, 2000).Where(i => i != 1234).Select(Body)) + "]", collector.Bodies.Last());
    }

    [Theory]
    [InlineData(true, 2)]
    [InlineData(false, 5)]
    public async Task Several_cost_one_more_together_and_one_each_where_only_the_first_is_named(bool all, int requests)
    {
        int[] bad = [0, 7, 8, 99];
        await using var collector = await Collector.StartAsync(Naming(bad, all));
        using var rig = Rigged(collector, 100);

        var result = await rig.RunAsync(TestChunk.Many(100, body: Body, perChunk: 100));

        Assert.Equal(requests, result.Requests);
        Assert.Equal(bad.Select(i => (long)i), rig.Ledger.TicketsOf<Outcome.Failed>());
    }

    [Fact]
    public async Task When_all_are_named_nothing_is_left_to_send()
    {
        await using var collector = await Collector.StartAsync(Naming([0, 1, 2], all: true));
        using var rig = Rigged(collector, 3);

        var result = await rig.RunAsync(TestChunk.Many(3, body: Body));

        Assert.Equal((1, 3), (result.Requests, result.Failed));
    }

    [Theory]
    [InlineData("5", 0)] // there is no sixth event
    [InlineData("1 5", 0)]
    [InlineData("1 1", 0)]
    [InlineData("-1", 0)]
    [InlineData("1", 4)]
    public async Task Names_that_cannot_be_are_not_believed(string named, int sent)
    {
        await using var collector = await Collector.StartAsync(RefuseFirst(5));
        var refusals = named.Split(' ').Select(place => new RefusedEvent(int.Parse(place, CultureInfo.InvariantCulture), "bad", "named")).ToArray();
        using var rig = Rigged(collector, 5, Isolation.None, got => got.Status == 400 ? new Answer.Refused("http_400", "refused") { Named = refusals } : null);

        var result = await rig.RunAsync(TestChunk.Many(5, body: Body));

        Assert.Equal((sent, 5 - sent), (result.Sent, result.Failed));
        Assert.Equal(sent > 0 ? 2 : 1, result.Requests);
    }

    [Fact]
    public async Task Whatever_is_named_every_event_is_settled_once_and_rightly()
    {
        var random = new Random(4711);
        for (var round = 0; round < 25; round++)
        {
            var events = random.Next(1, 60);
            var bad = Enumerable.Range(0, random.Next(0, 6)).Select(_ => random.Next(events)).ToHashSet();
            var mood = random.Next(4);
            await using var collector = await Collector.StartAsync(Naming([.. bad], all: mood == 1, silent: mood == 2, sometimes: mood == 3));
            using var rig = Rigged(collector, 50);

            await rig.RunAsync(TestChunk.Many(events, lane: i => (ulong)(i % 3), body: Body, perChunk: 60));

            Assert.Equal(bad.Select(i => (long)i).Order(), rig.Ledger.TicketsOf<Outcome.Failed>());
            Assert.Equal(events - bad.Count, rig.Ledger.Of<Outcome.Sent>().Count());
        }
    }

    [Fact]
    public async Task A_part_whose_bad_events_were_named_says_nothing_of_the_part_beside_it()
    {
        // The whole is refused without a name, the first half with one: the second half is asked for as a whole, and is good.
        await using var collector = await Collector.StartAsync(Naming([3], all: true, sometimes: true));
        using var rig = Rigged(collector, 64);

        var result = await rig.RunAsync(TestChunk.Many(64, body: Body, perChunk: 64));

        Assert.Equal((4, 63), (result.Requests, result.Sent));
        Assert.Equal([3], rig.Ledger.TicketsOf<Outcome.Failed>());
    }

    [Fact]
    public async Task What_was_in_doubt_before_stays_uncertain_when_it_is_named()
    {
        var requests = 0;
        await using var collector = await Collector.StartAsync((context, body) =>
        {
            context.Response.StatusCode = ++requests == 1 ? 504 : body.Contains("<1>", StringComparison.Ordinal) ? 400 : 200;
            return Task.CompletedTask;
        });
        using var rig = Rigged(
            collector, 3, reading: got => got.Status == 400
                ? new Answer.Refused("http_400", "refused") { Named = [new(1, "bad", "named")] }
                : null, options: One with { Uncertain = UncertainPolicy.Resend });

        await rig.RunAsync(TestChunk.Many(3, body: Body));

        Assert.Equal([1], rig.Ledger.TicketsOf<Outcome.Uncertain>());
        Assert.Equal([0, 2], rig.Ledger.TicketsOf<Outcome.Sent>());
    }

    [Theory]
    [InlineData(Isolation.Halve)]
    [InlineData(Isolation.None)]
    public async Task A_request_that_is_too_large_is_halved_whatever_isolates_bad_events(Isolation isolation)
    {
        await using var collector = await Collector.StartAsync((context, body) =>
        {
            context.Response.StatusCode = body.Length > 100 ? 413 : 200;
            return Task.CompletedTask;
        });
        using var rig = Rigged(collector, 64, isolation, got => got.Status == 413 ? new Answer.Refused("http_413", "too large") { IsForSize = true } : null);

        var result = await rig.RunAsync(TestChunk.Many(64, body: i => i == 20 ? new string('x', 120) : Body(i), perChunk: 64));

        Assert.Equal([20], rig.Ledger.TicketsOf<Outcome.Failed>());
        Assert.Equal("http_413", ((Outcome.Failed)rig.Ledger.Outcomes[20]).Code);
        Assert.Equal(63, result.Sent);
        Assert.InRange(result.Requests, 5, 17);
    }

    [Fact]
    public async Task Without_isolation_a_part_that_is_refused_for_its_content_fails_as_a_whole()
    {
        await using var collector = await Collector.StartAsync((context, body) =>
        {
            context.Response.StatusCode = body.Length > 40 ? 413 : body.Contains("<2>", StringComparison.Ordinal) ? 400 : 200;
            return Task.CompletedTask;
        });
        using var rig = Rigged(
            collector,
            12,
            Isolation.None,
            got => got.Status == 413 ? new Answer.Refused("http_413", "too large") { IsForSize = true } : null);

        await rig.RunAsync(TestChunk.Many(12, body: Body));

        Assert.Equal([0, 1, 2, 3, 4, 5], rig.Ledger.TicketsOf<Outcome.Failed>());
        Assert.Equal("http_400", ((Outcome.Failed)rig.Ledger.Outcomes[0]).Code);
    }

    private static string Body(int number) => $"<{number}>";

    private static Rig Rigged(
        Collector collector,
        int together,
        Isolation isolation = Isolation.Halve,
        Func<Received, Answer?>? reading = null,
        SendOptions? options = null) => new()
        {
            Protocol = new TestProtocol(collector.Address) { Framing = TestProtocol.Lists(together), Isolation = isolation, Reading = reading ?? Read },
            Options = options ?? One,
        };

    /// <summary>An answer of 400 names places, apart from each other by blanks.</summary>
    private static Answer.Refused? Read(Received got) => got.Status != 400 ? null : new("http_400", "refused")
    {
        Named = [.. got.Body.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(place => int.Parse(place, CultureInfo.InvariantCulture))
            .Select(place => new RefusedEvent(place, "bad", $"event {got.Events[place].Trim('<', '>')} is bad"))],
    };

    private static Func<HttpContext, string, Task> Naming(int[] bad, bool all, bool silent = false, bool sometimes = false)
    {
        var requests = 0;
        return (context, body) =>
        {
            var events = body.Trim('[', ']').Split(',');
            var places = Enumerable.Range(0, events.Length).Where(i => bad.Any(one => events[i] == Body(one))).ToList();
            if (places.Count == 0) return Task.CompletedTask;
            context.Response.StatusCode = 400;
            if (silent || (sometimes && ++requests % 2 == 1)) return Task.CompletedTask;
            return context.Response.WriteAsync(string.Join(' ', all ? places : places.Take(1)));
        };
    }

    private static Func<HttpContext, string, Task> RefuseFirst(int events) => (context, body) =>
    {
        if (body.Split(',').Length == events) context.Response.StatusCode = 400;
        return Task.CompletedTask;
    };
}
