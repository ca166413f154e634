using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Loader.Destinations;
using Loader.Mappings.Rows;
using Loader.Rehearsal;
using Loader.Rehearsal.Faults;
using Loader.Rehearsal.Snowplow;
using Loader.Sending;
using Loader.Tests.Sending;
using Outcome = Loader.Sending.Outcome;

namespace Loader.Tests.Destinations.Snowplow;

/// <summary>Events on their way to a collector that answers 200 to anything, and a pipeline behind it that checks as the real one does.</summary>
public sealed class SnowplowRehearsedTests
{
    private readonly SnowplowContractTests shared = new();

    private static Gen<Value> AnyValue { get; } = Gen.OneOf(
        ArbMap.Default.GeneratorFor<string>().Select(text => text is null ? Value.Null : Value.Of(text)),
        ArbMap.Default.GeneratorFor<long>().Select(Value.Of),
        Gen.Elements(long.MaxValue, long.MinValue, int.MaxValue, int.MinValue, 1L << 31, 0, -1).Select(Value.Of),
        ArbMap.Default.GeneratorFor<decimal>().Select(Value.Of),
        ArbMap.Default.GeneratorFor<double>().Select(Value.Of),
        ArbMap.Default.GeneratorFor<bool>().Select(Value.Of),
        Gen.Choose(0, int.MaxValue).Select(second => Value.OfTime(second, 7)),
        Gen.Choose(0, 12_000).Select(length => Value.Of(new string('ü', length))),
        Gen.Elements(
            "https://a.example/",
            "http://[::1]:99999/",
            "http://a b/",
            "1x1",
            "0x0",
            "EUR",
            "web",
            "5f1c9a52-0a3c-4a6e-8f4e-0d9e3a1b2c4d",
            "iglu:a/b/c/1-0-0").Select(Value.Of),
        Gen.Constant(Value.Null));

    private static Gen<ShapeBuilder> AnyRow { get; } =
        from type in Gen.Elements("page_view", "page_ping", "struct_event", "self_describing", "screen_view", "transaction", "transaction_item")
        from field in Gen.Elements(Fields(type))
        from value in AnyValue
        select SnowplowContractTests.Event(type).Slot(field, value);

    [Theory]
    [InlineData("post")]
    [InlineData("get")]
    public async Task Whatever_a_row_holds_it_fails_here_or_passes_the_pipeline(string method)
    {
        await using var endpoint = await StartAsync();
        using var connection = new HttpMessageInvoker(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false });
        var destination = shared.With(("endpoint", new Uri(endpoint.Address, "/rehearsal").AbsoluteUri), ("method", method));
        var accepted = 0;

        foreach (var row in AnyRow.Sample(1500, 60))
        {
            var (packing, body, note, _) = shared.Pack(row, destination);
            if (packing is Packing.Broken) continue;
            Sent.AssertValid(body);
            var framing = destination.Protocol.Framing;
            using var content = new ReadOnlyMemoryContent(destination.Protocol.Encode((byte[])[.. framing.Before, .. body, .. framing.After]));
            using var request = new HttpRequestMessage(HttpMethod.Post, destination.Protocol.Endpoint) { Content = content };
            destination.Protocol.Address(request, [note]);
            using var response = await connection.SendAsync(request, CancellationToken.None);
            var answer = destination.Protocol.Read((int)response.StatusCode, response.Headers, await response.Content.ReadAsByteArrayAsync(), [body], [note]);

            Assert.True(
                answer is Answer.Accepted && endpoint.Received.LostRows.Count == 0,
                $"{answer} {string.Join(", ", endpoint.Received.LostRows)} for {Encoding.UTF8.GetString(body)}");
            accepted++;
        }

        Assert.True(accepted > 300, $"only {accepted} rows could leave");
        Assert.Equal(accepted, endpoint.Received.Accepted);
    }

    [Theory]
    [InlineData("post", 1)]
    [InlineData("get", 300)]
    public async Task The_sender_loads_events_and_the_collector_has_each_once(string method, int requests)
    {
        await using var endpoint = await StartAsync();

        var ledger = await SendAsync(endpoint, method, 300, "");

        Assert.Equal(300, ledger.Of<Outcome.Sent>().Count());
        Assert.Equal(requests, endpoint.Received.Requests);
        Assert.Empty(endpoint.Received.Lost);
        Assert.All(endpoint.Received.TimesById(), one => Assert.Equal(1, one.Value));
        Assert.Equal(300, endpoint.Received.TimesById().Count);
    }

    [Theory]
    [InlineData("post")]
    [InlineData("get")]
    public async Task Events_whose_answer_was_lost_are_uncertain_and_all_others_are_sent(string method)
    {
        await using var endpoint = await StartAsync("close-after-accept@2, 503*1 retry-after=1, garbage@4");

        var ledger = await SendAsync(endpoint, method, 40, "10");

        var uncertain = ledger.Of<Outcome.Uncertain>().Count();
        Assert.Equal(method == "get" ? 2 : 20, uncertain);
        Assert.Equal(40 - uncertain, ledger.Of<Outcome.Sent>().Count());
        Assert.All(endpoint.Received.TimesById(), one => Assert.Equal(1, one.Value));
    }

    private static string[] Fields(string type) => type switch
    {
        "page_ping" => ["min_x", "max_y", .. Common],
        "struct_event" => ["category", "action", "label", "property", "value", .. Common],
        "self_describing" => ["schema", "data.a", "data.a$int", "data.a$geo", "data.a$dt", "data.a$tm", "data", .. Common],
        "screen_view" => ["name", "id", "previous_id", "screen_type", .. Common],
        "transaction" => ["order_id", "total", "tax", "currency", "city", .. Common],
        "transaction_item" => ["sku", "price", "quantity", "currency", "name", .. Common],
        _ => Common,
    };

    private static string[] Common =>
    [
        "page_url", "referrer", "page_title", "app_id", "platform", "namespace", "user_id", "session_id", "session_index", "ip_address", "user_agent", "screen_resolution",
        "color_depth", "cookies_enabled", "timestamp", "device_created_timestamp", "device_sent_timestamp", "event_id", "entities",
    ];

    private static Task<RehearsalEndpoint> StartAsync(string faults = "") => RehearsalEndpoint.StartAsync(
        new SnowplowRules(new() { Path = "/rehearsal" }), FaultScript.Parse(faults, 7, [])!, new() { KeepRequests = true }, CancellationToken.None);

    private async Task<TestLedger> SendAsync(RehearsalEndpoint endpoint, string method, int events, string perRequest)
    {
        var destination = shared.With(
            ("endpoint", new Uri(endpoint.Address, "/rehearsal").AbsoluteUri),
            ("method", method),
            ("events_per_request", perRequest.Length == 0 ? "500" : perRequest));
        var (ledger, _) = await Delivery.SendAsync(destination.Protocol, shared.Parcels(destination, events));
        return ledger;
    }
}
