using System.Text;
using Microsoft.AspNetCore.WebUtilities;

namespace Loader.Rehearsal.GoogleAnalytics;

/// <summary>
/// A collector of the Measurement Protocol v1: every request is answered with a pixel and 200. What a processing step behind it would drop is
/// written down: hits without version, property, type or client, of an unknown type, without what their type needs, too long, too many.
/// </summary>
public sealed class HitCollectorRules : IEndpointRules
{
    private const int MostHits = 20;
    private const int LongestHit = 8_192;
    private const int LongestAddress = 8_000;
    private const int LongestBatch = 16_384;

    private static readonly Dictionary<string, string[][]> Needs = new(StringComparer.Ordinal)
    {
        ["pageview"] = [["dl"], ["dh", "dp"]],
        ["screenview"] = [["cd"]],
        ["event"] = [["ec", "ea"]],
        ["transaction"] = [["ti"]],
        ["item"] = [["ti", "in"]],
        ["social"] = [["sn", "sa", "st"]],
        ["exception"] = [[]],
        ["timing"] = [["utc", "utv", "utt"]],
    };

    /// <summary>A 1x1 GIF, as collectors answer.</summary>
    private static ReadOnlySpan<byte> Pixel =>
        "GIF89a\u0001\u0000\u0001\u0000"u8;

    /// <summary>The order of a client's hits is their arrival, but a batch holds several clients: no lane can be told.</summary>
    public ulong LaneOf(in EndpointRequest request) => 0;

    public bool IsQuery(in EndpointRequest request) => false;

    public void Answer(in EndpointRequest request, EndpointAnswer answer)
    {
        answer.ContentType = "image/gif";
        Pixel.CopyTo(answer.Body.GetSpan(Pixel.Length));
        answer.Body.Advance(Pixel.Length);
        if (request.Method == "GET")
        {
            var hit = request.Query.TrimStart('?');
            answer.Accept(Encoding.UTF8.GetBytes(hit), hit.Length > LongestAddress ? "an address of more than 8,000 bytes" : LossOf(hit));
            return;
        }

        var lines = Encoding.UTF8.GetString(request.Body).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var lossOfAll = lines.Length > MostHits ? "more than 20 hits in a request"
            : lines.Length > 1 && request.Body.Length > LongestBatch ? "a batch of more than 16 KB"
            : null;
        foreach (var line in lines) answer.Accept(Encoding.UTF8.GetBytes(line), lossOfAll ?? LossOf(line));
    }

    private static string? LossOf(string line)
    {
        if (line.Length > LongestHit) return "a hit of more than 8 KB";
        var hit = QueryHelpers.ParseQuery(line);
        bool Has(string name) => hit.TryGetValue(name, out var value) && !string.IsNullOrEmpty(value[0]);
        if (!Has("v") || !Has("tid") || !Has("t")) return "a hit without v, tid or t";
        if (!Has("cid") && !Has("uid")) return "a hit without cid and uid";
        if (!Needs.TryGetValue(hit["t"].ToString(), out var needs)) return $"there is no hit of type '{hit["t"]}'";
        return needs.Any(list => list.All(Has)) ? null : $"a {hit["t"]} without what it needs";
    }
}
