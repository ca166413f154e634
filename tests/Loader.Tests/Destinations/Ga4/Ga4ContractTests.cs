using System.Text;
using Loader.Destinations;
using Loader.Destinations.Ga4;
using Loader.Mappings.Rows;

namespace Loader.Tests.Destinations.Ga4;

/// <summary>A web stream, and what its tests share.</summary>
public sealed class Ga4ContractTests : DestinationContract
{
    /// <summary>An hour ago: within what Google keeps, whenever the tests run.</summary>
    private static readonly Value Recently = Value.OfTime(DateTimeOffset.UtcNow.ToUnixTimeSeconds() - 3_600, 0);

    internal override IDestinationKind Kind { get; } = new Ga4Kind();

    internal override (string Name, string Text)[] GoodSettings => [("measurement_id", "G-ABC1234567"), ("api_secret", "a-secret")];

    protected override bool IsBlind => true;

    internal override (int Events, int Bytes) Limits => (25, 129_999);

    internal override string EventsMember => "events";

    internal override (int Status, string Body) Acceptance => (204, "");

    internal override IReadOnlyList<AnswerCase> Answers =>
    [
        new("arrived", 204, "", AnswerCase.Accepted),
        new("a page of a proxy", 200, "<!doctype html><title>Sign in</title>", AnswerCase.Unclear),
        new("arrived, in words", 200, "ok", AnswerCase.Accepted),
        new("another address", 302, "", AnswerCase.Stop, "redirected"),
        new("a body it cannot read", 400, "", AnswerCase.Refused, "http_400"),
        new("a proxy that wants credentials", 407, "", AnswerCase.Stop, "http_407"),
        new("a wrong path", 404, "", AnswerCase.Stop, "http_404"),
        new("too large", 413, "", AnswerCase.Refused, "http_413"),
        new("too fast", 429, "", AnswerCase.SlowsEverybody),
        new("a passing fault", 500, "", AnswerCase.Again),
        new("busy", 503, "", AnswerCase.SlowsEverybody),
        new("a gateway that gave up", 504, "", AnswerCase.Unclear),
    ];

    internal override (string Name, string Text)[] Arrives =>
    [
        ("measurement_id", "G-XYZ7654321"),
        ("firebase_app_id", "1:200592347366:android:27f39a56993c94fd"),
        ("client_ids", "mapped"),
        ("allow_redate", "true"),
    ];

    internal override string[] DoesNotArrive => ["api_secret", "region", "endpoint", "allow_http", "validate", "analytics_360"];

    internal override (string Name, string Text)[] With((string Name, string Text) setting) =>
        [.. base.With(setting).Where(one => setting.Name != "firebase_app_id" || one.Name != "measurement_id")];

    internal override ShapeBuilder GoodEvent() => Event(Recently);

    internal override ShapeBuilder EventNumber(int number) => Event(Recently).Slot("params.transaction_id", FormattableString.Invariant($"T-{number}"));

    internal override ShapeBuilder BrokenEvent() => Event(Recently).Slot("client_id", "anna");

    internal override IReadOnlyList<(string Why, ShapeBuilder Event)> BrokenEvents() =>
    [
        ("a client_id of another form", BrokenEvent()),
        ("no client_id", Event(Recently).Slot("client_id", Value.Null)),
        ("no time", Event(Value.Null)),
        ("a time in the future", Event(Value.OfTime(DateTimeOffset.UtcNow.ToUnixTimeSeconds() + 7_200, 0))),
        ("a reserved name", Event(Recently).Slot("name", "session_start")),
        ("a name of an app's stream", Event(Recently).Slot("name", "in_app_purchase")),
        ("a name with a blank", Event(Recently).Slot("name", "my purchase")),
        ("a text of 101 characters", Event(Recently).Slot("params.coupon", new string('x', 101))),
        ("a truth", Event(Recently).Slot("params.is_new", Value.True)),
        ("a purchase without transaction_id", Event(Recently).Slot("params.transaction_id", Value.Null)),
        ("a value without a currency", Event(Recently).Slot("params.currency", Value.Null)),
        ("a currency in small letters", Event(Recently).Slot("params.currency", "eur")),
        ("an item without a name", Event(Recently).Slot("params.items", Items(("price", Value.Of(1m))))),
        ("a session that is no number", Event(Recently).Slot("params.session_id", "s-1")),
        ("an e-mail address that is not hashed", Event(Recently).Slot("user_data.sha256_email_address", "anna@example.com")),
        ("a consent in other words", Event(Recently).Slot("consent.ad_user_data", "yes")),
        ("a user property of 37 characters", Event(Recently).Slot("user_properties.tier", new string('x', 37))),
    ];

    [Fact]
    public void An_event_and_its_envelope_are_what_Google_documents()
    {
        var shape = Event(Recently)
            .Slot("params.items", Items(("item_id", Value.Of("SKU")), ("price", Value.Of(12.50m)), ("quantity", Value.Of(1))))
            .Slot("user_id", "u-1")
            .Slot("user_properties.tier", "gold")
            .Slot("user_properties.city", Value.Null)
            .Slot("user_data.sha256_email_address", new string('a', 64))
            .Constant("consent.ad_user_data", "GRANTED");

        var (packing, body, note, _) = Pack(shape);

        Assert.IsType<Packing.Ready>(packing);
        var micros = FormattableString.Invariant($"{Recently.Seconds}000000");
        Assert.Equal(
            $$$"""{"name":"purchase","timestamp_micros":{{{micros}}},"params":{"transaction_id":"T1","currency":"EUR","value":12.50,"items":[{"item_id":"SKU","price":12.50,"quantity":1}]}}""",
            Encoding.UTF8.GetString(body));
        Assert.Equal(
            $$$"""{"client_id":"123.456","user_id":"u-1","user_properties":{"tier":{"value":"gold"}},"user_data":{"sha256_email_address":"{{{new string('a', 64)}}}"},"consent":{"ad_user_data":"GRANTED"},"events":[""",
            Encoding.UTF8.GetString(note));
    }

    internal static ShapeBuilder Event(Value timestamp) => new ShapeBuilder()
        .Constant("name", "purchase")
        .Slot("client_id", "123.456")
        .Slot("timestamp", timestamp)
        .Slot("params.transaction_id", "T1")
        .Constant("params.currency", "EUR")
        .Slot("params.value", Value.Of(12.50m));

    internal static Value Items(params (string Name, Value Value)[] item) =>
        Value.Of([Value.Of(new ValueObject([.. item.Select(member => KeyValuePair.Create(member.Name, member.Value))]))]);
}
