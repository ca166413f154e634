using Loader.Destinations;
using Loader.Destinations.Snowplow;
using Loader.Mappings.Rows;

namespace Loader.Tests.Destinations.Snowplow;

/// <summary>A collector taking POST, and what its tests share.</summary>
public class SnowplowContractTests : DestinationContract
{
    internal const long Seconds = 1_368_725_287;

    internal override IDestinationKind Kind { get; } = new SnowplowKind();

    internal override (string Name, string Text)[] GoodSettings => [("endpoint", "https://collector.example.com"), ("events_per_request", "1000")];

    internal override (int Status, string Body) Acceptance => (200, "ok");

    internal override (int Status, string Body)? WholeRefusal => (413, "");

    internal override (int Events, int Bytes) Limits => (1_000, 500_000);

    internal override string EventsMember => "data";

    internal override IReadOnlyList<AnswerCase> Answers =>
    [
        new("the collector took the bytes", 200, "ok", AnswerCase.Accepted),
        new("the pixel of a GET", 200, "GIF89a", AnswerCase.Accepted),
        new("any 2xx", 204, "", AnswerCase.Accepted),
        new("a page of a proxy", 200, " <html>", AnswerCase.Unclear),
        new("never followed", 302, "", AnswerCase.Stop, "redirected"),
        new("never tried again", 400, "", AnswerCase.Refused, "http_400"),
        new("stops the run", 401, "", AnswerCase.Stop, "http_401"),
        new("stops the run", 403, "", AnswerCase.Stop, "http_403"),
        new("the path is wrong", 404, "", AnswerCase.Stop, "http_404"),
        new("the body took too long", 408, "", AnswerCase.Again, "http_408"),
        new("stops the run", 410, "", AnswerCase.Stop, "http_410"),
        new("too large", 413, "", AnswerCase.Refused, "http_413"),
        new("never tried again", 422, "", AnswerCase.Refused, "http_422"),
        new("too early", 425, "", AnswerCase.Again, "http_425"),
        new("too many", 429, "", AnswerCase.SlowsEverybody, "http_429"),
        new("a fault", 500, "", AnswerCase.Again, "http_500"),
        new("a fault", 502, "", AnswerCase.Again, "http_502"),
        new("overloaded", 503, "", AnswerCase.SlowsEverybody, "http_503"),
        new("a gateway gave up", 504, "", AnswerCase.Unclear),
    ];

    internal override (string Name, string Text)[] Arrives =>
    [
        ("method", "get"),
        ("platform", "web"),
        ("app_id", "shop"),
        ("namespace", "sp"),
        ("tracker_version", "py-1.0.0"),
        ("base64", "false"),
        ("timestamp_unit", "ms"),
        ("sent_at", "omit"),
        ("screen_ids", "hashed"),
        ("suffixes", "keep"),
        ("anonymous", "false"),
        ("id_namespace", "6ba7b810-9dad-11d1-80b4-00c04fd430c8"),
    ];

    internal override string[] DoesNotArrive =>
        [
            "endpoint", "allow_http", "cloudfront", "flat", "schemas", "unknown_schemas", "drops_repeats", "events_per_request", "bytes_per_request",
            "bytes_per_event",
        ];

    internal override ShapeBuilder GoodEvent() => Event();

    internal override ShapeBuilder EventNumber(int number) => Event().Slot("label", FormattableString.Invariant($"number {number}"));

    internal override ShapeBuilder BrokenEvent() => Event().Slot("session_id", "not-a-uuid");

    internal override IReadOnlyList<(string Why, ShapeBuilder Event)> BrokenEvents() =>
        [.. SnowplowCheckTests.BrokenRows.Select(row => ($"{row.Field} {row.Value}", Event(row.Type).Slot(row.Field, row.Value)))];

    /// <summary>A good event of a type, its every value filled by the row.</summary>
    internal static ShapeBuilder Event(string type = "struct_event", bool keepNulls = false)
    {
        var builder = new ShapeBuilder(keepNulls).Constant("type", type).Slot("timestamp", Value.OfTime(Seconds, 0));
        return type switch
        {
            "page_view" or "page_ping" => builder.Slot("page_url", "https://shop.example/"),
            "struct_event" => builder.Slot("category", "shop").Slot("action", "add-to-basket").Slot("property", "pcs").Slot("value", Value.Of(2)),
            "self_describing" => builder.Constant("schema", "iglu:com.example/save-game/jsonschema/1-0-0").Slot("data.level", Value.Of(23)),
            "screen_view" => builder.Slot("name", "Game HUD").Slot("id", "5f1c9a52-0a3c-4a6e-8f4e-0d9e3a1b2c4d"),
            "transaction" => builder.Slot("order_id", "6a8078be").Slot("total", Value.Of(35)).Slot("currency", "EUR"),
            "transaction_item" => builder.Slot("order_id", "6a8078be").Slot("sku", "pbz0026").Slot("price", Value.Of(20)).Slot("quantity", Value.Of(1)),
            _ => throw new ArgumentException(type, nameof(type)),
        };
    }

    internal IDestination With(params (string Name, string Text)[] settings) =>
        Settings.Configure(Kind, [.. GoodSettings.Where(good => !settings.Any(own => own.Name == good.Name)), .. settings]);

    /// <summary>The parameters of an event that must be able to leave, checked against the official schemas.</summary>
    internal SortedDictionary<string, string> Parameters(ShapeBuilder row, IDestination? destination = null, string key = "row-1")
    {
        var (packing, body, _, _) = Pack(row, destination, key);
        Assert.True(packing is Packing.Ready, packing.ToString());
        Sent.AssertValid(body);
        return Sent.Parameters(body);
    }
}
