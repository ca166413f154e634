namespace Loader.Rehearsal.Nameless;

/// <summary>The tag that is rehearsed against, as its owner has configured it in Google Tag Manager.</summary>
public sealed record NamelessTag
{
    public TagVersion Version { get; init; } = TagVersion.Tag202606;

    /// <summary>The path it claims: exact, with case and trailing slash.</summary>
    public string Path { get; init; } = "/tm/nameless";

    /// <summary>Domains that may send, compared without their subdomains; null: any, also none at all.</summary>
    public IReadOnlyList<string>? AuthorizedDomains { get; init; }

    /// <summary>Addresses that may not send.</summary>
    public IReadOnlyList<string> BannedAddresses { get; init; } = [];

    /// <summary>The key that streaming requests need; null: none is configured, and then none may be sent.</summary>
    public string? ApiKey { get; init; }

    /// <summary>Whether a User-Agent with one of 45 words of bots is refused.</summary>
    public bool BotProtection { get; init; } = true;

    /// <summary>What stands before the cookies' names and an underscore: <c>shop</c> for <c>shop_na_u</c>. Empty: nothing.</summary>
    public string CookiePrefix { get; init; } = "";

    /// <summary>
    /// Whether every user and session is taken as known, as if its page views had come long ago: a purchase import refers to people whom the
    /// tag has seen. Off, an event without a page view before it is refused, as the tag does.
    /// </summary>
    public bool KnownSessions { get; init; }
}

/// <summary>The versions of the tag whose rules are known well enough to rehearse.</summary>
public enum TagVersion
{
    /// <summary>The tag of 2026-06-01: ids from cookies, refusals with 403.</summary>
    Tag202606,

    /// <summary>The tag of 2025-09-25: ids from the body, the session must be the user's latest, refusals with 500.</summary>
    Tag202509,

    /// <summary>A lenient tag of the time of the first streaming script: any origin it ever used, the fields it names, no state.</summary>
    Seed,
}
