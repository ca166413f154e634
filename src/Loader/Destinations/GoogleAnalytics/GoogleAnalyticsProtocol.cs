using System.Net.Http.Headers;
using System.Text;
using Loader.Sending;

namespace Loader.Destinations.GoogleAnalytics;

/// <summary>
/// One hit a request, or up to 20 with a line each (developer guide of the Measurement Protocol v1, "Batching"). A blind destination: 2xx says
/// that the request arrived, and nothing of what became of its hits.
/// </summary>
internal sealed class GoogleAnalyticsProtocol(GoogleAnalyticsOptions options) : IProtocol
{
    private const int HitsInBatch = 20;
    private const int BytesOfBatch = 16_384;

    private static readonly MediaTypeHeaderValue Form = new("application/x-www-form-urlencoded");

    public Uri Endpoint => options.Endpoint;

    public Framing Framing { get; } = options.Batch
        ? new([], "\n"u8.ToArray(), [], HitsInBatch, BytesOfBatch)
        : Framing.Single with { MaxBytes = HitPacker.LongestHit };

    public Isolation Isolation => Isolation.None;

    /// <summary>Hits have no id.</summary>
    public bool IgnoresRepeats => false;

    /// <summary>By GET the hit stands in the address, and nothing in the body.</summary>
    public ReadOnlyMemory<byte> Encode(ReadOnlyMemory<byte> body) => options.Get ? default : body;

    /// <summary>An address with a hit in its query string, behind whatever that has already.</summary>
    public static string AddressOf(Uri endpoint, string hit) => $"{endpoint.GetLeftPart(UriPartial.Query)}{(endpoint.Query.Length == 0 ? '?' : '&')}{hit}";

    public void Address(HttpRequestMessage request, ReadOnlySpan<ReadOnlyMemory<byte>> notes)
    {
        if (options.Get)
        {
            request.Method = HttpMethod.Get;
            request.RequestUri = new(AddressOf(options.Endpoint, Encoding.ASCII.GetString(notes[0].Span)));
            return;
        }

        request.Method = HttpMethod.Post;
        if (request.Content is { } content) content.Headers.ContentType = Form;
    }

    public Answer Read(
        int status,
        HttpResponseHeaders headers,
        ReadOnlySpan<byte> body,
        ReadOnlySpan<ReadOnlyMemory<byte>> bodies,
        ReadOnlySpan<ReadOnlyMemory<byte>> notes) =>
        StatusAnswers.OfBlind(status, headers, body, "the collector");
}
