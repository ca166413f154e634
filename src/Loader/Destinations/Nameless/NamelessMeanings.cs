namespace Loader.Destinations.Nameless;

/// <summary>What the codes of events that the tag refused mean, for reports.</summary>
internal static class NamelessMeanings
{
    private const string UnknownText = "tag_";

    private static readonly Dictionary<string, string> ByCode = new(StringComparer.Ordinal)
    {
        [NamelessAnswers.OrphanUser] = "the tag does not know this client: a page_view has to come first (page_view: ensure)",
        [NamelessAnswers.OrphanSession] = "the tag does not know this session: a page_view has to come first (page_view: ensure)",
        ["orphan_event_user_cookie"] = "the tag found no user cookie for the event (cookies: from_ids)",
        ["orphan_event_session_cookie"] = "the tag found no session cookie for the event (cookies: from_ids)",
        ["invalid_event_name"] = "the tag does not take this event_name",
        ["missing_parameters"] = "the tag misses fields that its version needs (protocol)",
        ["invalid_cookie"] = "the tag cannot read the cookies made from the ids",
        ["bad_body"] = "the tag cannot read the request",
    };

    /// <summary>What is done about events that came before their client or session was known.</summary>
    public static string? Advice(string code) => code is NamelessAnswers.OrphanUser or NamelessAnswers.OrphanSession
        ? "open the sessions that the tag does not know: load their page views first, or set page_view: ensure under to.nameless"
        : null;

    public static string? Of(string code) =>
        ByCode.GetValueOrDefault(code)
        ?? (code.StartsWith(UnknownText, StringComparison.Ordinal) ? "the tag refused it in words that no published tag has" : null);
}
