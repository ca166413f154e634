using Loader.Mappings.Rows;

namespace Loader.Destinations.Snowplow;

/// <summary>What a first mapping for Snowplow has: one event of a type of one's own, and the fields of every type that people have columns for.</summary>
internal static class SnowplowOffer
{
    public static readonly IReadOnlyList<FirstSetting> Settings =
    [
        new("endpoint", "${SNOWPLOW_COLLECTOR}", "https://localhost/", "the collector: https://collector.shop.example"),
        new("app_id", "shop", null, "the application that the events are from"),
        new("namespace", "backfill", null, "the tracker's name"),
        new("platform", "web", null, "web, mob, pc, srv, app, tv, cnsl, iot or headset"),
    ];

    public static readonly IReadOnlyList<EventField> Fields =
    [
        new(SnowplowFields.Type, FieldMeaning.Own, "the type of event") { IsRequired = true, Kind = ValueKind.Text, Otherwise = "self_describing" },
        new(SnowplowFields.Timestamp, FieldMeaning.Time, "when it happened: a time") { IsRequired = true, Kind = ValueKind.Time },
        new(
            SnowplowFields.Schema,
            FieldMeaning.Own,
            "the schema of data, in your registry") { IsRequired = true, Kind = ValueKind.Text, Otherwise = "iglu:com.example/purchase/jsonschema/1-0-0" },
        new("user_id", FieldMeaning.UserId, "the user in your own systems") { Kind = ValueKind.Text },
        new("domain_user_id", FieldMeaning.ClientId, "the user of a first-party cookie") { Kind = ValueKind.Text },
        new(
            "session_id",
            FieldMeaning.SessionId,
            "the session, a UUID") { Kind = ValueKind.Text, Form = "^[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}$" },
        new("ip_address", FieldMeaning.IpAddress, "the user's address") { Kind = ValueKind.Text, Through = "anonymize_ip" },
        new("user_agent", FieldMeaning.UserAgent, "the user's browser") { Kind = ValueKind.Text },
        new("language", FieldMeaning.Language, "it-IT"),
        new("page_url", FieldMeaning.Url, "the page's address") { Kind = ValueKind.Text },
        new("page_title", FieldMeaning.Title, "the page's title"),
        new("referrer", FieldMeaning.Referrer, "the address before it") { Kind = ValueKind.Text },
        new("data.order_id", FieldMeaning.OrderId, "the order") { Hints = ["id"] },
        new("data.value", FieldMeaning.Amount, "its value"),
        new("data.currency", FieldMeaning.Currency, "EUR") { Through = "upper" },
        new("data.tax", FieldMeaning.Tax, "tax in it"),
        new("data.shipping", FieldMeaning.Shipping, "shipping in it"),
        new("data.coupon", FieldMeaning.Coupon, "the coupon"),
        new("data.country", FieldMeaning.Country, "the country"),
        new("data.email_sha256", FieldMeaning.Email, "the hash of the address"),
        new("data.phone_sha256", FieldMeaning.Phone, "the hash of the number"),
    ];
}
