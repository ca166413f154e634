using System.Net.Http.Headers;
using Loader.Sending;

namespace Loader.Destinations.Snowplow;

/// <summary>
/// What a collector's answers mean. It reads no events: 2xx says that the bytes arrived, never that they were good. What makes an event good
/// is checked before it leaves.
/// </summary>
internal static class SnowplowAnswers
{
    public static Answer Of(int status, HttpResponseHeaders headers, ReadOnlySpan<byte> body) => status switch
    {
        // A collector says "ok" or sends a pixel.
        >= 200 and < 300 => StatusAnswers.Arrived(status, body),

        // Also what a collector with cookie bounce says to the first GET without a cookie.
        >= 300 and < 400 => new Answer.StopRun(
            "redirected",
            $"redirected{(headers.Location is { } location ? $" to {location.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped)}" : "")}; set endpoint to the final address, and method: post where the collector bounces cookies"),

        401 or 403 or 407 => new Answer.StopRun(Code(status), Reason(status, "something before the collector refuses this machine")),
        404 or 405 or 410 => new Answer.StopRun(Code(status), Reason(status, "the path of endpoint does not lead to the collector")),
        408 or 425 => new Answer.TryAgain(Code(status), Reason(status, "not taken in time")),
        429 or 503 => new Answer.TryAgain(Code(status), Reason(status, "asked to slow down"), SlowsEverybody: true),
        413 => new Answer.Refused(Code(status), Reason(status, "too large for the collector or a proxy before it")) { IsForSize = true },
        < 500 => new Answer.Refused(Code(status), Reason(status, "refused by the collector or something before it")),

        // The gateway stopped waiting after it had handed the request on: the collector may have taken it.
        504 or 520 or 524 => new Answer.Unclear(Reason(status, "a gateway gave up waiting; the collector may have taken it")),
        _ => new Answer.TryAgain(Code(status), Reason(status, "a passing fault")),
    };

    /// <summary>What a code of a refused event means; null for one that is not ours.</summary>
    public static string? Meaning(string code) => code switch
    {
        "http_400" => "the collector could not read the request",
        "http_413" => "too large for the collector or a proxy before it, also by itself (bytes_per_event)",
        "http_422" => "the collector refused what is in the request",
        _ => null,
    };

    private static string Code(int status) => FormattableString.Invariant($"http_{status}");

    private static string Reason(int status, string what) => FormattableString.Invariant($"HTTP {status}: {what}");
}
