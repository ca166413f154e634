using Loader.Mappings.Rows;

namespace Loader.Destinations.Ga4;

/// <summary>What a first mapping for Google Analytics 4 has: the settings it cannot do without, and the fields that people have columns for.</summary>
internal static class Ga4Offer
{
    public static readonly IReadOnlyList<FirstSetting> Settings =
    [
        new("measurement_id", "${GA4_MEASUREMENT_ID}", "G-ABC1234567", "the web stream: G-XXXXXXXXXX (Admin, Data Streams)"),
        new("api_secret", "${GA4_API_SECRET}", "stand-in", "made under Measurement Protocol API secrets"),
    ];

    public static readonly IReadOnlyList<EventField> Fields =
    [
        new(Ga4Fields.Name, FieldMeaning.EventName, "the event's name") { IsRequired = true, Kind = ValueKind.Text, Otherwise = "purchase" },
        new(Ga4Fields.ClientId, FieldMeaning.ClientId, "two numbers joined by a point, as in the cookie _ga; other forms need client_ids: mapped under to.ga4")
        {
            IsRequired = true, Kind = ValueKind.Text, Form = "^[0-9]{1,20}[.][0-9]{1,20}$", Loosened = ("client_ids", "mapped"),
        },
        new(Ga4Fields.Timestamp, FieldMeaning.Time, "when it happened: a time; older than 72 hours is skipped") { IsRequired = true, Kind = ValueKind.Time },
        new(Ga4Fields.UserId, FieldMeaning.UserId, "the user in your own systems") { Kind = ValueKind.Text },
        new("params.transaction_id", FieldMeaning.OrderId, "the order"),
        new("params.value", FieldMeaning.Amount, "its value"),
        new("params.currency", FieldMeaning.Currency, "EUR") { Through = "upper" },
        new("params.tax", FieldMeaning.Tax, "tax in it"),
        new("params.shipping", FieldMeaning.Shipping, "shipping in it"),
        new("params.coupon", FieldMeaning.Coupon, "the coupon"),
        new("params.session_id", FieldMeaning.SessionId, "the session's number"),
        new("params.page_location", FieldMeaning.Url, "the page's address"),
        new("params.page_title", FieldMeaning.Title, "the page's title"),
        new("params.page_referrer", FieldMeaning.Referrer, "the address before it"),
        new("params.engagement_time_msec", FieldMeaning.Own, "without it events are not counted as engagement") { Otherwise = "1" },
        new(Ga4Fields.IpOverride, FieldMeaning.IpAddress, "an address that Google derives the place from") { Kind = ValueKind.Text },
        new(Ga4Fields.UserAgent, FieldMeaning.UserAgent, "a user agent that Google derives the device from") { Kind = ValueKind.Text },
        new("user_properties.country", FieldMeaning.Country, "the user's country"),
        new("user_data.sha256_email_address", FieldMeaning.Email, "the hash of the address") { Through = "normalize_email(\"google\") | sha256" },
        new("user_data.sha256_phone_number", FieldMeaning.Phone, "the hash of the number"),
    ];
}
