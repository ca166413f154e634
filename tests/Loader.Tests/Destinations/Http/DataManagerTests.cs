using Loader.Destinations.Http;
using Loader.Mappings.Findings;
using Loader.Mappings.Rows;
using Loader.Mappings.Yaml;
using Loader.Options;
using Loader.Rehearsal;
using Loader.Rehearsal.Faults;
using Loader.Rehearsal.Http;
using Loader.Sending;
using Loader.Tests.Architecture;
using Loader.Tests.Sending;

namespace Loader.Tests.Destinations.Http;

/// <summary>
/// The settings of mappings/google-data-manager.yaml against an endpoint that refuses a whole request for one bad event and says by its path which, as
/// Google's error details do.
/// </summary>
public sealed class DataManagerTests
{
    [Theory]
    [InlineData("1234", 2)]
    [InlineData("0 1 1999", 2)]
    [InlineData("", 1)]
    public async Task A_bad_event_fails_by_its_name_and_all_others_go_with_one_more_request(string bad, int requests)
    {
        var places = bad.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(int.Parse).ToHashSet();

        var (ledger, endpoint) = await SendAsync(2000, places);

        Assert.Equal(requests, endpoint.Requests);
        Assert.Equal(places.Select(place => (long)place).Order(), ledger.TicketsOf<Outcome.Failed>());
        Assert.Equal(2000 - places.Count, endpoint.Accepted);
        Assert.All(ledger.Of<Outcome.Failed>(), failed => Assert.Equal("invalid_hex_encoding", failed.Code));
        if (places.Count == 0) return;
        Assert.Equal(
            $"events.events[{places.First()}].user_data: email_address must be a SHA-256 hash", ((Outcome.Failed)ledger.Outcomes[places.First()]).Reason);
    }

    [Theory]
    [InlineData("events.events[12].event_timestamp", 12)]
    [InlineData("events[12].user_data.user_identifiers[3].email_address", 12)]
    [InlineData("destinations[0].operating_account", null)]
    [InlineData("custom_events[3]", null)]
    public void A_violation_names_an_event_by_its_path(string field, int? index)
    {
        using var response = new HttpResponseMessage();
        var body =
            $$$"""{"error":{"code":400,"message":"m","details":[{"@type":"x","reason":"r"},{"@type":"y","fieldViolations":[{"field":"{{{field}}}","description":"d"}]}]}}""";

        var answer = Configure("https://datamanager.googleapis.com/v1/events:ingest").Protocol.Read(
            400, response.Headers, System.Text.Encoding.UTF8.GetBytes(body), [], []);

        var refused = Assert.IsType<Answer.Refused>(answer);
        Assert.Equal("HTTP 400: m", refused.Reason);
        Assert.Equal(index is { } place ? [new RefusedEvent(place, "refused", $"{field}: d")] : [], refused.Named);
    }

    private static async Task<(TestLedger Ledger, ReceivedLog Received)> SendAsync(int events, HashSet<int> bad)
    {
        await using var endpoint = await RehearsalEndpoint.StartAsync(new DataManager(), FaultScript.None, new(), CancellationToken.None);
        var destination = Configure(new Uri(endpoint.Address, "/in").AbsoluteUri);
        var packer = destination.Bind(Row(0, isBad: false).Shape, [])!;
        var parcels = Enumerable.Range(0, events).Select(i => Delivery.Parcel(i, packer, Row(i, bad.Contains(i))));
        var (ledger, _) = await Delivery.SendAsync(destination.Protocol, parcels);
        return (ledger, endpoint.Received);
    }

    private static ShapeBuilder Row(int number, bool isBad) => new ShapeBuilder()
        .Slot("eventTimestamp", Value.OfTime(DateTimeOffset.UtcNow.ToUnixTimeSeconds() - 3600, 0))
        .Slot("eventSource", "WEB")
        .Slot("transactionId", $"T{number}")
        .Slot("userData", Value.Of(new ValueObject(
            [new(
                "userIdentifiers",
                Value.Of([Value.Of(new ValueObject([new("emailAddress", Value.Of(isBad ? "mary@example.com" : new string('a', 64)))]))]))])));

    private static HttpDestination Configure(string url)
    {
        FindingList findings = [];
        var mapping = YamlReader.Read(File.ReadAllText(Path.Combine(Repository.Root, "mappings", "google-data-manager.yaml")), "mapping.yaml", findings)!;
        var settings = ((YamlMap)mapping.Find("to")!.Value).Find("http")!.Value;
        var context = new OptionContext(findings, name => name == "GOOGLE_CREDENTIALS" ? null : "1234567890", new()) { IsRehearsal = true, Load = "test" };
        var destination = new HttpKind().Configure(
            new("to.http", settings, context, new("mapping.yaml", 1, 1), new Dictionary<string, string> { ["url"] = url }));
        Assert.True(destination is not null && !findings.HasErrors, string.Join('\n', findings));
        return (HttpDestination)destination;
    }
}
