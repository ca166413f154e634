using Loader.Destinations.Snowplow.Schemas;

namespace Loader.Destinations.Snowplow;

/// <summary>The settings under <c>to: snowplow:</c>, checked.</summary>
internal sealed record SnowplowOptions
{
    public const int DefaultEventsPerRequest = 500;
    public const int DefaultBytesPerRequest = 500_000;
    public const int DefaultBytesPerEvent = 192_000;

    /// <summary>The collector's address with its path, without a query string.</summary>
    public required Uri Endpoint { get; init; }

    /// <summary>Whether each event goes by itself in the query string of a GET; otherwise many in the body of a POST.</summary>
    public bool Get { get; init; }

    public string Platform { get; init; } = "srv";

    public string? AppId { get; init; }

    public string? Namespace { get; init; }

    public required string TrackerVersion { get; init; }

    /// <summary>Whether self-describing JSON goes as base64 (<c>ue_px</c>, <c>cx</c>) instead of plain (<c>ue_pr</c>, <c>co</c>).</summary>
    public bool Base64 { get; init; } = true;

    public TimestampUnit TimestampUnit { get; init; }

    /// <summary>Whether an event that brings no sending time is said to have been sent when it happened; otherwise it says nothing.</summary>
    public bool SentAtEventTime { get; init; } = true;

    public ScreenIds ScreenIds { get; init; }

    /// <summary>
    /// Whether names ending in <c>$int</c>, <c>$flt</c>, <c>$geo</c>, <c>$dt</c>, <c>$tm</c>, <c>$ts</c>, <c>$tms</c> are converted and lose the ending.
    /// </summary>
    public bool ConvertsSuffixes { get; init; } = true;

    /// <summary>Whether nested objects in the data of self-describing events are refused.</summary>
    public bool Flat { get; init; }

    /// <summary>Holds data to the schemas of a folder; null where there is none.</summary>
    public SchemaCheck? Schemas { get; init; }

    /// <summary>Whether requests ask the collector not to take the sender's address, cookies and headers for the users'.</summary>
    public bool Anonymous { get; init; } = true;

    /// <summary>Whether what stands behind the collector drops events whose id it has had.</summary>
    public bool DropsRepeats { get; init; }

    public int EventsPerRequest { get; init; } = DefaultEventsPerRequest;

    public int BytesPerRequest { get; init; } = DefaultBytesPerRequest;

    public int BytesPerEvent { get; init; } = DefaultBytesPerEvent;

    /// <summary>The namespace that event ids are derived in; 16 bytes in the order of RFC 9562.</summary>
    public required byte[] IdNamespace { get; init; }

    /// <summary>See <see cref="IDestination.ArrivalSettings"/>.</summary>
    public IReadOnlyDictionary<string, string> Arrival { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);
}

/// <summary>What a timestamp that is a number counts since 1970.</summary>
internal enum TimestampUnit
{
    /// <summary>Nothing was said, so a number is refused.</summary>
    None,

    Seconds,
    Milliseconds,
    Microseconds,
}

/// <summary>What is done with the id of a screen view.</summary>
internal enum ScreenIds
{
    /// <summary>It has to be a UUID, as the schema of today says.</summary>
    Exact,

    /// <summary>Other texts become a UUIDv5.</summary>
    Hashed,

    /// <summary>Any text, under the older schema.</summary>
    FreeText,
}
