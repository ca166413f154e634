using Loader.Rehearsal;
using Loader.Rehearsal.Faults;

namespace Loader.Tests.Rehearsal;

public sealed class RehearsalEndpointTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    [Fact]
    public async Task Two_requests_of_one_client_at_once_are_noticed_and_of_two_clients_are_not()
    {
        var clock = new StillClock();
        await using var stage = await Stage.OpenAsync(faults: "slow=1s@1", clock: clock);

        var slow = stage.SendAsync(NamelessCall.PageView());
        await clock.SomebodyWaits.WaitAsync(Patience);
        await stage.SendAsync(NamelessCall.PageView(user: "RehearsalUser02"));
        await stage.SendAsync(NamelessCall.Purchase());
        clock.Move(TimeSpan.FromSeconds(1));
        await slow.WaitAsync(Patience);

        Assert.Equal(1, stage.Received.Overlaps);
    }

    [Fact]
    public async Task It_listens_on_loopback_and_counts_connections_and_keeps_requests()
    {
        await using var stage = await Stage.OpenAsync();

        await stage.SendAsync(NamelessCall.PageView());
        await stage.SendAsync(NamelessCall.Purchase());

        Assert.Equal(("127.0.0.1", "http"), (stage.Endpoint.Address.Host, stage.Endpoint.Address.Scheme));
        Assert.Equal(1, stage.Received.Connections);
        Assert.Equal([1L, 2L], stage.Received.Kept.Select(request => request.Number));
        Assert.Equal(NamelessCall.StreamingAgent, stage.Received.Kept[1].Headers["user-agent"]);
        Assert.Equal(NamelessCall.Purchase().Body.ToJsonString(), System.Text.Encoding.UTF8.GetString(stage.Received.Kept[1].Body));
    }

    [Fact]
    public async Task A_body_longer_than_a_buffer_arrives_whole()
    {
        await using var stage = await Stage.OpenAsync();
        await stage.SendAsync(NamelessCall.PageView());

        var reply = await stage.SendAsync(NamelessCall.Purchase().Field("event_data.note", $"\"{new string('x', 1_000_000)}\""));

        Assert.Equal(1_000_000, reply.Data.GetProperty("event_data").GetProperty("note").GetString()!.Length);
    }

    [Fact]
    public async Task The_sink_takes_anything()
    {
        await using var stage = await Stage.OpenAsync(new SinkRules());

        var reply = await stage.SendAsync(NamelessCall.Purchase().To("/any").Bytes("not json"));

        Assert.Equal((200, """{"status_code":200,"response":"ok"}"""), (reply.Status, reply.Json.GetRawText()));
        Assert.Equal((1, 0), (stage.Received.Requests, stage.Received.Accepted));
    }

    [Fact]
    public async Task A_bug_in_the_rules_is_not_the_senders_fault_and_shows_when_the_endpoint_ends()
    {
        var endpoint = await RehearsalEndpoint.StartAsync(new BrokenRules(), FaultScript.None, new(), CancellationToken.None);
        using var client = new HttpClient();

        using var response = await client.GetAsync(endpoint.Address);

        Assert.Equal(500, (int)response.StatusCode);
        Assert.Equal("a bug", (await Assert.ThrowsAsync<InvalidOperationException>(async () => await endpoint.DisposeAsync())).Message);
    }

    private sealed class BrokenRules : IEndpointRules
    {
        public ulong LaneOf(in EndpointRequest request) => 0;

        public bool IsQuery(in EndpointRequest request) => false;

        public void Answer(in EndpointRequest request, EndpointAnswer answer) => throw new InvalidOperationException("a bug");
    }
}
