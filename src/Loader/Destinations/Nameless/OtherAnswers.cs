using System.Net.Http.Headers;
using Loader.Sending;

namespace Loader.Destinations.Nameless;

/// <summary>
/// What answers mean that are not the tag's: of the container around it, a proxy, a load balancer. The question is each time whether
/// the tag can have taken the event.
/// </summary>
internal static class OtherAnswers
{
    public static Answer Of(int status, HttpResponseHeaders headers) => status switch
    {
        // Nobody here can know what stands behind it: a proxy's page in place of the tag's answer, or a container that answers 200 to what
        // no client claims. The probe has shown the path right, so one such answer must neither stop the run nor count as sent.
        >= 200 and < 300 => new Answer.Unclear(FormattableString.Invariant($"HTTP {status} without the tag's answer")),

        // Followed redirects would turn POST into GET and carry ids and key elsewhere.
        >= 300 and < 400 => new Answer.StopRun(
            "redirected",
            $"redirected{(headers.Location is { IsAbsoluteUri: true } location ? $" to {location.GetLeftPart(UriPartial.Path)}" : "")}; set endpoint to the final address"),

        401 or 407 => new Answer.StopRun(Code(status), Reason(status, "something before the tag asks for credentials")),

        // The path was right when the run began: the tag's path or the container's address changed. Every further event would end the same.
        404 or 405 or 410 => new Answer.StopRun(Code(status), Reason(status, "the path of endpoint does not lead to the tag any more")),

        408 or 425 => new Answer.TryAgain(Code(status), Reason(status, "not taken in time")),
        429 or 503 => new Answer.TryAgain(Code(status), Reason(status, "asked to slow down"), SlowsEverybody: true),
        413 => new Answer.Refused(Code(status), Reason(status, "the event is too large for the container or a proxy before it")),

        // A 400 is what a container says to a body that made the tag fail, a 403 or 406 what a firewall says to a content it dislikes: both
        // can be this event's alone, so only it fails. When all do, max_failed stops the run.
        < 500 => new Answer.Refused(Code(status), Reason(status, "not the tag's answer: the container, or a firewall or proxy before it")),

        // The gateway stopped waiting or lost the connection after it had handed the request on: the tag may have done its work.
        504 or 520 or 524 => new Answer.Unclear(Reason(status, "a gateway gave up waiting; the tag may have taken the event")),

        _ => new Answer.TryAgain(Code(status), Reason(status, "a passing fault before the tag")),
    };

    private static string Code(int status) => FormattableString.Invariant($"http_{status}");

    private static string Reason(int status, string what) => FormattableString.Invariant($"HTTP {status}: {what}");
}
