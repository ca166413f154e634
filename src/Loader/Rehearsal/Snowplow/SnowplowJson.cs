using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Loader.Rehearsal.Snowplow;

/// <summary>The self-describing JSON of an event: its envelopes, the addresses in them, and what the schemas of the protocol itself say.</summary>
internal static partial class SnowplowJson
{
    private const int MostLevels = 40;
    private const string Unstruct = "iglu:com.snowplowanalytics.snowplow/unstruct_event/jsonschema/1-0-0";
    private const string Contexts = "iglu:com.snowplowanalytics.snowplow/contexts/jsonschema/1-0-";
    private const string ScreenView = "iglu:com.snowplowanalytics.mobile/screen_view/jsonschema/1-0-0";

    private static readonly JsonDocumentOptions Levels = new() { MaxDepth = MostLevels };

    public static string? Trouble(SnowplowParameters one, string code)
    {
        if (code == "ue")
        {
            if ((one["ue_px"] ?? one["ue_pr"]) is not { Length: > 0 } text) return "ue_px is missing";
            if (Event(text, one["ue_px"] is not null) is { } wrong) return wrong;
        }

        return (one["cx"] ?? one["co"]) is { Length: > 0 } contexts ? Entities(contexts, one["cx"] is not null) : null;
    }

    private static string? Event(string text, bool base64)
    {
        using var json = Parse(text, base64);
        if (json is null) return "the event's JSON cannot be read";
        if (!IsPair(json.RootElement, out var schema, out var inner) || schema != Unstruct) return "the event's JSON is no unstruct_event";
        if (!IsPair(inner, out schema, out var data) || !Address().IsMatch(schema)) return "the event's schema is not an Iglu address";
        return schema == ScreenView ? Screen(data) : null;
    }

    private static string? Entities(string text, bool base64)
    {
        using var json = Parse(text, base64);
        if (json is null) return "the entities' JSON cannot be read";
        if (!IsPair(json.RootElement, out var schema, out var list)
            || !schema.StartsWith(Contexts, StringComparison.Ordinal)
            || list.ValueKind != JsonValueKind.Array)
        {
            return "the entities' JSON is no contexts";
        }

        foreach (var entity in list.EnumerateArray())
        {
            if (!IsPair(entity, out schema, out _) || !Address().IsMatch(schema)) return "an entity's schema is not an Iglu address";
        }

        return null;
    }

    private static string? Screen(JsonElement data)
    {
        if (data.ValueKind != JsonValueKind.Object) return "a screen view's data is not an object";
        foreach (var property in data.EnumerateObject())
        {
            if (property.Value.ValueKind != JsonValueKind.String) return $"a screen view's {property.Name} is not a text";
            if (property.Name is not ("name" or "type" or "id" or "previousName" or "previousId" or "previousType" or "transitionType"))
                return $"a screen view has no {property.Name}";
            if (property.Name is "id" or "previousId" && !Guid.TryParseExact(property.Value.GetString(), "D", out _))
                return $"a screen view's {property.Name} is not a UUID";
        }

        return data.TryGetProperty("name", out _) && data.TryGetProperty("id", out _) ? null : "a screen view has no name or no id";
    }

    private static JsonDocument? Parse(string text, bool base64)
    {
        try
        {
            if (base64) text = Encoding.UTF8.GetString(Convert.FromBase64String(Padded(text.Replace('-', '+').Replace('_', '/'))));
            return JsonDocument.Parse(text, Levels);
        }
        catch (Exception broken) when (broken is FormatException or JsonException)
        {
            return null;
        }
    }

    private static string Padded(string text) => text.TrimEnd('=') is var bare && bare.Length % 4 != 0 ? bare + new string('=', 4 - (bare.Length % 4)) : bare;

    private static bool IsPair(JsonElement element, out string schema, out JsonElement data)
    {
        (schema, data) = ("", default);
        if (element.ValueKind != JsonValueKind.Object || element.EnumerateObject().Count() != 2) return false;
        if (!element.TryGetProperty("schema", out var text) || text.ValueKind != JsonValueKind.String || !element.TryGetProperty("data", out data))
            return false;
        schema = text.GetString()!;
        return true;
    }

    [GeneratedRegex("^iglu:[a-zA-Z0-9-_.]+/[a-zA-Z0-9-_]+/[a-zA-Z0-9-_]+/[0-9]+-[0-9]+-[0-9]+$", RegexOptions.NonBacktracking)]
    private static partial Regex Address();
}
