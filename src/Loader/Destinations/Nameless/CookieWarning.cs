using Loader.Mappings.Findings;

namespace Loader.Destinations.Nameless;

/// <summary>What becomes of events without cookies; the same words for the setting and for the mapping.</summary>
internal static class CookieWarning
{
    public static Finding Of(bool isWebsite, Place place) => new(
        NamelessCodes.NoCookies,
        place,
        isWebsite
            ? "Website events without cookies get new ids from the server, which override client_id and session_id"
            : "the tag refuses Streaming events without cookies",
        "leave cookies: out under to.nameless; they are then made from the ids");
}
