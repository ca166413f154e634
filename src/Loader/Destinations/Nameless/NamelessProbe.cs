using System.Buffers;
using System.Text;
using System.Text.Json;
using Loader.Sending;

namespace Loader.Destinations.Nameless;

/// <summary>
/// A <c>get_user_data</c> query with made-up cookies: the tag answers it and stores nothing. As a Streaming request it also proves the key
/// and the streaming User-Agent, on the newest tag; older ones take the query from Website only and say so, which proves path and
/// origin at least.
/// </summary>
internal sealed class NamelessProbe
{
    private readonly NamelessOptions options;

    public NamelessProbe(NamelessOptions options)
    {
        this.options = options;

        // The tag of 2025-09 takes the query from Website only.
        var origin = options.Version == NamelessVersion.Tag2025 ? NamelessOptions.Website : options.OriginOf(isPageView: false);
        var quoted = JsonEncodedText.Encode(origin);
        Body = Encoding.UTF8.GetBytes($$"""{"event_name":"get_user_data","event_origin":"{{quoted}}"}""");
        var note = new ArrayBufferWriter<byte>();
        new RequestNote(options).Write(origin == NamelessOptions.Website, "LoaderProbe0000"u8, "LoaderProbe0000"u8, "LoaderProbe0000"u8, note);
        Note = note.WrittenMemory;
    }

    public ReadOnlyMemory<byte> Body { get; }

    public ReadOnlyMemory<byte> Note { get; }

    /// <summary>Null when the run may begin.</summary>
    public ProbeRefusal? Read(int status, ReadOnlySpan<byte> body)
    {
        if (TagAnswer.Read(body) is not { } answer) return NotTheTag(status);
        var text = answer.Text ?? "";
        if (answer.StatusCode == 200 || IsOlderTag(text)) return null;

        // Without cookies that is what the tag must say to the query; with them it does not find ours.
        if (!options.Cookies && text.Contains("cookie not found", StringComparison.OrdinalIgnoreCase)) return null;
        return NamelessAnswers.Of(answer, options.Version) switch
        {
            Answer.StopRun stop => new(stop.Code, stop.Reason, Hint(stop.Code)),
            Answer.Refused { Code: not (NamelessAnswers.OrphanUser or NamelessAnswers.OrphanSession or "missing_parameters") } refused =>
                new(refused.Code, refused.Reason, "the tag refuses a query that should always pass; check protocol and cookies under to.nameless"),

            // It looked at an unknown user, or at fields only events have: it is the tag, and path, origin and key have passed.
            _ => null,
        };
    }

    /// <summary>
    /// The older tags' refusal of the query from anything but Website (<c>Accepted value: Website</c> until 2025-11, <c>values</c> since):
    /// that check comes after those of path and origin. The refusal of an event_origin as such names two spellings and is no such
    /// proof.
    /// </summary>
    private static bool IsOlderTag(string text) =>
        text.StartsWith("Invalid event_origin", StringComparison.OrdinalIgnoreCase)
        && text.TrimEnd('.').EndsWith(": Website", StringComparison.OrdinalIgnoreCase);

    private static ProbeRefusal? NotTheTag(int status) => status switch
    {
        // Busy now: the run begins and its own retries deal with it.
        408 or 425 or 429 or (>= 500 and not 501 and not 505) => null,
        >= 300 and < 400 => Refusal("redirected", status, "the endpoint redirects", "set endpoint under to.nameless to the final address"),
        401 or 407 => Refusal(
            Code(status), status, "something before the tag asks for credentials", "check the endpoint and the proxies before it"),
        403 => Refusal(Code(status), status, "not the tag's answer", "a firewall or proxy before the tag refuses this machine"),
        _ => Refusal(
            "wrong_path",
            status,
            "the tag did not answer",
            "check the path of endpoint under to.nameless: the tag compares it exactly, with case and trailing slash (often /tm/nameless)"),
    };

    private static ProbeRefusal Refusal(string code, int status, string what, string hint) =>
        new(code, FormattableString.Invariant($"HTTP {status}: {what}"), hint);

    private static string Code(int status) => FormattableString.Invariant($"http_{status}");

    private static string Hint(string code) => code switch
    {
        "wrong_api_key" =>
            "set api_key under to.nameless; when all events go as Website set event_origin: Website there, which needs no key",
        "unwanted_api_key" => "leave api_key out under to.nameless: the tag has no key and refuses one",
        "wrong_origin" => "set origin under to.nameless to a domain on the tag's list",
        "wrong_event_origin" => "see event_origin and protocol under to.nameless: this tag knows other spellings",
        "wrong_user_agent" => "see user_agent and streaming_user_agent under to.nameless",
        "missing_cookie" => "set cookie_prefix under to.nameless to the tag's, or find what removes cookies on the way",
        _ => "check the settings under to.nameless against the tag's",
    };
}
