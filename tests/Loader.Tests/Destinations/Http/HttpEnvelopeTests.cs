using System.Text;
using System.Text.Json;
using Loader.Mappings.Rows;
using Loader.Sending;
using Loader.Tests.Sending;

namespace Loader.Tests.Destinations.Http;

/// <summary>Formulas around the events of a body: they see the events of the request and the load's start, and nothing else.</summary>
public sealed class HttpEnvelopeTests
{
    private static readonly Value Start = Value.OfTime(1_772_359_200, 0);

    [Theory]
    [InlineData("count: = count(events), events: = events", """{"count":2,"events":[{"name":"a","n":1},{"name":"b","n":2.50}]}""")]
    [InlineData("events: = events, sent_at: = now()", """{"events":[{"name":"a","n":1},{"name":"b","n":2.50}],"sent_at":"2026-03-01T10:00:00Z"}""")]
    [InlineData("sent_at: '= now | unix(\"ms\")', events: = events", """{"sent_at":1772359200000,"events":[{"name":"a","n":1},{"name":"b","n":2.50}]}""")]
    [InlineData("total: '= sum(events, item.n)', who: '= map(events, item.name)', events: = events", """{"total":3.50,"who":["a","b"],"events":[{"name":"a","n":1},{"name":"b","n":2.50}]}""")]
    [InlineData("first: '= events[0].name', none: '= events[0].nothing', events: = events", """{"first":"a","none":null,"events":[{"name":"a","n":1},{"name":"b","n":2.50}]}""")]
    [InlineData("in: { deep: [ '= 1 + 1', { x: = events } ] }", """{"in":{"deep":[2,{"x":[{"name":"a","n":1},{"name":"b","n":2.50}]}]}}""")]
    [InlineData("hash: '= json(events) | sha256 | left(8)', events: = events", """{"hash":"HASH","events":[{"name":"a","n":1},{"name":"b","n":2.50}]}""")]
    public void Formulas_are_computed_for_each_request(string body, string expected)
    {
        var destination = Endpoints.Of($"body: {{ {body} }}");
        destination.BeginAt(Start);

        var request = Endpoints.Request(destination, Row("a", Value.Of(1)), Row("b", Value.Of(2.50m))).Body;

        var hash = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData("""[{"name":"a","n":1},{"name":"b","n":2.50}]"""u8)).Substring(0, 8);
        Assert.Equal(expected.Replace("HASH", hash, StringComparison.Ordinal), request);
        Assert.Equal(request, Endpoints.Request(destination, Row("a", Value.Of(1)), Row("b", Value.Of(2.50m))).Body);
    }

    [Theory]
    [InlineData("{ events: = events, who: = name }", "name")]
    [InlineData("{ events: = events, again: = events }", "stands twice")]
    [InlineData("{ n: = count(events) }", "no place for the events")]
    [InlineData("{ n: = count(, events: = events }", "")]
    [InlineData("{ n: = now(1), events: = events }", "now takes nothing")]
    public void What_needs_a_row_or_cannot_be_read_is_found_before_the_first(string body, string why)
    {
        var (_, findings) = Endpoints.Try($"body: {body}");

        Assert.True(findings.HasErrors);
        Assert.Contains(findings, finding => finding.ToString().Contains(why, StringComparison.Ordinal));
    }

    [Fact]
    public void Now_is_the_start_of_the_load_in_addresses_and_headers_too()
    {
        var destination = Endpoints.Of("url: 'https://api.example.com/{= now | format_time(\"yyyyMMdd\")}'\nheaders: { X-Load: '= \"{now}\"' }");
        destination.BeginAt(Start);

        var request = Endpoints.Request(destination, Row("a", Value.Of(1)));

        Assert.Equal("https://api.example.com/20260301", request.Url!.AbsoluteUri);
        Assert.Equal("2026-03-01T10:00:00Z", request.Headers["X-Load"]);
    }

    [Theory]
    [InlineData("n: = count(events)")]
    [InlineData("who: '= map(events, item.name)'")]
    public async Task A_body_never_has_more_bytes_than_it_may_though_nobody_knew_before(string formula)
    {
        var bodies = new List<byte[]>();
        var sent = await SendAsync($"body: {{ {formula}, events: = events }}\nbatch: {{ events: 500, bytes: 900 }}", 300, body =>
        {
            bodies.Add(body);
            return (200, "");
        });

        Assert.Equal(300, sent.Of<Outcome.Sent>().Count());
        Assert.All(bodies, body => Assert.InRange(body.Length, 1, 900));
        Assert.Equal(300, bodies.Sum(Count));
    }

    [Fact]
    public async Task Attempts_at_a_request_have_the_same_bytes()
    {
        var bodies = new List<string>();
        await SendAsync("body: { sent_at: = now, n: = count(events), events: = events }\nbatch: { events: 4 }\nidempotency_key: plain", 8, body =>
        {
            bodies.Add(Encoding.UTF8.GetString(body));
            return (bodies.Count(one => one == bodies[^1]) < 2 ? 500 : 200, "");
        });

        Assert.Equal([2, 2], bodies.GroupBy(body => body).Select(tries => tries.Count()));
    }

    [Fact]
    public async Task An_event_that_its_envelope_cannot_be_computed_with_fails_alone()
    {
        var sent = await SendAsync(
            "body: { most: '= max(events, 100 / (item.n - 7))', events: = events }\nbatch: { events: 50 }\nisolate: none", 50, _ => (200, ""));

        Assert.Equal([7], sent.TicketsOf<Outcome.Failed>());
        Assert.Equal("envelope", ((Outcome.Failed)sent.Outcomes[7]).Code);
        Assert.Equal(49, sent.Of<Outcome.Sent>().Count());
    }

    private static int Count(byte[] body)
    {
        using var json = JsonDocument.Parse(body);
        return json.RootElement.GetProperty("events").GetArrayLength();
    }

    private static ShapeBuilder Row(string name, Value n) => new ShapeBuilder().Slot("name", name).Slot("n", n);

    private static async Task<TestLedger> SendAsync(string yaml, int events, Func<byte[], (int Status, string Body)> answer)
    {
        await using var endpoint = await DestinationContract.StartAsync(answer);
        var destination = Endpoints.Of($"url: {endpoint.Address}in\n{yaml}");
        destination.BeginAt(Start);
        var packer = destination.Bind(Row("", Value.Null).Shape, [])!;
        var (ledger, _) = await Delivery.SendAsync(
            destination.Protocol, Enumerable.Range(0, events).Select(i => Delivery.Parcel(i, packer, Row($"person {i}", Value.Of(i)))));
        return ledger;
    }
}
