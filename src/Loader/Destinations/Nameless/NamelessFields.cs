namespace Loader.Destinations.Nameless;

/// <summary>The top-level fields of an event, as a mapping writes them. Reading a mapping, its findings and the reference use this list.</summary>
internal static class NamelessFields
{
    public const string EventName = "event_name";
    public const string EventTimestamp = "event_timestamp";
    public const string EventOrigin = "event_origin";
    public const string EventId = "event_id";
    public const string EventDate = "event_date";
    public const string ClientId = "client_id";
    public const string SessionId = "session_id";
    public const string PageId = "page_id";
    public const string PageDate = "page_date";
    public const string PageData = "page_data";
    public const string EventData = "event_data";
    public const string UserData = "user_data";
    public const string SessionData = "session_data";
    public const string ConsentData = "consent_data";
    public const string Ecommerce = "ecommerce";
    public const string Datalayer = "datalayer";
    public const string GtmData = "gtm_data";

    public static readonly IReadOnlyList<NamelessField> All =
    [
        new(EventName, FieldForm.Text, "what happened: purchase", Required: true),
        new(EventTimestamp, FieldForm.Timestamp, "when: a time, or whole milliseconds since 1970", Required: true),
        new(ClientId, FieldForm.Text, "15 letters and digits", Required: true),
        new(SessionId, FieldForm.Text, "15 letters and digits, or <client_id>_<15>", Required: true),
        new(PageId, FieldForm.Text, "15 letters and digits, or <client_id>_<15>-<15>", Required: true),
        new(EventOrigin, FieldForm.Text, "Website or Streaming protocol; by default Website for page_view, else Streaming protocol"),
        new(EventId, FieldForm.Text, "<page_id>_<letters and digits>; by default derived from the row's key"),
        new(EventDate, FieldForm.Date, "by default the UTC date of event_timestamp; another one is refused"),
        new(PageDate, FieldForm.Date, "by default the UTC date of page_data.page_load_timestamp", Only2026: true),
        new(PageData, FieldForm.Object, "the page; page_load_timestamp is by default event_timestamp", Only2026: true),
        new(EventData, FieldForm.Object, "attribution, device and own values; gets event_type and job_id"),
        new(UserData, FieldForm.Object, "own values of the user"),
        new(SessionData, FieldForm.Object, "user_id and own values of the session"),
        new(ConsentData, FieldForm.Object, "texts only; left out when empty"),
        new(Ecommerce, FieldForm.Object, "stored as JSON text"),
        new(Datalayer, FieldForm.ObjectOrList, "stored as JSON text"),
        new(GtmData, FieldForm.Object, "texts and whole numbers only", Only2026: true),
    ];

    /// <summary>Fields the server sets; sending them is harmless and useless.</summary>
    public static readonly IReadOnlyList<string> SetByServer = ["user_date", "session_date"];

    /// <summary>Fields of older payloads, with what became of them.</summary>
    public static readonly IReadOnlyDictionary<string, string> Moved = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["job_id"] = "leave it out: job_id under to.nameless sets it, and it is stored as event_data.job_id",
        ["event_datetime"] = "leave it out: it is derived from event_timestamp",
        ["processing_event_timestamp"] = "leave it out: the server's clock sets it and it cannot be backdated",
        ["content_length"] = "leave it out: the server measures it",
        ["user_id"] = "put it under session_data.user_id",
        ["page_title"] = "put it under page_data.page_title",
        ["page_location"] = "put it under page_data.page_path",
    };

    /// <summary>The names a mapping may use with that generation of the tag.</summary>
    public static IEnumerable<NamelessField> Of(NamelessVersion version) =>
        All.Where(field => version == NamelessVersion.Tag2026 || !field.Only2026);
}

/// <summary>One top-level field.</summary>
/// <param name="Name">As the mapping and the payload write it.</param>
/// <param name="Form">What may stand there.</param>
/// <param name="Help">What it is and what holds without it.</param>
/// <param name="Required">Whether a mapping must give it.</param>
/// <param name="Only2026">Whether tags of 2025 do not have it.</param>
internal sealed record NamelessField(string Name, FieldForm Form, string Help, bool Required = false, bool Only2026 = false);

/// <summary>What a field holds.</summary>
internal enum FieldForm
{
    Text,
    Timestamp,
    Date,
    Object,
    ObjectOrList,
}
