using System.Net.Http.Headers;
using Loader.Sending;

namespace Loader.Destinations.Ga4;

/// <summary>
/// Up to 25 events of one client in one request. A blind destination: every request that arrives is answered 2xx, and what Google drops
/// it drops without a word.
/// </summary>
internal sealed class Ga4Protocol(Ga4Options options) : IProtocol
{
    private static readonly MediaTypeHeaderValue JsonType = new("application/json");

    public Uri Endpoint => options.Endpoint;

    public Framing Framing { get; } =
        new([], ","u8.ToArray(), "]}"u8.ToArray(), Ga4Limits.Events, Ga4Limits.Bytes, OneLanePerRequest: true, OpensWithNote: true);

    public Isolation Isolation => Isolation.None;

    /// <summary>Events have no id. Reports may merge purchases of one transaction_id; nothing promises it.</summary>
    public bool IgnoresRepeats => false;

    public void Address(HttpRequestMessage request, ReadOnlySpan<ReadOnlyMemory<byte>> notes)
    {
        request.Method = HttpMethod.Post;
        request.RequestUri = options.Address;
        if (request.Content is { } content) content.Headers.ContentType = JsonType;
    }

    public Answer Read(
        int status,
        HttpResponseHeaders headers,
        ReadOnlySpan<byte> body,
        ReadOnlySpan<ReadOnlyMemory<byte>> bodies,
        ReadOnlySpan<ReadOnlyMemory<byte>> notes) =>
        StatusAnswers.OfBlind(status, headers, body, "Google Analytics");
}
