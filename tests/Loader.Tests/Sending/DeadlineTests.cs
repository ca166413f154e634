using Loader.Sending;
using Loader.Tests.Support;

namespace Loader.Tests.Sending;

/// <summary>How long a row is tried, and how long an endpoint where nobody listens is waited for.</summary>
public sealed class DeadlineTests
{
    private static readonly SendOptions Minute = new() { Parallel = 1, Attempts = 100, Timeout = TimeSpan.FromHours(1), Deadline = TimeSpan.FromMinutes(1) };

    [Fact]
    public async Task A_row_that_was_answered_not_accepted_until_its_deadline_is_failed()
    {
        await using var server = new RawServer(RawServer.Status(500));
        using var rig = new Rig { Protocol = new TestProtocol(server.Address), Options = Minute };

        var result = await rig.RunAsync(parcels: 1);

        // 0.5, 1, 2, 4, 8, 16 s make 31.5; the next wait of 30 s would end behind the deadline.
        Assert.Equal(7, server.Bodies.Count);
        Assert.Equal(1, result.Failed);
        Assert.Equal(new Outcome.Failed("attempts_used_up", "the deadline of 60 s has passed; the last answer: status 500"), rig.Ledger.Outcomes[0]);
    }

    [Fact]
    public async Task A_row_whose_answer_was_lost_once_is_uncertain_at_its_deadline()
    {
        await using var server = new RawServer(RawServer.Close, RawServer.Status(500));
        using var rig = new Rig { Protocol = new TestProtocol(server.Address), Options = Minute with { Uncertain = UncertainPolicy.Resend } };

        var result = await rig.RunAsync(parcels: 1);

        Assert.Equal(1, result.Uncertain);
        Assert.Equal(7, server.Bodies.Count);
    }

    [Fact]
    public async Task A_row_whose_last_answer_was_lost_is_uncertain_at_its_deadline()
    {
        await using var server = new RawServer(RawServer.Close);
        using var rig = new Rig { Protocol = new TestProtocol(server.Address), Options = Minute with { Uncertain = UncertainPolicy.Resend } };

        Assert.Equal(1, (await rig.RunAsync(parcels: 1)).Uncertain);
    }

    [Fact]
    public async Task Being_asked_to_wait_uses_nothing_of_a_rows_time()
    {
        await using var server = new RawServer([.. Enumerable.Repeat(RawServer.Status(429, "Retry-After: 50\r\n"), 5), RawServer.Status(500), RawServer.Ok()]);
        using var rig = new Rig { Protocol = new TestProtocol(server.Address), Options = Minute };

        Assert.Equal(1, (await rig.RunAsync(parcels: 1)).Sent);
    }

    [Fact]
    public async Task Time_in_attempts_counts_as_well()
    {
        var clock = new FakeTime(jumps: TimeSpan.FromMinutes(10));
        await using var collector = await Collector.StartAsync((context, _) =>
        {
            clock.Advance(TimeSpan.FromSeconds(25));
            context.Response.StatusCode = 500;
            return Task.CompletedTask;
        });
        using var rig = new Rig { Protocol = new TestProtocol(collector.Address), Clock = clock, Options = Minute, Random = () => 0 };

        await rig.RunAsync(parcels: 1);

        Assert.Equal(3, collector.Bodies.Count);
    }

    [Fact]
    public async Task An_endpoint_where_nobody_listens_is_waited_for_so_long_and_then_the_run_ends()
    {
        var clock = new FakeTime(jumps: TimeSpan.FromMinutes(10));
        using var nobody = new QuietAddress();
        using var rig = new Rig
        {
            Protocol = new TestProtocol(nobody.Address),
            Clock = clock,
            Options = new() { Parallel = 2, Attempts = 2, Timeout = TimeSpan.FromHours(1), WaitForEndpoint = TimeSpan.FromMinutes(5) },
        };

        var result = await rig.RunAsync(parcels: 10);

        Assert.Equal(SendingEnd.GivenUp.Unreachable, Assert.IsType<SendingEnd.GivenUp>(result.End).Code);
        Assert.Equal(10, result.NotReached);
        Assert.InRange(clock.Elapsed.TotalMinutes, 5, 5.5);
    }

    [Fact]
    public async Task A_server_that_comes_back_while_it_is_waited_for_gets_everything_and_the_wait_begins_anew()
    {
        using var door = new QuietAddress();
        RawServer? server = null;
        var knocks = 0;
        using var rig = new Rig
        {
            Protocol = new TestProtocol(door.Address),
            Options = new() { Parallel = 1, Attempts = 2, Timeout = TimeSpan.FromHours(1), WaitForEndpoint = TimeSpan.FromMinutes(5) },
            Random = () =>
            {
                if (++knocks == 20) server = new RawServer(door, RawServer.Ok());
                return 1;
            },
        };

        var result = await rig.RunAsync(parcels: 3);

        Assert.Equal(3, result.Sent);
        Assert.Equal(20, knocks);
        await server!.DisposeAsync();
    }
}
