using System.Text.Json;
using Loader.Destinations;
using Loader.Rehearsal;
using Loader.Rehearsal.Faults;
using Loader.Rehearsal.Ga4;
using Loader.Sending;
using Loader.Tests.Sending;

namespace Loader.Tests.Destinations.Ga4;

/// <summary>Whole requests, by the real sender, to a collector that says nothing and notices all.</summary>
public sealed class Ga4RequestTests : IAsyncLifetime
{
    private readonly Ga4ContractTests shared = new();
    private RehearsalEndpoint collector = null!;

    public async Task InitializeAsync() =>
        collector = await RehearsalEndpoint.StartAsync(new Ga4Rules(), FaultScript.None, new() { KeepRequests = true }, CancellationToken.None);

    public async Task DisposeAsync() => await collector.DisposeAsync();

    [Fact]
    public async Task Requests_hold_one_client_each_and_25_events_at_most()
    {
        var rows = Enumerable.Range(0, 300).Select(i => (Client: FormattableString.Invariant($"{(i % 3) + 1}.7"), Property: "gold"));

        var ledger = await SendAsync([.. rows]);

        Assert.Equal(300, ledger.Of<Outcome.Sent>().Count());
        Assert.Equal(300, collector.Received.Accepted);
        Assert.Empty(collector.Received.Lost);
        Assert.All(collector.Received.Kept, request =>
        {
            using var json = JsonDocument.Parse(request.Body);
            Assert.InRange(json.RootElement.GetProperty("events").GetArrayLength(), 1, 25);
        });
        Assert.InRange(collector.Received.Requests, 12, 30);
    }

    [Fact]
    public async Task Events_whose_user_differs_in_anything_go_in_requests_of_their_own()
    {
        var ledger = await SendAsync([("1.7", "gold"), ("1.7", "gold"), ("1.7", "silver"), ("1.7", "gold")]);

        Assert.Equal(4, ledger.Of<Outcome.Sent>().Count());
        Assert.Empty(collector.Received.Lost);
        Assert.Equal(3, collector.Received.Requests);
        Assert.All(collector.Received.Kept, request =>
        {
            using var json = JsonDocument.Parse(request.Body);
            var tier = json.RootElement.GetProperty("user_properties").GetProperty("tier").GetProperty("value").GetString();
            Assert.All(
                json.RootElement.GetProperty("events").EnumerateArray(), one => Assert.Equal(tier, one.GetProperty("params").GetProperty("tier").GetString()));
        });
    }

    private async Task<TestLedger> SendAsync((string Client, string Property)[] rows)
    {
        var destination = Settings.Configure(shared.Kind, [.. shared.GoodSettings, ("endpoint", new Uri(collector.Address, "/mp/collect").AbsoluteUri)]);
        var parcels = rows.Select((row, i) =>
        {
            var (packing, body, note, packed) = shared.Pack(
                shared.EventNumber(i).Slot("client_id", row.Client).Slot("user_properties.tier", row.Property).Slot("params.tier", row.Property), destination);
            Assert.IsType<Packing.Ready>(packing);
            return Delivery.Parcel(i, body, note, packed);
        }).ToArray();
        var (ledger, _) = await Delivery.SendAsync(destination.Protocol, parcels, Delivery.OneAtATime with { Parallel = 4 });
        return ledger;
    }
}
