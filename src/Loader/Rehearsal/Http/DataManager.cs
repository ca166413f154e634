using System.Text.Json;

namespace Loader.Rehearsal.Http;

/// <summary>
/// Google's Data Manager API, events:ingest: at most 2,000 events; one without a required field refuses the request, naming the field. What it
/// took gets a request id, and its verdict comes hours later.
/// </summary>
internal sealed class DataManager : JsonRules
{
    private const int MostEvents = 2000;
    private long requests;

    public override string? Assumption => "that Google matches every event: what it says of a request id later is not rehearsed";

    protected override void Judge(JsonElement body, in EndpointRequest request, EndpointAnswer answer)
    {
        var events = Items(body, "events");
        if (!request.Headers.Authorization.ToString().StartsWith("Bearer ", StringComparison.Ordinal))
        {
            Refuse(answer, 401, "no access token", """{"error":{"code":401,"message":"Request is missing required authentication credential.","status":"UNAUTHENTICATED"}}""");
        }
        else if (Wrong(body, events) is var (field, why))
        {
            Refuse(
                answer,
                400,
                why,
                $$$"""{"error":{"code":400,"message":"Request contains an invalid argument.","status":"INVALID_ARGUMENT","details":[{"@type":"type.googleapis.com/google.rpc.BadRequest","fieldViolations":[{"field":{{{Quote(field)}}},"description":{{{Quote(why)}}}}]}]}}""");
        }
        else
        {
            foreach (var one in events) Accept(answer, Text(one, "transactionId"));
            Say(answer, 200, $$"""{"requestId":"rehearsal-{{Interlocked.Increment(ref requests)}}"}""");
        }
    }

    private static (string Field, string Why)? Wrong(JsonElement body, JsonElement[] events)
    {
        if (Items(body, "destinations").Length is 0 or > 10) return ("destinations", "1 to 10 destinations are required");
        if (events.Length is 0 or > MostEvents) return ("events", $"1 to {MostEvents} events are required");
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < events.Length; i++)
        {
            var at = FormattableString.Invariant($"events[{i}]");
            if (!DateTimeOffset.TryParse(Text(events[i], "eventTimestamp"), System.Globalization.CultureInfo.InvariantCulture, out _)) return ($"{at}.event_timestamp", "event_timestamp is required");
            if (Text(events[i], "transactionId") is { } id && !seen.Add(id)) return ($"{at}.transaction_id", "a transaction_id stands twice in the request");
            if (!events[i].TryGetProperty("userData", out var user)) continue;
            if (Text(body, "encoding") is not ("HEX" or "BASE64")) return ("encoding", "encoding is required with user_data");
            foreach (var who in Items(user, "userIdentifiers"))
            {
                if (Text(who, "emailAddress") is { } email && !IsHash(email)) return ($"{at}.user_data", "email_address must be a SHA-256 hash");
                if (Text(who, "phoneNumber") is { } phone && !IsHash(phone)) return ($"{at}.user_data", "phone_number must be a SHA-256 hash");
            }
        }

        return null;
    }
}
