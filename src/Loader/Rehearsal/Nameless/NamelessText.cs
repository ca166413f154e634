using System.Text;

namespace Loader.Rehearsal.Nameless;

/// <summary>A text that the tag answers, to the letter.</summary>
/// <param name="Text">The text.</param>
internal sealed record NamelessText(string Text)
{
    /// <summary>As a JSON string: the emoji stays as it is, as JavaScript leaves it.</summary>
    public byte[] Quoted { get; } = Encoding.UTF8.GetBytes($"\"{Text}\"");

    // Both versions, accepted.
    public static readonly NamelessText Claimed = new("🟢 Request claimed successfully");
    public static readonly NamelessText ClaimedOlder = new("🟢 Request claimed succesfully");

    // Rules of the tag of 2026-06-01, by their number in docs/rehearsal.md.
    public static readonly NamelessText Rule2 = new("🔴 Request origin not authorized");
    public static readonly NamelessText Rule3 = new("🔴 Request IP not authorized");
    public static readonly NamelessText Rule4 = new("🔴 Request method not correct");
    public static readonly NamelessText Rule5 = new("🔴 Invalid event_origin parameter value. Accepted values: Website");
    public static readonly NamelessText Rule6User = new("🔴 User cookie not found. No cross-domain link decoration will be applied");
    public static readonly NamelessText Rule6Session = new("🔴 Session cookie not found. No cross-domain link decoration will be applied");
    public static readonly NamelessText Rule7 = new("🔴 Invalid event_origin parameter value. Accepted values: Website or Streaming protocol");
    public static readonly NamelessText Rule8 = new("🔴 Missing User-Agent header. Request from bot");
    public static readonly NamelessText Rule9 = new("🔴 Invalid User-Agent header value. Request from bot");
    public static readonly NamelessText Rule11 = new("🔴 Invalid API key");
    public static readonly NamelessText Rule11Off = new("🔴 Add API key for Streaming protocol is not enabled.");
    public static readonly NamelessText Rule12 = new("🔴 Invalid event_name. Can't send page_view from Streaming protocol");
    public static readonly NamelessText Rule14 =
        new("🔴 Orphan event: missing user cookie. Trigger a page_view event first to create a new user and a new session");

    public static readonly NamelessText Rule15 = new("🔴 Orphan event: missing session cookie. Trigger a page_view event first to create a new session");
    public static readonly NamelessText Rule16 = new("🔴 Invalid cookie format");
    public static readonly NamelessText Rule17 =
        new("🔴 Orphan event: user doesn't exist in Firestore. Trigger a page_view event first to create a new user and a new session");

    public static readonly NamelessText Rule18 =
        new("🔴 Orphan event: session doesn't exist in Firestore. Trigger a page_view event first to create a new session");

    public static readonly NamelessText Rule19NewUser = new("🔴 User or session data not created to Firestore");
    public static readonly NamelessText Rule19NewSession = new("🔴 User or session data not added to Firestore");
    public static readonly NamelessText Rule19Known = new("🔴 User or session data not updated to Firestore");

    // The tag of 2025-09-25.
    public static readonly NamelessText OlderOrigin = new("🔴 The request origin is not authorized");
    public static readonly NamelessText OlderPath = new("🔴 The request endpoint is not correct");
    public static readonly NamelessText OlderBody = new("🔴 Empty or bad formatted request body");
    public static readonly NamelessText OlderQueryOrigin = new("🔴 Invalid event_origin parameter value. Accepted value: Website");
    public static readonly NamelessText OlderEventOrigin =
        new("🔴 Invalid event_origin parameter value. Accepted values: Website or Streaming protocol");

    public static readonly NamelessText OlderWebsiteUser =
        new("🔴 Website orphan event. Trigger a page_view event first to create a new user and a new session.");

    public static readonly NamelessText OlderWebsiteSession = new("🔴 Website orphan event. Trigger a page_view event first to create a new session.");
    public static readonly NamelessText OlderStreamingUser =
        new("🔴 Streaming protocol orphan event. Trigger a page_view event from website first to create a new user and a new session.");

    public static readonly NamelessText OlderStreamingSession =
        new("🔴 Streaming protocol orphan event. Trigger a page_view event from website first to create a new session.");

    // A lenient tag of the time of the first script.
    public static readonly NamelessText SeedEventOrigin =
        new("🔴 Invalid event_origin parameter value. Accepted values: Website or Measurement Protocol");

    /// <summary>Rule 13, with the names in the tag's order.</summary>
    public static NamelessText Missing(IEnumerable<NamelessColumn> columns) =>
        new("🔴 Missing required parameters: " + string.Join(", ", columns.Select(NamelessColumns.Name)));

    /// <summary>The same of the older tags.</summary>
    public static NamelessText MissingOlder(IEnumerable<string> names) => new("🔴 Missing event parameters: " + string.Join(", ", names));
}
