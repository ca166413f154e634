using System.Net.Http.Headers;
using System.Text.Json;

namespace Loader.Destinations.Ga4;

/// <summary>
/// Google's debug endpoint (developers.google.com/analytics/devguides/collection/protocol/ga4/validating-events): it answers with what is
/// wrong with an event and records nothing. It checks neither the secret nor the stream.
/// </summary>
internal static class Ga4Validation
{
    /// <summary>How many of the first events are shown.</summary>
    public const int Events = 10;

    private static readonly MediaTypeHeaderValue JsonType = new("application/json");

    /// <summary>One event in a request, to be judged strictly; where old events may get another time, their age is no fault.</summary>
    public static HttpRequestMessage Request(ReadOnlySpan<byte> body, ReadOnlySpan<byte> note, Ga4Options options)
    {
        var closing = options.AllowRedate ? "]}"u8 : "],\"validation_behavior\":\"ENFORCE_RECOMMENDATIONS\"}"u8;
        byte[] all = [.. note, .. body, .. closing];
        return new(HttpMethod.Post, options.DebugAddress) { Content = new ByteArrayContent(all) { Headers = { ContentType = JsonType } } };
    }

    public static IReadOnlyList<string> Read(int status, ReadOnlySpan<byte> answer)
    {
        if (status is < 200 or >= 300) return [FormattableString.Invariant($"HTTP {status} instead of an answer")];
        var reader = new Utf8JsonReader(answer);
        try
        {
            if (!JsonDocument.TryParseValue(ref reader, out var json)) return ["no answer in JSON"];
            using (json)
            {
                return json.RootElement.TryGetProperty("validationMessages", out var messages) && messages.ValueKind == JsonValueKind.Array
                    ? [.. messages.EnumerateArray().Select(InWords)]
                    : ["an answer without validationMessages"];
            }
        }
        catch (JsonException)
        {
            return ["no answer in JSON"];
        }
    }

    private static string InWords(JsonElement message)
    {
        string Text(string name) => message.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";
        return string.Join(": ", new[] { Text("validationCode"), Text("fieldPath"), Text("description") }.Where(part => part.Length > 0));
    }
}
