namespace Loader.Destinations.Snowplow;

/// <summary>
/// The fields of an event as a mapping writes them, and the parameter of the tracker protocol that each becomes. Lengths are the pipeline's default
/// limits (enrich 6): over them an event fails after it was answered with 200.
/// </summary>
internal static class SnowplowFields
{
    public const string Type = "type";
    public const string Timestamp = "timestamp";
    public const string CreatedTimestamp = "device_created_timestamp";
    public const string SentTimestamp = "device_sent_timestamp";
    public const string EventId = "event_id";
    public const string Entities = "entities";
    public const string Schema = "schema";
    public const string Name = "name";
    public const string Vendor = "vendor";
    public const string Version = "version";
    public const string Data = "data";
    public const string Id = "id";
    public const string Platform = "platform";
    public const string AppId = "app_id";
    public const string Namespace = "namespace";

    /// <summary>Fields that become one parameter each, of every type of event.</summary>
    public static readonly IReadOnlyList<SnowplowField> Common =
    [
        new(AppId, "aid", ParameterForm.Text, "the application; by default app_id under to.snowplow", 255),
        new(Platform, "p", ParameterForm.Platform, "web, mob, pc, srv, app, tv, cnsl, iot or headset; by default platform under to.snowplow"),
        new(Namespace, "tna", ParameterForm.Namespace, "the tracker's name; by default namespace under to.snowplow", 128),
        new("user_id", "uid", ParameterForm.Text, "the user's id in your own systems", 255),
        new("domain_user_id", "duid", ParameterForm.Text, "the user's id from a first-party cookie", 128),
        new("network_user_id", "tnuid", ParameterForm.Text, "the user's id from the collector's cookie", 128),
        new("user_fingerprint", "fp", ParameterForm.Text, "the browser's fingerprint, deprecated", 128),
        new("txn_id", "tid", ParameterForm.Integer, "the number that trackers before event_id gave each event, deprecated"),
        new("session_id", "sid", ParameterForm.Uuid, "the session, a UUID"),
        new("session_index", "vid", ParameterForm.Integer, "the number of the user's session"),
        new("ip_address", "ip", ParameterForm.Text, "the user's address; without it and with anonymous: false the sender's is stored", 128),
        new("user_agent", "ua", ParameterForm.Text, "the user's browser; without it Loader's own is stored", 1000),
        new("language", "lang", ParameterForm.Text, "it-IT", 255),
        new("timezone", "tz", ParameterForm.Text, "Europe/Rome", 255),
        new("screen_resolution", "res", ParameterForm.Size, "1366x768, or { width: …, height: … }"),
        new("viewport", "vp", ParameterForm.Size, "the same for the window"),
        new("document_size", "ds", ParameterForm.Size, "the same for the page"),
        new("color_depth", "cd", ParameterForm.Positive, "bits per pixel"),
        new("charset", "cs", ParameterForm.Text, "UTF-8", 128),
        new("cookies_enabled", "cookie", ParameterForm.Flag, "whether the browser takes cookies"),
        new("br_features_pdf", "f_pdf", ParameterForm.Flag, "whether the browser has Acrobat Reader"),
        new("br_features_flash", "f_fla", ParameterForm.Flag, "whether the browser has Flash"),
        new("br_features_java", "f_java", ParameterForm.Flag, "whether the browser has Java"),
        new("br_features_director", "f_dir", ParameterForm.Flag, "whether the browser has Director"),
        new("br_features_quicktime", "f_qt", ParameterForm.Flag, "whether the browser has QuickTime"),
        new("br_features_realplayer", "f_realp", ParameterForm.Flag, "whether the browser has RealPlayer"),
        new("br_features_windowsmedia", "f_wma", ParameterForm.Flag, "whether the browser has Windows Media"),
        new("br_features_gears", "f_gears", ParameterForm.Flag, "whether the browser has Gears"),
        new("br_features_silverlight", "f_ag", ParameterForm.Flag, "whether the browser has Silverlight"),
        new("page_url", "url", ParameterForm.Address, "the page's address", 10_000),
        new("page_title", "page", ParameterForm.Text, "the page's title", 2_000),
        new("referrer", "refr", ParameterForm.Address, "the address before it", 10_000),
    ];

    /// <summary>Every type of event that there is.</summary>
    public static readonly IReadOnlyList<EventType> Types =
    [
        new("page_view", "pv", [], ["page_url"]),
        new(
            "page_ping",
            "pp",
            [
                new("min_x", "pp_mix", ParameterForm.Integer, "least offset from the left, in pixels"),
                new("max_x", "pp_max", ParameterForm.Integer, "most offset from the left"),
                new("min_y", "pp_miy", ParameterForm.Integer, "least offset from the top"),
                new("max_y", "pp_may", ParameterForm.Integer, "most offset from the top"),
            ],
            ["page_url"]),
        new(
            "struct_event",
            "se",
            [
                new("category", "se_ca", ParameterForm.Text, "the group of actions", 1_000),
                new("action", "se_ac", ParameterForm.Text, "what happened", 1_000),
                new("label", "se_la", ParameterForm.Text, "more about it", 4_096),
                new("property", "se_pr", ParameterForm.Text, "the object, or how", 1_000),
                new("value", "se_va", ParameterForm.Number, "a number"),
            ],
            ["category", "action"]),
        new("self_describing", "ue", [], [])
        {
            Others =
            [
                (Schema, "iglu:VENDOR/NAME/jsonschema/1-0-0; or name and vendor in its place"),
                (Name, "the schema's name: save-game"),
                (Vendor, "the schema's vendor: com.example"),
                (Version, "the schema's version, by default 1-0-0"),
                (Data, "the properties: fields, or = a column that holds an object; names may end in $int, $flt, $geo, $dt, $tm, $tms"),
            ],
        },
        new("screen_view", "ue", [], [])
        {
            Others =
            [
                (Name, "the screen's name"),
                (Id, "a UUID of this view; by default the event's id (see screen_ids)"),
                ("screen_type", "feed, carousel, …"),
                ("previous_name", "the screen before it"),
                ("previous_id", "the UUID of that view"),
                ("previous_type", "its type"),
                ("transition_type", "how the screen changed"),
            ],
        },
        new(
            "transaction",
            "tr",
            [
                new("order_id", "tr_id", ParameterForm.Text, "the order", 255),
                new("total", "tr_tt", ParameterForm.Number, "its value"),
                new("affiliation", "tr_af", ParameterForm.Text, "the shop", 255),
                new("tax", "tr_tx", ParameterForm.Number, "tax in it"),
                new("shipping", "tr_sh", ParameterForm.Number, "shipping in it"),
                new("city", "tr_ci", ParameterForm.Text, "where it goes", 255),
                new("state", "tr_st", ParameterForm.Text, "where it goes", 255),
                new("country", "tr_co", ParameterForm.Text, "where it goes", 255),
                new("currency", "tr_cu", ParameterForm.Currency, "EUR"),
            ],
            ["order_id", "total"]),
        new(
            "transaction_item",
            "ti",
            [
                new("order_id", "ti_id", ParameterForm.Text, "the order it belongs to", 255),
                new("sku", "ti_sk", ParameterForm.Text, "the article", 255),
                new("price", "ti_pr", ParameterForm.Number, "of one piece"),
                new("quantity", "ti_qu", ParameterForm.Integer, "how many"),
                new(Name, "ti_nm", ParameterForm.Text, "the article's name", 255),
                new("category", "ti_ca", ParameterForm.Text, "the article's category", 255),
                new("currency", "ti_cu", ParameterForm.Currency, "EUR"),
            ],
            ["order_id", "sku", "price", "quantity"]),
    ];

    /// <summary>Fields of every type that are no single parameter.</summary>
    public static readonly IReadOnlyList<(string Name, string Help)> Special =
    [
        (Type, "one of the types above; the same for all rows"),
        (Timestamp, "when it happened: a time, or a number with timestamp_unit"),
        (CreatedTimestamp, "the device's clock at the event; by default timestamp"),
        (SentTimestamp, "the device's clock at sending; by default timestamp (see sent_at)"),
        (EventId, "a UUID; by default derived from the row's key"),
        (Entities, "a list of { schema: iglu:…, data: … }"),
    ];

    /// <summary>What trackers and the protocol call these fields, and other words people try.</summary>
    public static readonly IReadOnlyDictionary<string, string> OtherNames = Other();

    private static Dictionary<string, string> Other()
    {
        var names = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["e"] = Type,
            ["event"] = Type,
            ["event_type"] = Type,
            ["ttm"] = Timestamp,
            ["tstamp"] = Timestamp,
            ["true_timestamp"] = Timestamp,
            ["dtm"] = CreatedTimestamp,
            ["stm"] = SentTimestamp,
            ["eid"] = EventId,
            ["contexts"] = Entities,
            ["context"] = Entities,
            ["cx"] = Entities,
            ["co"] = Entities,
            ["properties"] = Data,
            ["ue_px"] = Data,
            ["ue_pr"] = Data,
            ["event_json"] = Data,
            ["lang"] = "language",
            ["useragent"] = "user_agent",
            ["domain_session_id"] = "session_id",
            ["domain_session_index"] = "session_index",
            ["page_referrer"] = "referrer",
            ["tax_value"] = "tax",
            ["total_value"] = "total",
            ["nuid"] = "network_user_id",
            ["ti_na"] = Name,
            ["items"] = "transaction_item events of their own (see events:)",
        };
        foreach (var field in Common.Concat(Types.SelectMany(type => type.Fields))) names.TryAdd(field.Key, field.Name);
        return names;
    }
}

/// <summary>One type of event.</summary>
/// <param name="Name">As the mapping writes it.</param>
/// <param name="Code">The parameter <c>e</c>.</param>
/// <param name="Fields">Its own fields that become parameters.</param>
/// <param name="Required">Fields without which the pipeline fails the event.</param>
internal sealed record EventType(string Name, string Code, IReadOnlyList<SnowplowField> Fields, IReadOnlyList<string> Required)
{
    /// <summary>Fields that become part of its self-describing JSON.</summary>
    public IReadOnlyList<(string Name, string Help)> Others { get; init; } = [];

    public IEnumerable<string> Names =>
        [
            .. Fields.Select(one => one.Name),
            .. Others.Select(one => one.Name),
            .. SnowplowFields.Special.Select(one => one.Name),
            .. SnowplowFields.Common.Select(one => one.Name),
        ];
}

/// <summary>One field that becomes one parameter.</summary>
/// <param name="Name">As the mapping writes it.</param>
/// <param name="Key">The parameter.</param>
/// <param name="Form">What may stand there.</param>
/// <param name="Help">What it is.</param>
/// <param name="Longest">Characters at most (UTF-16 units, as the pipeline counts); 0: its form says it.</param>
internal sealed record SnowplowField(string Name, string Key, ParameterForm Form, string Help, int Longest = 0);

/// <summary>What a parameter holds.</summary>
internal enum ParameterForm
{
    Text,

    /// <summary>A decimal number without NaN and infinity.</summary>
    Number,

    /// <summary>A whole number of 32 bits.</summary>
    Integer,

    /// <summary>A whole number of 32 bits above 0.</summary>
    Positive,

    /// <summary>Width and height: <c>1366x768</c>.</summary>
    Size,

    Uuid,

    /// <summary>True or false, sent as 1 or 0.</summary>
    Flag,

    /// <summary>A page's address.</summary>
    Address,

    /// <summary>Three letters.</summary>
    Currency,

    Platform,

    /// <summary>A text without <c>:</c> and <c>;</c>.</summary>
    Namespace,
}
