using Loader.Mappings.Rows;

namespace Loader.Destinations.Nameless;

/// <summary>What a first mapping for Nameless Analytics has: the settings it cannot do without, and the fields that people have columns for.</summary>
internal static class NamelessOffer
{
    private const string Ids = "15 letters and digits; other forms need ids: mapped under to.nameless";

    private const string IdForm = "^([0-9A-Za-z]{15}[_-]){0,2}[0-9A-Za-z]{15}$";

    private static readonly (string Name, string Value) Mapped = ("ids", "mapped");

    public static readonly IReadOnlyList<FirstSetting> Settings =
    [
        new("endpoint", "${NAMELESS_ENDPOINT}", "https://localhost/", "the tag's address, with its path: https://gtm.shop.example/tm/nameless"),
        new("origin", "https://shop.example", null, "a domain on the tag's list"),
    ];

    public static readonly IReadOnlyList<EventField> Fields =
    [
        new(NamelessFields.EventName, FieldMeaning.EventName, "what happened") { IsRequired = true, Kind = ValueKind.Text, Otherwise = "purchase" },
        new(NamelessFields.EventTimestamp, FieldMeaning.Time, "when it happened: a time") { IsRequired = true, Kind = ValueKind.Time },
        new(NamelessFields.ClientId, FieldMeaning.ClientId, Ids) { IsRequired = true, Kind = ValueKind.Text, Form = IdForm, Loosened = Mapped },
        new(NamelessFields.SessionId, FieldMeaning.SessionId, Ids) { IsRequired = true, Kind = ValueKind.Text, Form = IdForm, Loosened = Mapped },
        new(NamelessFields.PageId, FieldMeaning.PageId, Ids) { IsRequired = true, Kind = ValueKind.Text, Form = IdForm, Loosened = Mapped },
        new("page_data.page_hostname", FieldMeaning.Own, "the page's host") { Hints = ["page_hostname", "hostname", "host"] },
        new("page_data.page_path", FieldMeaning.Path, "the page's path"),
        new("page_data.page_title", FieldMeaning.Title, "the page's title"),
        new("page_data.page_referrer", FieldMeaning.Referrer, "the page before it"),
        new("page_data.page_language", FieldMeaning.Language, "the page's language"),
        new("event_data.source", FieldMeaning.CampaignSource, "where the visit came from"),
        new("event_data.campaign", FieldMeaning.Campaign, "the campaign"),
        new("event_data.campaign_click_id", FieldMeaning.ClickId, "gclid and the like"),
        new("session_data.user_id", FieldMeaning.UserId, "the user in your own systems") { Kind = ValueKind.Text },
        new("ecommerce.transaction_id", FieldMeaning.OrderId, "the order"),
        new("ecommerce.value", FieldMeaning.Amount, "its value"),
        new("ecommerce.currency", FieldMeaning.Currency, "EUR") { Through = "upper" },
        new("ecommerce.tax", FieldMeaning.Tax, "tax in it"),
        new("ecommerce.shipping", FieldMeaning.Shipping, "shipping in it"),
        new("ecommerce.coupon", FieldMeaning.Coupon, "the coupon"),
        new("user_data.country", FieldMeaning.Country, "the user's country"),
        new("user_data.city", FieldMeaning.City, "the user's city"),
        new("user_data.email_sha256", FieldMeaning.Email, "the hash of the address"),
        new("user_data.phone_sha256", FieldMeaning.Phone, "the hash of the number"),
    ];
}
