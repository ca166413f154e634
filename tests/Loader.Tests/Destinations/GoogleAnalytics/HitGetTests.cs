using System.Text;
using Loader.Destinations;
using Loader.Destinations.GoogleAnalytics;
using Loader.Mappings.Findings;
using Loader.Mappings.Rows;
using Loader.Rehearsal;
using Loader.Rehearsal.Faults;
using Loader.Rehearsal.GoogleAnalytics;
using Loader.Sending;
using Loader.Tests.Sending;

namespace Loader.Tests.Destinations.GoogleAnalytics;

/// <summary>Hits in the query strings of GETs.</summary>
public sealed class HitGetTests
{
    private readonly HitContractTests shared = new();

    [Theory]
    [InlineData("https://collector.example", "https://collector.example/collect?")]
    [InlineData("https://collector.example/in?site=7", "https://collector.example/in?site=7&")]
    public void A_hit_stands_in_the_address_and_nothing_in_the_body(string endpoint, string before)
    {
        var destination = At(endpoint);
        var (_, body, note, _) = shared.Pack(Hit().Slot("ea", "x+y é&=?#"), destination);
        using var request = new HttpRequestMessage();
        destination.Protocol.Address(request, [note]);

        Assert.Equal(HttpMethod.Get, request.Method);
        Assert.Equal(before + "v=1&tid=UA-12345-6&t=event&cid=1&ec=c&ea=x%2By+%C3%A9%26%3D%3F%23", request.RequestUri!.AbsoluteUri);
        Assert.True(destination.Protocol.Encode(body).IsEmpty);
        Assert.Equal(1, destination.Protocol.Framing.MaxEvents);
    }

    [Fact]
    public void What_keeps_caches_away_stands_last()
    {
        var (_, body, _, _) = shared.Pack(
            new ShapeBuilder().Constant("t", "event").Slot("z", "17").Slot("cid", "1").Slot("ec", "c").Slot("ea", "a"), At("https://collector.example"));

        Assert.EndsWith("&ea=a&z=17", Encoding.UTF8.GetString(body), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(1, false)]
    public void An_address_has_8000_bytes_and_no_more(int beyond, bool leaves)
    {
        const string Address = "https://collector.example/collect?";
        var empty = shared.Pack(Hit().Slot("ea", "a").Slot("x1", "").Slot("x2", ""), At("https://collector.example")).Body.Length;
        var room = 8_000 - Address.Length - empty + beyond;

        var (packing, body, note, _) = shared.Pack(
            Hit().Slot("ea", "a").Slot("x1", new string('x', room - 10)).Slot("x2", new string('y', 10)), At("https://collector.example"));

        Assert.Equal(leaves, packing is Packing.Ready);
        Assert.Equal(leaves ? 8_000 - Address.Length : 0, body.Length);
        Assert.Equal(body, note);
        if (!leaves) Assert.Equal(GoogleAnalyticsCodes.TooLong, ((Packing.Broken)packing).Problem.Code);
    }

    [Fact]
    public void Batches_have_no_place_in_an_address()
    {
        FindingList findings = [];
        shared.Kind.Configure(
            Settings.Section(findings, ("endpoint", "https://collector.example"), ("tracking_id", "UA-12345-6"), ("method", "get"), ("hits", "batch")));

        Assert.Contains(findings, finding => finding.Message == "a query string holds one hit");
    }

    [Fact]
    public async Task The_collector_has_each_hit_once_also_through_faults()
    {
        await using var collector = await RehearsalEndpoint.StartAsync(
            new HitCollectorRules(), FaultScript.Parse("500*2, 429*1", seed: 7, [])!, new() { KeepRequests = true }, CancellationToken.None);
        var destination = At(new Uri(collector.Address, "/collect").AbsoluteUri);
        var parcels = Enumerable.Range(0, 20).Select(i =>
        {
            var (_, body, note, packed) = shared.Pack(Hit().Slot("ea", "a").Slot("ev", Value.Of(i)), destination);
            return Delivery.Parcel(i, body, note, packed);
        });
        var (ledger, _) = await Delivery.SendAsync(destination.Protocol, parcels);

        Assert.Equal(20, ledger.Of<Outcome.Sent>().Count());
        Assert.Equal(20, collector.Received.Accepted);
        Assert.Empty(collector.Received.Lost);
        Assert.All(collector.Received.Kept, request => Assert.Empty(request.Body));
    }

    [Theory]
    [InlineData(RawServer.Close)]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\ncut")]
    public async Task A_hit_that_left_without_an_answer_is_uncertain_though_its_body_is_empty(string answer)
    {
        await using var server = new RawServer(answer, RawServer.Ok());
        var destination = At(new Uri(server.Address, "/collect").AbsoluteUri);
        var parcels = Enumerable.Range(0, 2).Select(i =>
        {
            var (_, body, note, packed) = shared.Pack(Hit().Slot("ea", "a"), destination);
            return Delivery.Parcel(i, body, note, packed);
        });
        var (ledger, _) = await Delivery.SendAsync(destination.Protocol, parcels);

        Assert.Equal([0], ledger.TicketsOf<Outcome.Uncertain>());
        Assert.Equal([1], ledger.TicketsOf<Outcome.Sent>());
    }

    private static IDestination At(string endpoint) =>
        Settings.Configure(new GoogleAnalyticsKind(), ("endpoint", endpoint), ("tracking_id", "UA-12345-6"), ("method", "get"));

    private static ShapeBuilder Hit() => new ShapeBuilder().Constant("t", "event").Slot("cid", "1").Slot("ec", "c");
}
