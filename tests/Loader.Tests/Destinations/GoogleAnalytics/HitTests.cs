using System.Text;
using Loader.Destinations;
using Loader.Destinations.GoogleAnalytics;
using Loader.Mappings.Findings;
using Loader.Mappings.Rows;
using Loader.Rehearsal.GoogleAnalytics;

namespace Loader.Tests.Destinations.GoogleAnalytics;

/// <summary>
/// The bytes of hits. The library <c>analytical</c> sends <c>v</c>, <c>tid</c> and <c>t</c> first, then what it was given in its order, form-encoded as Python
/// does; what it was given replaces what it would have set.
/// </summary>
public sealed class HitTests
{
    private readonly HitContractTests shared = new();

    public static TheoryData<string, string> AsTheLibrarySends => new()
    {
        { "t=pageview&cid=1&dl=https%3A%2F%2Fshop.example%2F%3Fa%3D1%26b%3D2&dt=Hello+w%C3%B6rld", "plain" },
        { "t=event&cid=1&ec=a+b&ea=x%2By&el=%22q%22&ev=0", "signs" },
        { "t=event&uid=u%40example.com&ec=c&ea=~a_b.c-d%2A%21%27%28%29", "kept" },
        { "t=event&cid=1&ec=c&ea=%E2%82%AC+%F0%9F%98%80", "wide" },
    };

    [Theory]
    [MemberData(nameof(AsTheLibrarySends))]
    public void Hits_are_form_encoded_in_the_order_of_the_mapping(string expected, string which)
    {
        var hit = which switch
        {
            "plain" => new ShapeBuilder().Constant("t", "pageview").Slot("cid", "1").Slot("dl", "https://shop.example/?a=1&b=2").Slot("dt", "Hello wörld"),
            "signs" => Hit().Slot("ec", "a b").Slot("ea", "x+y").Slot("el", "\"q\"").Slot("ev", Value.Of(0)),
            "kept" => new ShapeBuilder().Constant("t", "event").Slot("uid", "u@example.com").Slot("ec", "c").Slot("ea", "~a_b.c-d*!'()"),
            _ => Hit().Slot("ec", "c").Slot("ea", "€ 😀"),
        };

        Assert.Equal("v=1&tid=UA-12345-6&" + expected, Sent(hit));
    }

    [Fact]
    public void What_the_mapping_gives_replaces_version_property_and_type_where_they_stand() =>
        Assert.Equal(
            "v=2&tid=UA-99999-1&t=event&cid=1&ec=c&ea=a",
            Sent(Hit().Slot("ec", "c").Slot("ea", "a").Constant("v", "2").Slot("tid", "UA-99999-1")));

    [Fact]
    public void What_is_null_is_left_out_zero_is_sent_and_a_list_repeats_its_parameter()
    {
        var several = Value.Of([Value.Of("a"), Value.Null, Value.Of("b")]);

        Assert.Equal(
            "v=1&tid=UA-12345-6&t=event&cid=1&ec=c&ea=a&ev=0&ni=1&cd1=a&cd1=b",
            Sent(Hit().Slot("ec", "c").Slot("ea", "a").Slot("el", Value.Null).Slot("ev", Value.Of(0)).Slot("ni", Value.True).Slot("cd1", several)));
    }

    [Theory]
    [InlineData("pageview", "dl")]
    [InlineData("screenview", "cd")]
    [InlineData("event", "ec ea")]
    [InlineData("transaction", "ti")]
    [InlineData("item", "ti in")]
    [InlineData("social", "sn sa st")]
    [InlineData("exception", "")]
    [InlineData("timing", "utc utv utt")]
    public void Each_type_leaves_with_what_it_needs_and_a_mapping_without_it_is_told(string type, string needs)
    {
        var names = needs.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var hit = new ShapeBuilder().Constant("t", type).Slot("cid", "1");
        foreach (var name in names) hit.Slot(name, name == "utt" ? Value.Of(5) : Value.Of("x"));

        Assert.StartsWith($"v=1&tid=UA-12345-6&t={type}&cid=1", Sent(hit), StringComparison.Ordinal);
        if (names.Length == 0) return;
        var finding = Assert.Single(shared.Findings(new ShapeBuilder().Constant("t", type).Slot("cid", "1")));
        Assert.Equal(GoogleAnalyticsCodes.MissingParameter, finding.Code);
    }

    [Fact]
    public void Mistakes_that_every_row_would_have_are_found_before_the_first()
    {
        Assert.Contains(shared.Findings(new ShapeBuilder().Constant("t", "event").Slot("ec", "c").Slot("ea", "a")), f => f.Message == "a hit needs cid or uid");
        Assert.Contains(shared.Findings(Hit().Constant("t", "pageveiw")), finding => finding.Hint == "did you mean 'pageview'?");
        Assert.Contains(
            shared.Findings(Hit().Slot("ec", "c").Slot("ea", "a").Constant("ev", Value.Of(-1))), finding => finding.Code == GoogleAnalyticsCodes.WrongType);
        var unknown = Assert.Single(shared.Findings(Hit().Slot("ec", "c").Slot("ea", "a").Slot("event_category", "x")));
        Assert.Equal((GoogleAnalyticsCodes.UnknownParameter, Severity.Warning), (unknown.Code, unknown.Severity));
    }

    [Theory]
    [InlineData("https://www.google-analytics.com/collect", "Google has shut this endpoint down")]
    [InlineData("https://ssl.google-analytics.com/collect", "Google has shut this endpoint down")]
    [InlineData("http://collector.example/collect", "readable")]
    public void Endpoints_that_lead_nowhere_are_refused(string endpoint, string why)
    {
        var findings = new FindingList();
        shared.Kind.Configure(Settings.Section(findings, ("endpoint", endpoint), ("tracking_id", "UA-12345-6")));

        Assert.Contains(findings, finding => finding.Message.Contains(why, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("https://collector.example", "collect", "https://collector.example/collect")]
    [InlineData("https://collector.example/", "batch", "https://collector.example/batch")]
    [InlineData("https://snow.example/com.google.analytics/v1", "batch", "https://snow.example/com.google.analytics/v1")]
    public void An_endpoint_without_a_path_gets_the_protocols_own(string endpoint, string hits, string expected) =>
        Assert.Equal(
            expected, Settings.Configure(shared.Kind, ("endpoint", endpoint), ("tracking_id", "UA-12345-6"), ("hits", hits)).Protocol.Endpoint.AbsoluteUri);

    [Fact]
    public async Task A_collector_that_looks_closely_loses_no_hit_of_ours()
    {
        await using var collector = await Loader.Rehearsal.RehearsalEndpoint.StartAsync(
            new HitCollectorRules(), Loader.Rehearsal.Faults.FaultScript.None, new(), CancellationToken.None);

        var (ledger, _) = await shared.SendAsync(collector, 50);

        Assert.Equal(50, ledger.Of<Loader.Sending.Outcome.Sent>().Count());
        Assert.Equal(50, collector.Received.Accepted);
        Assert.Empty(collector.Received.Lost);
        Assert.Equal(3, collector.Received.Requests);
    }

    [Fact]
    public void Hits_of_one_client_go_one_after_another_and_those_of_others_beside_them()
    {
        ulong Lane(string name, Value owner) => shared.Pack(new ShapeBuilder().Constant("t", "exception").Slot(name, owner)).Packed.Lane;

        Assert.NotEqual(0UL, Lane("cid", Value.Of("a")));
        Assert.Equal(Lane("cid", Value.Of("a")), Lane("cid", Value.Of("a")));
        Assert.NotEqual(Lane("cid", Value.Of("a")), Lane("cid", Value.Of("b")));
        Assert.NotEqual(Lane("uid", Value.Of(7)), Lane("uid", Value.Of(8)));
        Assert.NotEqual(0UL, Lane("uid", Value.Of(7)));
    }

    private static ShapeBuilder Hit() => new ShapeBuilder().Constant("t", "event").Slot("cid", "1");

    private string Sent(ShapeBuilder hit)
    {
        var (packing, body, _, _) = shared.Pack(hit);
        Assert.IsType<Packing.Ready>(packing);
        return Encoding.UTF8.GetString(body);
    }
}
