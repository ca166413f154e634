using System.Text;
using Loader.Destinations;
using Loader.Destinations.GoogleAnalytics;
using Loader.Mappings.Rows;

namespace Loader.Tests.Destinations.GoogleAnalytics;

/// <summary>Hits in batches, and what their tests share.</summary>
public sealed class HitContractTests : DestinationContract
{
    internal override IDestinationKind Kind { get; } = new GoogleAnalyticsKind();

    internal override (string Name, string Text)[] GoodSettings =>
        [("endpoint", "https://collector.example/batch"), ("tracking_id", "UA-12345-6"), ("hits", "batch")];

    internal override (int Events, int Bytes) Limits => (20, 16_384);

    protected override bool IsBlind => true;

    protected override bool BodyIsJson => false;

    internal override IReadOnlyList<AnswerCase> Answers =>
    [
        new("the pixel", 200, "GIF89a", AnswerCase.Accepted),
        new("a page of a proxy", 200, "<!doctype html><title>Sign in</title>", AnswerCase.Unclear),
        new("no pixel", 204, "", AnswerCase.Accepted),
        new("another address", 301, "", AnswerCase.Stop, "redirected"),
        new("refused, not to be sent unchanged", 400, "", AnswerCase.Refused, "http_400"),
        new("a wrong path", 404, "", AnswerCase.Stop, "http_404"),
        new("too fast", 429, "", AnswerCase.SlowsEverybody),
        new("a passing fault", 502, "", AnswerCase.Again),
        new("a gateway that gave up", 504, "", AnswerCase.Unclear),
    ];

    internal override (string Name, string Text)[] Arrives =>
    [
        ("tracking_id", "UA-12345-7"),
        ("hits", "collect"),
        ("method", "get"),
    ];

    /// <summary>A hit in an address is a hit by itself.</summary>
    internal override (string Name, string Text)[] With((string Name, string Text) setting) =>
        setting == ("method", "get") ? [.. GoodSettings.Where(good => good.Name != "hits"), setting] : base.With(setting);

    internal override string[] DoesNotArrive => ["endpoint", "allow_http"];

    internal override ShapeBuilder GoodEvent() => Event();

    internal override ShapeBuilder EventNumber(int number) => Event().Slot("ev", Value.Of(number));

    internal override ShapeBuilder BrokenEvent() => Event().Slot("cid", Value.Null);

    internal override IReadOnlyList<(string Why, ShapeBuilder Event)> BrokenEvents() =>
    [
        ("no client", BrokenEvent()),
        ("an empty client", Event().Slot("cid", "")),
        ("an event without a category", Event().Slot("ec", "")),
        ("a type that does not exist", Event().Slot("t", "click")),
        ("no type", Event().Slot("t", Value.Null)),
        ("a pageview without a page", Event().Slot("t", "pageview").Slot("dl", Value.Null)),
        ("half of what names a page", Event().Slot("t", "pageview").Slot("dh", "shop.example").Slot("dp", Value.Null)),
        ("a value below 0", Event().Slot("ev", Value.Of(-1))),
        ("a value with a fraction", Event().Slot("ev", Value.Of(1.5m))),
        ("a flag of 2", Event().Slot("ni", Value.Of(2))),
        ("a category of 151 bytes", Event().Slot("ec", new string('x', 151))),
        ("a queue time of more than four hours", Event().Slot("qt", Value.Of(14_400_001))),
        ("an object", Event().Slot("el", Value.Of(new ValueObject([])))),
    ];

    internal override IReadOnlyList<string> EventsIn(byte[] body) => Encoding.UTF8.GetString(body).Split('\n');

    [Fact]
    public void A_hit_that_is_too_large_leaves_nothing_behind()
    {
        var large = Event();
        for (var i = 1; i <= 60; i++) large.Slot(FormattableString.Invariant($"cd{i}"), new string('x', 150));

        var (packing, body, _, _) = Pack(large);

        Assert.Equal(GoogleAnalyticsCodes.TooLong, Assert.IsType<Packing.Broken>(packing).Problem.Code);
        Assert.Empty(body);
    }

    internal static ShapeBuilder Event() => new ShapeBuilder()
        .Slot("t", "event")
        .Slot("cid", "9d7b2c0e-0000-4000-8000-000000000001")
        .Slot("ec", "video")
        .Slot("ea", "play");
}
