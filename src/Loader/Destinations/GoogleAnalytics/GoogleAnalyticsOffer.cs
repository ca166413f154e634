using Loader.Mappings.Rows;

namespace Loader.Destinations.GoogleAnalytics;

/// <summary>What a first mapping for hits has. People's names and addresses have no parameter in it: it is not allowed to send them.</summary>
internal static class GoogleAnalyticsOffer
{
    public static readonly IReadOnlyList<FirstSetting> Settings =
    [
        new("endpoint", "${GA_COLLECTOR}", "https://localhost/", "your collector: Google's own has been shut down"),
        new("tracking_id", "${GA_TRACKING_ID}", "UA-12345-6", "the property: UA-12345-6"),
    ];

    public static readonly IReadOnlyList<EventField> Fields =
    [
        new("t", FieldMeaning.Own, "pageview, event, transaction, …; each needs fields of its own")
        {
            IsRequired = true,
            Kind = ValueKind.Text,
            Hints = ["hit_type"],
            Otherwise = "pageview",
        },
        new("cid", FieldMeaning.ClientId, "the client: any text, best a UUID") { IsRequired = true, Kind = ValueKind.Text },
        new("uid", FieldMeaning.UserId, "the user in your own systems") { Kind = ValueKind.Text },
        new("dl", FieldMeaning.Url, "the page's address") { IsRequired = true, Kind = ValueKind.Text },
        new("dp", FieldMeaning.Path, "the page's path"),
        new("dt", FieldMeaning.Title, "the page's title"),
        new("dr", FieldMeaning.Referrer, "the address before it"),
        new("ul", FieldMeaning.Language, "it-it"),
        new("sr", FieldMeaning.ScreenSize, "1920x1080"),
        new("uip", FieldMeaning.IpAddress, "the visitor's address") { Kind = ValueKind.Text, Through = "anonymize_ip" },
        new("ua", FieldMeaning.UserAgent, "the visitor's browser") { Kind = ValueKind.Text },
        new("gclid", FieldMeaning.ClickId, "the click's id"),
        new("cn", FieldMeaning.Campaign, "the campaign"),
        new("cs", FieldMeaning.CampaignSource, "its source"),
        new("cm", FieldMeaning.CampaignMedium, "its medium"),
        new("ti", FieldMeaning.OrderId, "the transaction"),
        new("tr", FieldMeaning.Amount, "its value"),
        new("cu", FieldMeaning.Currency, "EUR") { Through = "upper" },
        new("tt", FieldMeaning.Tax, "tax in it"),
        new("ts", FieldMeaning.Shipping, "shipping in it"),
        new("tcc", FieldMeaning.Coupon, "the coupon"),
    ];
}
