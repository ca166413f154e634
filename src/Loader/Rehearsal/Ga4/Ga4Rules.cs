using System.Text;
using System.Text.Json;

namespace Loader.Rehearsal.Ga4;

/// <summary>
/// Google Analytics 4's collector: whatever arrives is answered 204. What it would drop or change is written down beside the
/// answer: an address without its stream or secret, more than 25 events or parameters, names that are reserved, texts that are too long, events that
/// are older than 72 hours and get another time.
/// </summary>
public sealed class Ga4Rules(TimeProvider? clock = null) : IEndpointRules
{
    private const int MostBytes = 130_000;
    private const int MostParts = 25;
    private const int LongestName = 40;
    private const int LongestText = 500;

    private readonly TimeProvider clock = clock ?? TimeProvider.System;

    public string? Assumption => "that stream and secret are right; neither Google's collector nor its debug endpoint ever says";

    /// <summary>Events of one client one after another.</summary>
    public ulong LaneOf(in EndpointRequest request)
    {
        if (!TryParse(request, out var json)) return 0;
        using (json) return ClientOf(json.RootElement) is { Length: > 0 } client ? (ulong)Fingerprint.Of(client) | 1 : 0;
    }

    public bool IsQuery(in EndpointRequest request) => request.Path.Contains("/debug/", StringComparison.Ordinal);

    public void Answer(in EndpointRequest request, EndpointAnswer answer)
    {
        answer.Status = 204;
        if (!TryParse(request, out var json))
        {
            answer.Refusal = "(204, and nothing is stored: the body is not JSON)";
            return;
        }

        using (json)
        {
            var loss = LossOf(request, json.RootElement);
            if (!json.RootElement.TryGetProperty("events", out var events) || events.ValueKind != JsonValueKind.Array)
            {
                answer.Refusal = "(204, and nothing is stored: there are no events)";
                return;
            }

            foreach (var one in events.EnumerateArray()) Accept(one, ClientOf(json.RootElement), loss, answer);
        }
    }

    private void Accept(JsonElement one, string client, string? lossOfAll, EndpointAnswer answer)
    {
        // An event has no id: it is itself, and its client's.
        var id = Encoding.UTF8.GetBytes(client + one.GetRawText());
        answer.Accept(id, lossOfAll ?? LossOf(one), ChangeOf(one));
    }

    private static string? LossOf(in EndpointRequest request, JsonElement body)
    {
        if (!request.Query.Contains("api_secret=", StringComparison.Ordinal)) return "the address has no api_secret";
        if (!request.Query.Contains("measurement_id=", StringComparison.Ordinal) && !request.Query.Contains("firebase_app_id=", StringComparison.Ordinal))
        {
            return "the address has no measurement_id and no firebase_app_id";
        }

        if (request.Body.Length >= MostBytes) return "the body is not smaller than 130 kB";
        if (ClientOf(body).Length == 0) return "there is no client_id and no app_instance_id";
        if (body.TryGetProperty("events", out var events) && events.ValueKind == JsonValueKind.Array && events.GetArrayLength() > MostParts)
            return "more than 25 events";
        return body.TryGetProperty("user_properties", out var properties)
            && properties.EnumerateObject().Any(property => !property.Value.TryGetProperty("value", out _))
            ? "a user property has no value"
            : null;
    }

    private static string? LossOf(JsonElement one)
    {
        var name = one.TryGetProperty("name", out var given) && given.ValueKind == JsonValueKind.String ? given.GetString()! : "";
        if (name.Length is 0 or > LongestName || !char.IsAsciiLetter(name[0]) || !name.All(c => char.IsAsciiLetterOrDigit(c) || c == '_'))
            return $"the name '{name}' is not one";
        if (name is "session_start" or "first_visit" or "first_open" or "user_engagement" or "error") return $"the name '{name}' is reserved";
        if (!one.TryGetProperty("params", out var parameters)) return null;
        if (parameters.EnumerateObject().Count() > MostParts) return "more than 25 parameters";
        foreach (var parameter in parameters.EnumerateObject())
        {
            if (parameter.Name.Length > LongestName || parameter.Name.StartsWith("google_", StringComparison.Ordinal))
                return $"the parameter '{parameter.Name}' has no name of its own";
            if (parameter.Value.ValueKind == JsonValueKind.String && parameter.Name != "page_location" && parameter.Value.GetString()!.Length > LongestText)
            {
                return $"the parameter '{parameter.Name}' is too long";
            }
        }

        return parameters.TryGetProperty("value", out _) && !parameters.TryGetProperty("currency", out _) ? "a value without a currency" : null;
    }

    private string? ChangeOf(JsonElement one)
    {
        if (!one.TryGetProperty("timestamp_micros", out var micros) || !micros.TryGetInt64(out var moment))
            return "without a time of its own it stands at its arrival";
        var age = clock.GetUtcNow() - (DateTimeOffset.UnixEpoch + TimeSpan.FromMicroseconds(moment));
        return age > TimeSpan.FromHours(72) ? "older than 72 hours: it stands 72 hours before its arrival" : null;
    }

    private static string ClientOf(JsonElement body) =>
        (body.TryGetProperty("client_id", out var client) || body.TryGetProperty("app_instance_id", out client)) && client.ValueKind == JsonValueKind.String
            ? client.GetString()!
            : "";

    private static bool TryParse(in EndpointRequest request, out JsonDocument json)
    {
        try
        {
            json = JsonDocument.Parse(request.Body.ToArray());
            if (json.RootElement.ValueKind == JsonValueKind.Object) return true;
            json.Dispose();
        }
        catch (JsonException)
        {
            // Not JSON: a blind collector takes it all the same.
        }

        json = null!;
        return false;
    }
}
