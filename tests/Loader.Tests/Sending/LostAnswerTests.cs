using Loader.Sending;
using Loader.Tests.Support;

namespace Loader.Tests.Sending;

/// <summary>What a network can do to a request, and what may then be said about it.</summary>
public sealed class LostAnswerTests
{
    private static readonly SendOptions One = new() { Parallel = 1, Attempts = 3, Timeout = TimeSpan.FromHours(1) };

    public static TheoryData<string, string> Losses => new()
    {
        { "closed without an answer", RawServer.Close },
        { "cut in the body", "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\ncut" },
        { "cut in the head", "HTTP/1.1 200 OK\r\nContent-Le-cut" },
        { "garbage", "cut: this is not HTTP\r\n\r\n" },
        { "longer than anybody reads", RawServer.Ok(new string('x', Exchange.LongestAnswer + 1)) },
        { "compressed and damaged", "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 3\r\n\r\nabc" },
        { "a gateway that gave up", RawServer.Status(504) },
    };

    [Theory]
    [MemberData(nameof(Losses))]
    public async Task A_row_whose_answer_cannot_be_read_is_uncertain_and_not_sent_again(string loss, string answer)
    {
        await using var server = new RawServer(answer, RawServer.Ok());
        using var rig = new Rig { Protocol = new TestProtocol(server.Address), Options = One };

        var result = await rig.RunAsync(parcels: 3);

        Assert.NotEmpty(loss);
        Assert.Equal([0], rig.Ledger.TicketsOf<Outcome.Uncertain>());
        Assert.Equal([1, 2], rig.Ledger.TicketsOf<Outcome.Sent>());
        Assert.Equal(["event 0", "event 1", "event 2"], server.Bodies);
        Assert.Equal(0, result.Retries);
    }

    [Theory]
    [MemberData(nameof(Losses))]
    public async Task A_destination_that_ignores_repeats_is_sent_the_same_bytes_again(string loss, string answer)
    {
        await using var server = new RawServer(answer, RawServer.Ok());
        using var rig = new Rig { Protocol = new TestProtocol(server.Address) { IgnoresRepeats = true }, Options = One };

        var result = await rig.RunAsync(parcels: 2);

        Assert.NotEmpty(loss);
        Assert.Equal(2, result.Sent);
        Assert.Equal(["event 0", "event 0", "event 1"], server.Bodies);
    }

    [Theory]
    [InlineData(null, false, 1)]
    [InlineData(null, true, 3)]
    [InlineData(UncertainPolicy.Hold, true, 1)]
    [InlineData(UncertainPolicy.Resend, false, 3)]
    public async Task What_the_mapping_says_about_uncertain_rows_wins_over_the_destination(UncertainPolicy? policy, bool ignoresRepeats, int requests)
    {
        await using var server = new RawServer(RawServer.Close);
        using var rig = new Rig { Protocol = new TestProtocol(server.Address) { IgnoresRepeats = ignoresRepeats }, Options = One with { Uncertain = policy } };

        var result = await rig.RunAsync(parcels: 1);

        Assert.Equal(1, result.Uncertain);
        Assert.Equal(requests, server.Bodies.Count);
    }

    [Fact]
    public async Task A_connection_that_closes_under_a_second_request_loses_it_and_nothing_resends_it_behind_our_back()
    {
        await using var server = new RawServer(RawServer.Ok(), RawServer.Close, RawServer.Ok());
        using var rig = new Rig { Protocol = new TestProtocol(server.Address), Options = One };

        await rig.RunAsync(parcels: 3);

        Assert.Equal([1], rig.Ledger.TicketsOf<Outcome.Uncertain>());
        Assert.Equal(["event 0", "event 1", "event 2"], server.Bodies);
    }

    [Fact]
    public async Task An_answer_that_takes_too_long_leaves_the_row_uncertain()
    {
        var clock = new FakeTime();
        await using var server = new RawServer(RawServer.Hang);
        using var rig = new Rig { Protocol = new TestProtocol(server.Address), Options = One with { Timeout = TimeSpan.FromSeconds(30) }, Clock = clock };

        var running = rig.RunAsync(parcels: 1);
        await server.Hanging.Task;
        clock.Advance(TimeSpan.FromSeconds(29));
        Assert.False(running.IsCompleted);
        clock.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(1, (await running).Uncertain);
        Assert.Equal(new Outcome.Uncertain("no answer within 30 s"), rig.Ledger.Outcomes[0]);
    }

    [Fact]
    public async Task Once_in_doubt_a_row_never_counts_as_failed()
    {
        await using var server = new RawServer(RawServer.Close, RawServer.Status(500));
        using var rig = new Rig { Protocol = new TestProtocol(server.Address), Options = One with { Uncertain = UncertainPolicy.Resend } };

        var result = await rig.RunAsync(parcels: 1);

        Assert.Equal(3, server.Bodies.Count);
        Assert.Equal(1, result.Uncertain);
    }

    [Fact]
    public async Task Where_nobody_listens_the_run_ends_and_no_row_counts_as_failed()
    {
        using var nobody = new QuietAddress();
        using var rig = new Rig { Protocol = new TestProtocol(nobody.Address), Options = One with { Parallel = 4 } };

        var result = await rig.RunAsync(parcels: 40);

        var end = Assert.IsType<SendingEnd.GivenUp>(result.End);
        Assert.Equal(SendingEnd.GivenUp.Unreachable, end.Code);
        Assert.Contains("refused", end.Reason, StringComparison.OrdinalIgnoreCase);
        Assert.Matches("; tried [0-9]+ times? within [0-9]+ s$", end.Reason);
        Assert.Equal(40, result.NotReached);
        Assert.Equal(0, result.ConnectionsOpened);
        Assert.DoesNotContain(Enumerable.Range(0, 40), ticket => rig.Ledger.IsLeaving(ticket));
    }

    [Fact]
    public async Task A_server_that_comes_back_in_time_gets_everything()
    {
        using var door = new QuietAddress();
        var serving = Task.CompletedTask;
        var failures = 0;
        using var rig = new Rig
        {
            Protocol = new TestProtocol(door.Address),
            Options = One with { Attempts = 4 },
            Random = () =>
            {
                // Asked for the jitter of each wait: after the third refused connection the server is there.
                if (++failures == 3) serving = ServeAsync(door);
                return 1;
            },
        };

        var result = await rig.RunAsync(parcels: 3);

        Assert.Equal(3, result.Sent);
        Assert.Equal(3, result.Retries);
        Assert.Equal(1, result.ConnectionsOpened);
        await serving;
    }

    private static async Task ServeAsync(QuietAddress door)
    {
        door.Listen();
        using var client = await door.AcceptAsync(CancellationToken.None);
        var stream = client.GetStream();
        var buffer = new byte[4096];
        while (await stream.ReadAsync(buffer) > 0) await stream.WriteAsync("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"u8.ToArray());
    }
}
