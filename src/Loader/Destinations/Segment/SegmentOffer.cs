using Loader.Mappings.Rows;

namespace Loader.Destinations.Segment;

/// <summary>What a first mapping for Segment has: a track call, with the properties of its e-commerce specification.</summary>
internal static class SegmentOffer
{
    public static readonly IReadOnlyList<FirstSetting> Settings =
    [
        new("write_key", "${SEGMENT_WRITE_KEY}", "stand-in", "the source's write key"),
    ];

    public static readonly IReadOnlyList<EventField> Fields =
    [
        new("type", FieldMeaning.Own, "track, identify, page, screen, group or alias") { IsRequired = true, Kind = ValueKind.Text, Otherwise = "track" },
        new("event", FieldMeaning.EventName, "what happened") { IsRequired = true, Kind = ValueKind.Text, Otherwise = "Order Completed" },
        new("userId", FieldMeaning.UserId, "the user in your own systems; or anonymousId") { Kind = ValueKind.Text },
        new("anonymousId", FieldMeaning.ClientId, "the visitor; or userId") { Kind = ValueKind.Text },
        new("timestamp", FieldMeaning.Time, "when it happened: a time") { IsRequired = true, Kind = ValueKind.Time },
        new("properties.order_id", FieldMeaning.OrderId, "the order"),
        new("properties.revenue", FieldMeaning.Amount, "its value"),
        new("properties.currency", FieldMeaning.Currency, "EUR") { Through = "upper" },
        new("properties.tax", FieldMeaning.Tax, "tax in it"),
        new("properties.shipping", FieldMeaning.Shipping, "shipping in it"),
        new("properties.coupon", FieldMeaning.Coupon, "the coupon"),
        new("properties.email_sha256", FieldMeaning.Email, "the hash of the address"),
        new("properties.phone_sha256", FieldMeaning.Phone, "the hash of the number"),
        new("properties.country", FieldMeaning.Country, "the country"),
        new("context.page.url", FieldMeaning.Url, "the page's address"),
        new("context.page.title", FieldMeaning.Title, "the page's title"),
        new("context.page.referrer", FieldMeaning.Referrer, "the address before it"),
        new("context.ip", FieldMeaning.IpAddress, "the visitor's address") { Through = "anonymize_ip" },
        new("context.userAgent", FieldMeaning.UserAgent, "the visitor's browser"),
        new("context.campaign.name", FieldMeaning.Campaign, "the campaign"),
        new("context.campaign.source", FieldMeaning.CampaignSource, "its source"),
        new("context.campaign.medium", FieldMeaning.CampaignMedium, "its medium"),
    ];
}
