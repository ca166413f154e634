using System.Net.Http.Headers;
using Loader.Sending;

namespace Loader.Destinations.Nameless;

/// <summary>One event per request; the tag's answer in JSON decides, never the status alone.</summary>
internal sealed class NamelessProtocol(NamelessOptions options) : IProtocol
{
    private static readonly MediaTypeHeaderValue JsonType = new("application/json");

    public Uri Endpoint => options.Endpoint;

    /// <summary>The tag has no form for several events: it refuses a list.</summary>
    public Framing Framing => Framing.Single;

    public Isolation Isolation => Isolation.None;

    /// <summary>The table has no key: the same event twice is two rows.</summary>
    public bool IgnoresRepeats => false;

    public void Address(HttpRequestMessage request, ReadOnlySpan<ReadOnlyMemory<byte>> notes)
    {
        var note = notes[0].Span;
        var isWebsite = RequestNote.IsWebsite(note);
        request.Method = HttpMethod.Post;
        request.RequestUri ??= options.Endpoint;
        if (options.Origin is { } origin) request.Headers.TryAddWithoutValidation("Origin", origin);
        request.Headers.TryAddWithoutValidation("User-Agent", isWebsite ? options.WebsiteUserAgent : options.StreamingUserAgent);
        if (!isWebsite && options.ApiKey is { } key) request.Headers.TryAddWithoutValidation("X-Api-Key", key);
        if (RequestNote.Cookie(note) is { } cookie) request.Headers.TryAddWithoutValidation("Cookie", cookie);
        if (options.PreviewHeader is { } preview) request.Headers.TryAddWithoutValidation("X-Gtm-Server-Preview", preview);
        if (request.Content is { } content) content.Headers.ContentType = JsonType;
    }

    public Answer Read(
        int status,
        HttpResponseHeaders headers,
        ReadOnlySpan<byte> body,
        ReadOnlySpan<ReadOnlyMemory<byte>> bodies,
        ReadOnlySpan<ReadOnlyMemory<byte>> notes)
    {
        if (TagAnswer.Read(body) is not { } answer) return OtherAnswers.Of(status, headers);
        if (answer.StatusCode == 200)
        {
            return status == 200
                ? Answer.Accepted.Instance
                : new Answer.Unclear(FormattableString.Invariant($"HTTP {status}, although the tag says 200"));
        }

        var meaning = NamelessAnswers.Of(answer, options.Version);
        return options.EnsurePageView && meaning is Answer.Refused { Code: NamelessAnswers.OrphanUser or NamelessAnswers.OrphanSession } orphan
            && OpeningPageView.For(bodies[0], notes[0]) is { } opening
            ? new Answer.FirstSend(opening.Body, opening.Note, orphan.Code, orphan.Reason)
            : meaning;
    }
}
