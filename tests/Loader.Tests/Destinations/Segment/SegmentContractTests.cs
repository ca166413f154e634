using Loader.Destinations;
using Loader.Destinations.Segment;
using Loader.Mappings.Rows;

namespace Loader.Tests.Destinations.Segment;

public sealed class SegmentContractTests : DestinationContract
{
    internal override IDestinationKind Kind { get; } = new SegmentKind();

    internal override (string Name, string Text)[] GoodSettings => [("endpoint", "https://api.segment.io/v1/batch"), ("write_key", "key-of-a-source")];

    internal override (int Events, int Bytes) Limits => (2_500, 500_000);

    internal override string EventsMember => "batch";

    internal override (int Status, string Body) Acceptance => (200, """{"success":true}""");

    internal override (int Status, string Body)? WholeRefusal => (400, """{"success":false,"message":"malformed JSON"}""");

    /// <summary>It answers 200 to nearly everything.</summary>
    protected override bool IsBlind => true;

    internal override IReadOnlyList<AnswerCase> Answers =>
    [
        new("accepted", 200, """{"success":true}""", AnswerCase.Accepted),
        new("RudderStack's acceptance", 200, "OK", AnswerCase.Accepted),
        new("a refusal dressed as success", 200, """{"success":false}""", AnswerCase.Refused),
        new("a cut answer", 200, """{"success":""", AnswerCase.Unclear),
        new("too large or not JSON", 400, """{"success":false}""", AnswerCase.Refused),
        new("too large", 413, "", AnswerCase.Refused),
        new("wrong write key", 401, "", AnswerCase.Stop),
        new("too fast", 429, "", AnswerCase.SlowsEverybody),
        new("trouble", 500, "", AnswerCase.Again),
        new("trouble", 502, "", AnswerCase.Again),
    ];

    internal override (string Name, string Text)[] Arrives =>
    [
        ("write_key", "key-of-another-source"),
    ];

    internal override string[] DoesNotArrive => ["endpoint", "allow_http", "service", "compress"];

    internal override ShapeBuilder GoodEvent() => Track("ann");

    internal override ShapeBuilder BrokenEvent() => Track("ann").Slot("userId", Value.Null);

    internal override IReadOnlyList<(string Why, ShapeBuilder Event)> BrokenEvents() =>
    [
        ("nobody's", BrokenEvent()),
        ("no type", Track("ann").Slot("type", Value.Null)),
        ("an unknown type", Track("ann").Slot("type", "purchase")),
        ("a track call without event", Track("ann").Slot("event", "")),
        ("a group call without group", Track("ann").Slot("type", "group")),
        ("an alias call without the former id", Track("ann").Slot("type", "alias")),
        ("a messageId that is too long", Track("ann").Slot("messageId", new string('x', 101))),
        ("more than 32 KB", Track("ann").Slot("properties.note", new string('x', 32_000))),
    ];

    internal override ShapeBuilder EventNumber(int number) => Track(FormattableString.Invariant($"customer {number}"));

    [Fact]
    public void A_call_has_32000_bytes_and_a_messageId_100_characters_and_not_one_more()
    {
        var empty = Pack(Track("ann").Slot("properties.note", "")).Body.Length;

        Assert.Equal(32_000, Pack(Track("ann").Slot("properties.note", new string('x', 32_000 - empty))).Body.Length);
        Assert.IsType<Packing.Broken>(Pack(Track("ann").Slot("properties.note", new string('x', 32_001 - empty))).Packing);
        Assert.IsType<Packing.Ready>(Pack(Track("ann").Slot("messageId", new string('x', 100))).Packing);
        Assert.IsType<Packing.Broken>(Pack(Track("ann").Slot("messageId", new string('x', 101))).Packing);
    }

    [Fact]
    public void RudderStack_takes_larger_requests() => Assert.Equal(
        (2_500, 4_000_000),
        Settings.Configure(Kind, [.. GoodSettings, ("service", "rudderstack")]).Protocol.Framing is var framing
            ? (framing.MaxEvents, framing.MaxBytes)
            : default);

    private static ShapeBuilder Track(string user) => new ShapeBuilder()
        .Slot("type", "track")
        .Slot("event", "Order Completed")
        .Slot("userId", user)
        .Slot("timestamp", Value.OfTime(1_772_359_200, 0))
        .Slot("properties.revenue", Value.Of(12.50m));
}
