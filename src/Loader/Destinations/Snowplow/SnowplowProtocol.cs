using System.Net.Http.Headers;
using System.Text;
using Loader.Sending;

namespace Loader.Destinations.Snowplow;

/// <summary>Many events in one POST, or one in the query string of a GET.</summary>
internal sealed class SnowplowProtocol(SnowplowOptions options) : IProtocol
{
    private static readonly byte[] Before = "{\"schema\":\"iglu:com.snowplowanalytics.snowplow/payload_data/jsonschema/1-0-4\",\"data\":["u8.ToArray();
    private static readonly byte[] After = "]}"u8.ToArray();

    /// <summary>The pipeline takes exactly this, or this without the charset; anything else loses the request's events after a 200.</summary>
    private static readonly MediaTypeHeaderValue JsonType = new("application/json", "utf-8");

    /// <summary>Bytes around the events of one POST.</summary>
    public static int EnvelopeLength => Before.Length + After.Length;

    public Uri Endpoint => options.Endpoint;

    public Framing Framing { get; } = options.Get
        ? Framing.Single
        : new(Before, ","u8.ToArray(), After, options.EventsPerRequest, options.BytesPerRequest);

    public Isolation Isolation => options.Get ? Isolation.None : Isolation.Halve;

    /// <summary>The collector stores whatever it gets; what comes after it may drop repeated ids, which only its owner knows.</summary>
    public bool IgnoresRepeats => options.DropsRepeats;

    /// <summary>By GET the event stands in the address, and nothing in the body.</summary>
    public ReadOnlyMemory<byte> Encode(ReadOnlyMemory<byte> body) => options.Get ? default : body;

    public void Address(HttpRequestMessage request, ReadOnlySpan<ReadOnlyMemory<byte>> notes)
    {
        // Headers that would speak for every user of the request are never sent: Referer, Cookie, X-Forwarded-For.
        if (options.Anonymous) request.Headers.TryAddWithoutValidation("SP-Anonymous", "*");
        if (options.Get)
        {
            request.Method = HttpMethod.Get;
            request.RequestUri = new UriBuilder(options.Endpoint) { Query = Encoding.ASCII.GetString(notes[0].Span) }.Uri;
        }
        else
        {
            request.Method = HttpMethod.Post;
            request.RequestUri ??= options.Endpoint;
            if (request.Content is { } content) content.Headers.ContentType = JsonType;
        }
    }

    public Answer Read(
        int status,
        HttpResponseHeaders headers,
        ReadOnlySpan<byte> body,
        ReadOnlySpan<ReadOnlyMemory<byte>> bodies,
        ReadOnlySpan<ReadOnlyMemory<byte>> notes) => SnowplowAnswers.Of(status, headers, body);
}
