using System.Text.Json;

namespace Loader.Rehearsal.Http;

/// <summary>
/// Google's Data Manager API, events:ingest: at most 2,000 events; one without a required field refuses the request, which names the field of each such
/// event. What it took gets a request id, and its verdict comes hours later.
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
            Refuse(
                answer,
                401,
                "no access token",
                """{"error":{"code":401,"message":"Request is missing required authentication credential.","status":"UNAUTHENTICATED"}}""");
        }
        else if (Wrong(body, events) is { Count: > 0 } violations)
        {
            var listed = violations.Select(one => $$"""{"field":{{Quote(one.Field)}},"description":{{Quote(one.Why)}},"reason":{{Quote(one.Reason)}}}""");
            Refuse(
                answer,
                400,
                violations[0].Why,
                $$$"""{"error":{"code":400,"message":"There was a problem with the request.","status":"INVALID_ARGUMENT","details":[{"@type":"type.googleapis.com/google.rpc.ErrorInfo","reason":"INVALID_ARGUMENT","domain":"datamanager.googleapis.com"},{"@type":"type.googleapis.com/google.rpc.BadRequest","fieldViolations":[{{{string.Join(',', listed)}}}]}]}}""");
        }
        else
        {
            foreach (var one in events) Accept(answer, Text(one, "transactionId"));
            Say(answer, 200, $$"""{"requestId":"rehearsal-{{Interlocked.Increment(ref requests)}}"}""");
        }
    }

    private static List<(string Field, string Why, string Reason)> Wrong(JsonElement body, JsonElement[] events)
    {
        const string Invalid = "INVALID_ARGUMENT";
        if (Items(body, "destinations").Length is 0 or > 10) return [("destinations", "1 to 10 destinations are required", Invalid)];
        if (events.Length is 0 or > MostEvents) return [("events", $"1 to {MostEvents} events are required", Invalid)];
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var violations = new List<(string, string, string)>();
        for (var i = 0; i < events.Length; i++)
        {
            if (Wrong(body, events[i], seen) is var (field, why, reason))
                violations.Add((FormattableString.Invariant($"events.events[{i}].{field}"), why, reason));
        }

        return violations;
    }

    private static (string Field, string Why, string Reason)? Wrong(JsonElement body, JsonElement one, HashSet<string> seen)
    {
        if (!DateTimeOffset.TryParse(Text(one, "eventTimestamp"), System.Globalization.CultureInfo.InvariantCulture, out _))
        {
            return ("event_timestamp", "event_timestamp is required", "REQUIRED_FIELD_MISSING");
        }

        if (Text(one, "transactionId") is { } id && !seen.Add(id))
            return ("transaction_id", "a transaction_id stands twice in the request", "DUPLICATE_TRANSACTION_ID");
        if (!one.TryGetProperty("userData", out var user)) return null;
        if (Text(body, "encoding") is not ("HEX" or "BASE64")) return ("user_data", "encoding is required with user_data", "REQUIRED_FIELD_MISSING");
        foreach (var who in Items(user, "userIdentifiers"))
        {
            if (Text(who, "emailAddress") is { } email && !IsHash(email)) return ("user_data", "email_address must be a SHA-256 hash", "INVALID_HEX_ENCODING");
            if (Text(who, "phoneNumber") is { } phone && !IsHash(phone)) return ("user_data", "phone_number must be a SHA-256 hash", "INVALID_HEX_ENCODING");
        }

        return null;
    }
}
