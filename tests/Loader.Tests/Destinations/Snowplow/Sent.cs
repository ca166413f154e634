using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Loader.Tests.Destinations.Snowplow;

/// <summary>One event as it leaves, taken apart again: by the body of a POST or the query string of a GET.</summary>
internal static class Sent
{
    private const string Unstruct = "iglu:com.snowplowanalytics.snowplow/unstruct_event/jsonschema/1-0-0";
    private const string Contexts = "iglu:com.snowplowanalytics.snowplow/contexts/jsonschema/1-0-1";
    private static readonly string[] Numbers = ["se_va", "tr_tt", "tr_tx", "tr_sh", "ti_pr"];

    public static SortedDictionary<string, string> Parameters(JsonElement flat) =>
        new(flat.EnumerateObject().ToDictionary(one => one.Name, one => one.Value.GetString()!, StringComparer.Ordinal), StringComparer.Ordinal);

    public static SortedDictionary<string, string> Parameters(byte[] body)
    {
        using var json = JsonDocument.Parse(body);
        return Parameters(json.RootElement);
    }

    public static SortedDictionary<string, string> Query(string query)
    {
        var parameters = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var pair in query.Split('&')) parameters.Add(WebUtility.UrlDecode(pair.Split('=')[0]), WebUtility.UrlDecode(pair.Split('=')[1]));
        return parameters;
    }

    /// <summary>The parameters in a form that is equal when they mean the same: numbers and JSON written one way.</summary>
    public static SortedDictionary<string, string> Meaning(SortedDictionary<string, string> parameters)
    {
        var meaning = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (key, value) in parameters)
        {
            meaning[key] = key switch
            {
                "ue_px" or "cx" => Canonical(Decoded(value)),
                "ue_pr" or "co" => Canonical(value),
                _ when Numbers.Contains(key) => Canonical(value),
                _ => value,
            };
        }

        return meaning;
    }

    /// <summary>The data of the event's own JSON, its envelope checked against the official schemas.</summary>
    public static (string Schema, JsonElement Data) Event(SortedDictionary<string, string> parameters)
    {
        var json = JsonDocument.Parse(parameters.TryGetValue("ue_px", out var encoded) ? Decoded(encoded) : parameters["ue_pr"]).RootElement;
        Assert.Equal(Unstruct, json.GetProperty("schema").GetString());
        var inner = json.GetProperty("data");
        Assert.Empty(JsonSchema.Errors(Unstruct, inner));
        return (inner.GetProperty("schema").GetString()!, inner.GetProperty("data"));
    }

    /// <summary>The entities, their envelope checked against the official schemas.</summary>
    public static JsonElement Entities(SortedDictionary<string, string> parameters)
    {
        var json = JsonDocument.Parse(parameters.TryGetValue("cx", out var encoded) ? Decoded(encoded) : parameters["co"]).RootElement;
        Assert.Equal(Contexts, json.GetProperty("schema").GetString());
        Assert.Empty(JsonSchema.Errors(Contexts, json.GetProperty("data")));
        return json.GetProperty("data");
    }

    /// <summary>Checks a whole event by the schemas of the payload, of its envelopes, and of what stands in them where that is the protocol's own.</summary>
    public static void AssertValid(byte[] body)
    {
        using var json = JsonDocument.Parse($"[{Encoding.UTF8.GetString(body)}]");
        Assert.Empty(JsonSchema.Errors("iglu:com.snowplowanalytics.snowplow/payload_data/jsonschema/1-0-4", json.RootElement));
        var parameters = Parameters(body);
        if (parameters.ContainsKey("cx") || parameters.ContainsKey("co")) Entities(parameters);
        if (parameters["e"] != "ue") return;
        var (schema, data) = Event(parameters);
        if (schema.Contains("/screen_view/", StringComparison.Ordinal)) Assert.Empty(JsonSchema.Errors(schema, data));
    }

    private static string Decoded(string base64)
    {
        Assert.Equal(0, base64.Length % 4);
        Assert.DoesNotContain('+', base64);
        Assert.DoesNotContain('/', base64);
        return Encoding.UTF8.GetString(Convert.FromBase64String(base64.Replace('-', '+').Replace('_', '/')));
    }

    private static string Canonical(string json) => Canonical(JsonNode.Parse(json))?.ToJsonString() ?? "null";

    private static JsonNode? Canonical(JsonNode? node) => node switch
    {
        JsonObject members => new JsonObject(
            members.OrderBy(member => member.Key, StringComparer.Ordinal).Select(member => KeyValuePair.Create(member.Key, Canonical(member.Value)))),
        JsonArray items => new JsonArray([.. items.Select(Canonical)]),
        JsonValue value when value.GetValueKind() == JsonValueKind.Number => JsonNode.Parse(
            value.GetValue<decimal>().ToString("0.############################", CultureInfo.InvariantCulture)),
        _ => node?.DeepClone(),
    };
}
