using System.Net;
using System.Net.Http.Headers;
using Loader.Sources.Bytes;

namespace Loader.Sources.Remote;

/// <summary>What an https address gives. Its version is its entity tag, or the time it was last modified (RFC 9110, 8.8).</summary>
internal sealed class WebObject : RemoteObject
{
    private readonly Uri url;
    private readonly WebClient client;

    private WebObject(Uri url, WebClient client) => (this.url, this.client) = (url, client);

    /// <summary>Asks for its first byte, which also addresses that were signed for GET alone allow; null when there is nothing.</summary>
    /// <param name="url">Where it is.</param>
    /// <param name="name">The address as it may be shown.</param>
    /// <param name="client">Asks for it.</param>
    /// <param name="stop">Ends the waiting.</param>
    public static async ValueTask<WebObject?> LookAsync(Uri url, string name, WebClient client, CancellationToken stop)
    {
        using var answer = await client.GetAsync(url, static headers => headers.Range = new(0, 0), stop);
        if (answer.StatusCode == HttpStatusCode.NotFound) return null;
        var isPart = answer.StatusCode == HttpStatusCode.PartialContent;
        var isEmpty = answer.StatusCode == HttpStatusCode.RequestedRangeNotSatisfiable;
        return new(url, client)
        {
            Name = name,
            Length = isEmpty ? 0 : isPart ? answer.Content.Headers.ContentRange?.Length : answer.Content.Headers.ContentLength,
            Version = VersionOf(answer),
            HasRanges = isPart || isEmpty,
        };
    }

    public override async ValueTask<Stream> OpenAsync(long offset, long? count, CancellationToken stop)
    {
        var answer = await client.GetAsync(url, headers => headers.Range = HasRanges ? new(offset, count is { } most ? offset + most - 1 : null) : null, stop);
        var isPart = answer.StatusCode == HttpStatusCode.PartialContent;

        // The answer says itself of which version it is; asking for one (If-Range) would make servers send all of another.
        if (!answer.IsSuccessStatusCode || VersionOf(answer) != Version || (isPart && answer.Content.Headers.ContentRange?.From != offset))
        {
            using (answer) throw WebClient.Refusal(InputCodes.Changed, url, "it changed after it was looked at");
        }

        if (isPart || offset == 0) return await answer.Content.ReadAsStreamAsync(stop);
        using (answer) throw WebClient.Refusal(RemoteCodes.NotReached, url, "the server does not give parts of it any more");
    }

    public override async ValueTask<string?> AskVersionAsync(CancellationToken stop)
    {
        using var answer = await client.GetAsync(url, headers => headers.Range = HasRanges ? new(0, 0) : null, stop);
        return answer.StatusCode == HttpStatusCode.NotFound ? null : VersionOf(answer);
    }

    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static string? VersionOf(HttpResponseMessage answer) =>
        answer.Headers.ETag is EntityTagHeaderValue { Tag: var tag } ? tag : answer.Content.Headers.LastModified?.ToString("O");
}
