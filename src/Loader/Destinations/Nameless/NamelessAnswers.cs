using Loader.Sending;

namespace Loader.Destinations.Nameless;

/// <summary>
/// What the tag's texts mean. Found by how they begin, whatever the case: the texts of the tags differ in their ends. Texts of the tag of
/// 2026-06-01 first, in the order of its rules, then those that only tags of 2025 have (read in the published templates since 2025-03).
/// </summary>
internal static class NamelessAnswers
{
    /// <summary>An event refused because the tag does not know its user (a page view has to come first).</summary>
    public const string OrphanUser = "orphan_event_user";

    /// <summary>The same for its session.</summary>
    public const string OrphanSession = "orphan_event_session";

    private const string NewUser = "new user";
    private const string WrongOrigin = "set origin under to.nameless to a domain on the tag's list";
    private const string NoCookie = "the tag finds no such cookie: check cookie_prefix, and that nothing on the way removes cookies";

    private static readonly Rule[] Rules =
    [
        new("Request origin not authorized", "wrong_origin", Meaning.StopRun, WrongOrigin),
        new("Request IP not authorized", "banned_address", Meaning.StopRun, "this machine's address is on the tag's ban list"),
        new("Request method not correct", "wrong_method", Meaning.StopRun, "something on the way changes requests; check the endpoint for redirects"),
        new("User cookie not found", "missing_cookie", Meaning.StopRun, NoCookie),
        new("Session cookie not found", "missing_cookie", Meaning.StopRun, NoCookie),
        new("Invalid event_origin", "wrong_event_origin", Meaning.StopRun, "this tag knows other spellings: see event_origin and protocol under to.nameless"),
        new("Missing User-Agent", "wrong_user_agent", Meaning.StopRun, "something on the way removes the User-Agent"),
        new("Invalid User-Agent", "wrong_user_agent", Meaning.StopRun, "see user_agent and streaming_user_agent under to.nameless"),
        new("Invalid API key", "wrong_api_key", Meaning.StopRun, "set api_key under to.nameless to the tag's key"),
        new(
            "Add API key for Streaming protocol",
            "unwanted_api_key",
            Meaning.StopRun,
            "the tag has no key and refuses one: leave api_key out under to.nameless"),
        new("Invalid event_name", "invalid_event_name", Meaning.Refused, null),
        new("Missing required parameters", "missing_parameters", Meaning.Refused, null),
        new("Orphan event: missing user cookie", "orphan_event_user_cookie", Meaning.Refused, null),
        new("Orphan event: missing session cookie", "orphan_event_session_cookie", Meaning.Refused, null),
        new("Invalid cookie format", "invalid_cookie", Meaning.Refused, null),
        new("Orphan event: user", OrphanUser, Meaning.Refused, null),
        new("Orphan event: session", OrphanSession, Meaning.Refused, null),
        new("User or session data not", "storage_failed", Meaning.TryAgain, null),
        new("The request origin is not authorized", "wrong_origin", Meaning.StopRun, WrongOrigin),
        new("The request endpoint is not correct", "wrong_path", Meaning.StopRun, "the path of endpoint is not the tag's"),
        new("User cookie name and session cookie name", "wrong_tag_settings", Meaning.StopRun, "the tag itself is set up wrongly"),
        new("The request origin is not allowed", "wrong_origin", Meaning.StopRun, WrongOrigin),
        new("Missing event parameters", "missing_parameters", Meaning.Refused, null),
        new("Empty or ", "bad_body", Meaning.Refused, null),
        new("Empty request body", "bad_body", Meaning.Refused, null),
        new("Orphan event. ", OrphanUser, Meaning.Refused, null, Within: NewUser),
        new("Orphan event. ", OrphanSession, Meaning.Refused, null),
        new("Website orphan event", OrphanUser, Meaning.Refused, null, Within: NewUser),
        new("Website orphan event", OrphanSession, Meaning.Refused, null),
        new("Streaming protocol orphan event", OrphanUser, Meaning.Refused, null, Within: NewUser),
        new("Streaming protocol orphan event", OrphanSession, Meaning.Refused, null),
    ];

    private enum Meaning
    {
        Refused,
        StopRun,
        TryAgain,
    }

    /// <summary>The codes of events that the tag refuses for themselves.</summary>
    public static IEnumerable<string> RefusalCodes =>
        Rules.Where(rule => rule.Meaning == Meaning.Refused).Select(rule => rule.Code).Distinct(StringComparer.Ordinal);

    /// <summary>What a refusal of the tag means.</summary>
    public static Answer Of(TagAnswer refusal, NamelessVersion version)
    {
        var text = refusal.Text ?? "";
        if (Array.Find(Rules, rule => rule.Fits(text)) is not { } known) return Unknown(refusal, version);
        return known.Meaning switch
        {
            Meaning.StopRun => new Answer.StopRun(known.Code, $"{text} ({known.Advice})"),
            Meaning.TryAgain => new Answer.TryAgain(known.Code, text),
            _ => new Answer.Refused(known.Code, text),
        };
    }

    /// <summary>
    /// A text that no stored tag has. The event counts as refused, which keeps its row in the rejected file; only a status of 500 from a
    /// tag that refuses with 403 is a fault that may pass.
    /// </summary>
    private static Answer Unknown(TagAnswer refusal, NamelessVersion version) =>
        refusal.StatusCode >= 500 && version == NamelessVersion.Tag2026
            ? new Answer.TryAgain(FormattableString.Invariant($"tag_{refusal.StatusCode}"), refusal.Text ?? "")
            : new Answer.Refused(FormattableString.Invariant($"tag_{refusal.StatusCode}"), refusal.Text ?? "");

    private sealed record Rule(string Beginning, string Code, Meaning Meaning, string? Advice, string Within = "")
    {
        public bool Fits(string text) =>
            text.StartsWith(Beginning, StringComparison.OrdinalIgnoreCase) && text.Contains(Within, StringComparison.OrdinalIgnoreCase);
    }
}
