using System.Buffers;
using System.Text;

namespace Loader.Rehearsal.Snowplow;

/// <summary>
/// A Snowplow collector with the first steps of the pipeline behind it. The collector answers 200 to nearly anything; what the pipeline would
/// then fail is listed as lost, with its reason. Written from what is known of collector 3.x and enrich 6.x, apart from the destination.
/// </summary>
public sealed class SnowplowRules(SnowplowCollector collector) : IEndpointRules
{
    private const string PostPath = "/com.snowplowanalytics.snowplow/tp2";

    /// <summary>What the pipeline says of everything in a request that it cannot take apart.</summary>
    private static readonly byte[] NoId = [];

    /// <summary>A transparent GIF of one pixel (GIF89a).</summary>
    private static readonly byte[] Pixel =
    [
        0x47, 0x49, 0x46, 0x38, 0x39, 0x61, 0x01, 0x00, 0x01, 0x00, 0x80, 0x00, 0x00, 0x00, 0x00, 0x00, 0xFF, 0xFF, 0xFF, 0x21, 0xF9,
        0x04, 0x01, 0x00, 0x00, 0x00, 0x00, 0x2C, 0x00, 0x00, 0x00, 0x00, 0x01, 0x00, 0x01, 0x00, 0x00, 0x02, 0x01, 0x44, 0x00, 0x3B,
    ];

    public string? Assumption =>
        "that the pipeline knows the schemas of self-describing events and entities, and that their data fits them; the collector answers 200 either way";

    public ulong LaneOf(in EndpointRequest request) => 0;

    public bool IsQuery(in EndpointRequest request) => request.Method is "OPTIONS" || request.Path is "/health";

    public void Answer(in EndpointRequest request, EndpointAnswer answer)
    {
        answer.ContentType = "text/plain";
        if (request.Path is "/health")
        {
            answer.Body.Write("ok"u8);
            return;
        }

        var isMapped = request.Path == collector.Path || request.Path == PostPath;
        switch (request.Method)
        {
            case "OPTIONS":
                return;
            case "GET" when isMapped || request.Path is "/i" or "/ice.png":
                Get(request, answer);
                return;
            case "POST" when isMapped:
                Post(request, answer);
                return;
            default:
                Refuse(answer, 404, "404 not found");
                return;
        }
    }

    private static void Refuse(EndpointAnswer answer, int status, string text)
    {
        answer.Status = status;
        answer.Refusal = text;
        answer.Body.Write(Encoding.ASCII.GetBytes(text));
    }

    private static void Get(in EndpointRequest request, EndpointAnswer answer)
    {
        var parameters = SnowplowParameters.OfQuery(request.Query);
        answer.ContentType = "image/gif";
        answer.Body.Write(Pixel);
        Take(parameters, isPost: false, answer);
    }

    private void Post(in EndpointRequest request, EndpointAnswer answer)
    {
        if (request.Body.Length > collector.LargestBody)
        {
            Refuse(answer, 413, "413 payload too large");
            return;
        }

        answer.Body.Write("ok"u8);
        if (request.Body.Length > collector.LargestPayload)
        {
            Lose(answer, "size violation: the payload is larger than the collector stores");
            return;
        }

        if (request.Headers.ContentType.ToString().ToLowerInvariant() is not ("application/json" or "application/json; charset=utf-8" or "application/json;charset=utf-8"))
        {
            Lose(answer, "the content type is not application/json");
            return;
        }

        if (SnowplowPayload.Read(request.Body, out var events) is { } broken)
        {
            // One bad event spoils the request: the payload is checked before it is taken apart.
            foreach (var one in events) Lose(answer, broken, one.Id);
            if (events.Count == 0) Lose(answer, broken);
            return;
        }

        var fromQuery = SnowplowParameters.OfQuery(request.Query);
        foreach (var one in events)
        {
            foreach (var (key, value) in fromQuery.All) one[key] = value;
            if (one.Bytes > collector.LargestRecord) Lose(answer, "size violation: the event is larger than the stream takes", one.Id);
            else Take(one, isPost: true, answer);
        }
    }

    private static void Take(SnowplowParameters one, bool isPost, EndpointAnswer answer) => answer.Accept(one.Id, SnowplowEnrichment.Trouble(one, isPost));

    private static void Lose(EndpointAnswer answer, string why, byte[]? id = null) => answer.Accept(id ?? NoId, why);
}
