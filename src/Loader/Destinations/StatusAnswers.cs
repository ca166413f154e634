using System.Net.Http.Headers;
using System.Text;
using Loader.Sending;

namespace Loader.Destinations;

/// <summary>
/// What an HTTP status means where the destination's own answer says nothing more. The question is each time whether the events can have
/// been taken; 2xx is for the destination to decide.
/// </summary>
internal static class StatusAnswers
{
    /// <summary>
    /// What 2xx means to a collector that reads no events: the bytes arrived, unless a page of a proxy or a login stands in place of its answer.
    /// </summary>
    public static Answer Arrived(int status, ReadOnlySpan<byte> body) => IsMarkup(body)
        ? new Answer.Unclear(FormattableString.Invariant($"HTTP {status} with a page in place of the collector's answer"))
        : Answer.Accepted.Instance;

    /// <summary>Any answer of a collector that reads no events: 2xx as <see cref="Arrived"/> has it, everything else by its status.</summary>
    public static Answer OfBlind(int status, HttpResponseHeaders headers, ReadOnlySpan<byte> body, string destination) =>
        status is >= 200 and < 300 ? Arrived(status, body) : Of(status, headers, destination);

    /// <summary>Whether a body is a page for people. Not every markup is: some endpoints answer in XML.</summary>
    public static bool IsPage(ReadOnlySpan<byte> body)
    {
        var text = Trimmed(body);
        return Begins(text, "<!doctype html"u8) || Begins(text, "<html"u8);
    }

    /// <param name="status">300 or above.</param>
    /// <param name="headers">The answer's headers.</param>
    /// <param name="destination">Who should have answered, for messages: <c>Google Analytics</c>.</param>
    public static Answer Of(int status, HttpResponseHeaders headers, string destination) => status switch
    {
        // Followed redirects would turn POST into GET and carry credentials elsewhere.
        >= 300 and < 400 => new Answer.StopRun(
            "redirected",
            $"redirected{(headers.Location is { } location ? $" to {location.GetLeftPart(location.IsAbsoluteUri)}" : "")}; set endpoint to the final address"),
        401 or 403 or 407 => new Answer.StopRun(Code(status), Reason(status, "the credentials are refused")),
        404 or 405 or 410 => new Answer.StopRun(Code(status), Reason(status, $"the address is not one of {destination}")),
        408 or 425 => new Answer.TryAgain(Code(status), Reason(status, "not taken in time")),
        429 or 503 => new Answer.TryAgain(Code(status), Reason(status, "asked to slow down"), SlowsEverybody: true),
        413 => new Answer.Refused(Code(status), Reason(status, "the request is too large")) { IsForSize = true },
        < 500 => new Answer.Refused(Code(status), Reason(status, "the request is refused")),

        // The gateway stopped waiting or lost the connection after it had handed the request on.
        504 or 520 or 524 => new Answer.Unclear(Reason(status, "a gateway gave up waiting; the events may have been taken")),
        _ => new Answer.TryAgain(Code(status), Reason(status, "a passing fault")),
    };

    private static bool IsMarkup(ReadOnlySpan<byte> body) => Trimmed(body) is [(byte)'<', ..];

    private static ReadOnlySpan<byte> Trimmed(ReadOnlySpan<byte> body) => body.TrimStart(" \t\r\n\uFEFF"u8);

    private static bool Begins(ReadOnlySpan<byte> text, ReadOnlySpan<byte> with) =>
        text.Length >= with.Length && Ascii.EqualsIgnoreCase(text[..with.Length], with);

    private static string GetLeftPart(this Uri location, bool isAbsolute) => isAbsolute ? location.GetLeftPart(UriPartial.Path) : "another path";

    private static string Code(int status) => FormattableString.Invariant($"http_{status}");

    private static string Reason(int status, string what) => FormattableString.Invariant($"HTTP {status}: {what}");
}
