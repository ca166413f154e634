using System.IO.Compression;
using System.Text;
using System.Text.Json;

namespace Loader.Rehearsal.Http;

/// <summary>
/// What the rehearsed services that take JSON have in common: tokens for whoever asks, queries that write nothing, compressed bodies, JSON on one
/// line or on many. Written from what is published about each service.
/// </summary>
public abstract class JsonRules : IEndpointRules
{
    private const string TokenPath = "/rehearsal/token";

    public virtual string? Assumption => null;

    public ulong LaneOf(in EndpointRequest request) => 0;

    public bool IsQuery(in EndpointRequest request) => request.Path == TokenPath || request.Method is "GET" or "HEAD";

    public void Answer(in EndpointRequest request, EndpointAnswer answer)
    {
        if (request.Path == TokenPath)
        {
            Say(answer, 200, """{"access_token":"rehearsal","token_type":"Bearer","expires_in":3600}""");
            return;
        }

        if (IsQuery(request))
        {
            Say(answer, 200, "{}");
            return;
        }

        if (Parse(request) is { } body) Judge(body, request, answer);
        else Refuse(answer, 400, "the body is not JSON", """{"error":"the body is not JSON"}""");
    }

    /// <summary>Decides about one request whose body is JSON; lines of JSON come as one list.</summary>
    protected abstract void Judge(JsonElement body, in EndpointRequest request, EndpointAnswer answer);

    protected static void Say(EndpointAnswer answer, int status, string body)
    {
        answer.Status = status;
        var utf8 = Encoding.UTF8.GetBytes(body);
        utf8.CopyTo(answer.Body.GetSpan(Math.Max(1, utf8.Length)));
        answer.Body.Advance(utf8.Length);
    }

    protected static void Refuse(EndpointAnswer answer, int status, string why, string body)
    {
        answer.Refusal = why;
        Say(answer, status, body);
    }

    /// <summary>A text as a JSON string with its quotes.</summary>
    protected static string Quote(string text) => JsonSerializer.Serialize(text);

    protected static void Accept(EndpointAnswer answer, string? id, string? loss = null) => answer.Accept(Encoding.UTF8.GetBytes(id ?? ""), loss);

    /// <summary>The text of a member, nested ones with dots; null when there is none or it is empty.</summary>
    protected static string? Text(JsonElement of, string path)
    {
        foreach (var name in path.Split('.'))
        {
            if (of.ValueKind != JsonValueKind.Object || !of.TryGetProperty(name, out of)) return null;
        }

        return of.ValueKind is JsonValueKind.Null or JsonValueKind.Undefined ? null : of.ToString() is { Length: > 0 } text ? text : null;
    }

    protected static JsonElement[] Items(JsonElement of, string name) =>
        of.ValueKind == JsonValueKind.Object && of.TryGetProperty(name, out var list) && list.ValueKind == JsonValueKind.Array
            ? [.. list.EnumerateArray()]
            : [];

    protected static bool IsHash(string text) => text.Length == 64 && text.All(char.IsAsciiHexDigitLower);

    internal static byte[] Plain(in EndpointRequest request)
    {
        if (request.Headers.ContentEncoding != "gzip") return request.Body.ToArray();
        using var plain = new MemoryStream();
        using (var gzip = new GZipStream(new MemoryStream(request.Body.ToArray()), CompressionMode.Decompress)) gzip.CopyTo(plain);
        return plain.ToArray();
    }

    private static JsonElement? Parse(in EndpointRequest request)
    {
        try
        {
            var body = Plain(request);
            if (request.Headers.ContentType.ToString().Contains("ndjson", StringComparison.Ordinal))
            {
                var lines = Encoding.UTF8.GetString(body).Split('\n', StringSplitOptions.RemoveEmptyEntries);
                body = Encoding.UTF8.GetBytes($"[{string.Join(',', lines)}]");
            }

            using var json = JsonDocument.Parse(body);
            return json.RootElement.Clone();
        }
        catch (Exception wrong) when (wrong is JsonException or InvalidDataException)
        {
            return null;
        }
    }
}
