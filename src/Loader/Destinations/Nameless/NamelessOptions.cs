using Loader.Options;

namespace Loader.Destinations.Nameless;

/// <summary>The settings under <c>to: nameless:</c>, checked.</summary>
internal sealed record NamelessOptions
{
    public const string Website = "Website";
    public const string Streaming = "Streaming protocol";
    public const string MeasurementProtocol = "Measurement Protocol";

    /// <summary>The spelling that every published template since 2026-01-09 accepts, also those that compare case.</summary>
    public const string DefaultStreamingUserAgent = "Nameless Analytics - Streaming protocol";

    /// <summary>A browser's, since Website events are compared with a list of words that tools have in theirs.</summary>
    public const string DefaultWebsiteUserAgent =
        "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36";

    public required Uri Endpoint { get; init; }

    /// <summary>The header Origin; null leaves it out.</summary>
    public string? Origin { get; init; }

    /// <summary>The header X-Api-Key of Streaming events; null leaves it out, which a tag without a key insists on.</summary>
    public string? ApiKey { get; init; }

    public NamelessVersion Version { get; init; } = NamelessVersion.Tag2026;

    /// <summary>The event_origin of every event that does not bring its own; null: by the event's name.</summary>
    public string? EventOrigin { get; init; }

    public string StreamingUserAgent { get; init; } = DefaultStreamingUserAgent;

    public string WebsiteUserAgent { get; init; } = DefaultWebsiteUserAgent;

    /// <summary>Whether requests carry cookies made from the event's ids.</summary>
    public bool Cookies { get; init; } = true;

    /// <summary>The tag's cookie prefix, without the underscore that follows it; empty for none.</summary>
    public string CookiePrefix { get; init; } = "";

    /// <summary>The header X-Gtm-Server-Preview; null leaves it out.</summary>
    public string? PreviewHeader { get; init; }

    /// <summary>Whether ids of another form are hashed into the tag's form instead of failing the row.</summary>
    public bool MapIds { get; init; }

    /// <summary>The secret of the hash that maps ids; null uses a fixed one.</summary>
    public string? IdsKey { get; init; }

    public bool KeepOriginalIds { get; init; } = true;

    /// <summary>Stored in every event, so that a load can be found and removed.</summary>
    public required string JobId { get; init; }

    /// <summary>Whether a page view is made for sessions that the server does not know.</summary>
    public bool EnsurePageView { get; init; }

    /// <summary>The settings that change what arrives, by their names in a mapping.</summary>
    public IReadOnlyDictionary<string, string> Arrival()
    {
        var settings = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["protocol"] = Version switch { NamelessVersion.Tag2025 => "2025", NamelessVersion.Seed => "seed", _ => "2026" },
            ["job_id"] = JobId,
            ["cookies"] = Cookies ? "true" : "false",
            ["ids"] = MapIds ? "mapped" : "as they are",
            ["page_view"] = EnsurePageView ? "ensure" : "as it is",
        };
        if (Origin is { } origin) settings["origin"] = origin;
        if (EventOrigin is { } eventOrigin) settings["event_origin"] = eventOrigin;
        if (CookiePrefix.Length > 0) settings["cookie_prefix"] = CookiePrefix;
        if (MapIds) settings["keep_original_ids"] = KeepOriginalIds ? "true" : "false";

        if (MapIds && IdsKey is { } key) settings["ids_key"] = CheckValue.Of(key);
        if (WebsiteUserAgent != DefaultWebsiteUserAgent) settings["user_agent"] = WebsiteUserAgent;
        if (StreamingUserAgent != DefaultStreamingUserAgent) settings["streaming_user_agent"] = StreamingUserAgent;
        return settings;
    }

    /// <summary>The event_origin of an event of that name that brings none.</summary>
    public string OriginOf(bool isPageView) =>
        EventOrigin ?? (Version == NamelessVersion.Seed ? MeasurementProtocol : isPageView ? Website : Streaming);
}

/// <summary>Which generation of the tag the requests are made for.</summary>
internal enum NamelessVersion
{
    /// <summary>Tags since 2026-01: ids from cookies.</summary>
    Tag2026,

    /// <summary>The tag of 2025-09: ids in the body, page_id inside event_data, refusals with status 500.</summary>
    Tag2025,

    /// <summary>The payload of the original streaming script.</summary>
    Seed,
}
