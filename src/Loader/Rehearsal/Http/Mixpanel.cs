using System.Globalization;
using System.Text.Json;

namespace Loader.Rehearsal.Http;

/// <summary>Mixpanel's /import with strict=1: answers 400 with the records it refused, and keeps all others.</summary>
internal sealed class Mixpanel(TimeProvider clock) : JsonRules
{
    private const int MostEvents = 2000;

    private static readonly string[] Nobody = ["null", "0", "undefined", "anonymous", "nil", "none", "unknown", "00000000-0000-0000-0000-000000000000"];

    protected override void Judge(JsonElement body, in EndpointRequest request, EndpointAnswer answer)
    {
        if (request.Headers.Authorization.Count == 0)
        {
            Refuse(answer, 401, "no credentials", """{"code":401,"error":"Unauthorized","status":"Unauthorized"}""");
            return;
        }

        if (body.ValueKind != JsonValueKind.Array || body.GetArrayLength() > MostEvents)
        {
            Refuse(
                answer,
                body.ValueKind == JsonValueKind.Array ? 413 : 400,
                "not a list of at most 2,000 events",
                """{"code":413,"error":"request exceeds max limit"}""");
            return;
        }

        var failed = new List<string>();
        var index = 0;
        foreach (var one in body.EnumerateArray())
        {
            if (Wrong(one) is var (field, why))
                failed.Add(
                    $$"""{"index":{{index}},"$insert_id":{{Quote(Text(one, "properties.$insert_id") ?? "")}},"field":{{Quote(field)}},"message":{{Quote(why)}}}""");
            else Accept(answer, Text(one, "properties.$insert_id"));
            index++;
        }

        var strict = request.Query.Contains("strict=1", StringComparison.Ordinal);
        if (failed.Count == 0 || !strict)
        {
            Say(answer, 200, $$"""{"code":200,"num_records_imported":{{index - failed.Count}},"status":"OK"}""");
            return;
        }

        Refuse(
            answer,
            400,
            "some data points in the request failed validation",
            $$"""{"code":400,"error":"some data points in the request failed validation","failed_records":[{{string.Join(',', failed)}}],"num_records_imported":{{index - failed.Count}},"status":"Bad Request"}""");
    }

    private (string Field, string Why)? Wrong(JsonElement one)
    {
        if (Text(one, "event") is null) return ("event", "event must be a string that is not empty");
        if (!long.TryParse(Text(one, "properties.time"), NumberStyles.None, CultureInfo.InvariantCulture, out var time))
            return ("properties.time", "properties.time is invalid: must be specified as seconds since epoch");
        if ((time > 100_000_000_000 ? time / 1000 : time) > clock.GetUtcNow().ToUnixTimeSeconds() + 3600)
            return ("properties.time", "properties.time is invalid: must be in the past");
        if (Text(one, "properties.$insert_id") is not { Length: <= 36 } id || !id.All(c => char.IsAsciiLetterOrDigit(c) || c == '-'))
            return ("properties.$insert_id", "$insert_id is invalid");
        return Text(one, "properties.distinct_id") is { } who && Nobody.Contains(who, StringComparer.OrdinalIgnoreCase)
            ? ("properties.distinct_id", "distinct_id is banned")
            : null;
    }
}
