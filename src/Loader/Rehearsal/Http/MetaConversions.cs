using System.Globalization;
using System.Text.Json;

namespace Loader.Rehearsal.Http;

/// <summary>
/// Meta's Conversions API: at most 1,000 events, and one that is wrong or too old refuses them all (7 days, 62 for physical_store).
/// </summary>
internal sealed class MetaConversions(TimeProvider clock) : JsonRules
{
    private const int MostEvents = 1000;

    private static readonly string[] Hashed = ["em", "ph", "fn", "ln", "db", "ge", "ct", "st", "zp", "country"];

    public override string? Assumption => "that the token is good, and that nobody in these events is unknown to the dataset";

    protected override void Judge(JsonElement body, in EndpointRequest request, EndpointAnswer answer)
    {
        var events = Items(body, "data");
        if (Text(body, "access_token") is null && !request.Query.Contains("access_token=", StringComparison.Ordinal))
        {
            Refuse(answer, 401, "no access token", Error(190, 0, "Invalid OAuth access token"));
            return;
        }

        var wrong = events.Length is 0 or > MostEvents
            ? (0, $"data must hold 1 to {MostEvents} events")
            : events.Select(Wrong).FirstOrDefault(one => one is not null);
        if (wrong is var (code, why))
        {
            Refuse(answer, 400, why, Error(100, code, why));
            return;
        }

        foreach (var one in events) Accept(answer, Text(one, "event_id"));
        Say(answer, 200, $$"""{"events_received":{{events.Length}},"messages":[],"fbtrace_id":"rehearsal"}""");
    }

    private (int Code, string Why)? Wrong(JsonElement one)
    {
        var source = Text(one, "action_source");
        if (Text(one, "event_name") is null || source is null) return (2804016, "event_name and action_source are required");
        if (!long.TryParse(Text(one, "event_time"), NumberStyles.None, CultureInfo.InvariantCulture, out var time))
            return (2804017, "event_time must be Unix seconds");
        var age = clock.GetUtcNow().ToUnixTimeSeconds() - time;
        if (age > 86_400L * (source == "physical_store" ? 62 : 7)) return (2804003, "Event Timestamp Too Old");
        if (age < -60) return (2804007, "Event Timestamp In The Future");
        if (!one.TryGetProperty("user_data", out var user) || user.ValueKind != JsonValueKind.Object || !user.EnumerateObject().Any())
            return (2804019, "user_data must identify somebody");
        if (Hashed.FirstOrDefault(name => !Hashes(user, name)) is { } bare) return (2804019, $"user_data.{bare} must be a SHA-256 hash");
        if (source == "website" && (Text(one, "event_source_url") is null || Text(user, "client_user_agent") is null))
            return (2804001, "website events need event_source_url and client_user_agent");
        return Text(one, "event_name") == "Purchase" && (Text(one, "custom_data.currency") is null || Text(one, "custom_data.value") is null)
            ? (2804048, "Purchase needs custom_data.currency and value")
            : null;
    }

    private static bool Hashes(JsonElement user, string name) => !user.TryGetProperty(name, out var value)
        || (value.ValueKind == JsonValueKind.Array ? value.EnumerateArray().All(item => IsHash(item.ToString())) : IsHash(value.ToString()));

    private static string Error(int code, int sub, string message) =>
        $$$"""{"error":{"message":{{{Quote(message)}}},"type":"OAuthException","code":{{{code}}},"error_subcode":{{{sub}}},"is_transient":false,"error_user_msg":{{{Quote(message)}}},"fbtrace_id":"rehearsal"}}""";
}
