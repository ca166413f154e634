using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Loader.Tests.Destinations.Snowplow;

/// <summary>
/// Checks JSON against the schemas of Iglu Central beside this file. Knows the words that these use (JSON Schema draft-04) and no others: an unknown
/// word is an error, so that nothing goes unchecked. <c>format: uuid</c> is enforced.
/// </summary>
internal static class JsonSchema
{
    private static readonly string[] Ignored = ["$schema", "self", "description"];

    /// <summary>What is wrong with <paramref name="json"/> by the schema of that address; empty when nothing is.</summary>
    public static List<string> Errors(string uri, JsonElement json)
    {
        var file = Path.Combine([AppContext.BaseDirectory, "Destinations", "Snowplow", "schemas", .. (uri["iglu:".Length..] + ".json").Split('/')]);
        using var schema = JsonDocument.Parse(File.ReadAllText(file));
        var errors = new List<string>();
        Check(schema.RootElement, json, "$", errors);
        return errors;
    }

    private static void Check(JsonElement schema, JsonElement json, string path, List<string> errors)
    {
        foreach (var word in schema.EnumerateObject())
        {
            if (!Holds(word.Name, word.Value, schema, json, path, errors))
            {
                errors.Add($"{path}: {word.Name} {word.Value.GetRawText()} does not hold for {json.GetRawText()}");
            }
        }
    }

    private static bool Holds(string word, JsonElement rule, JsonElement schema, JsonElement json, string path, List<string> errors)
    {
        var isObject = json.ValueKind == JsonValueKind.Object;
        var text = json.ValueKind == JsonValueKind.String ? json.GetString() : null;
        switch (word)
        {
            case "type":
                return rule.ValueKind == JsonValueKind.Array ? rule.EnumerateArray().Any(one => Is(one.GetString()!, json)) : Is(rule.GetString()!, json);
            case "properties":
                foreach (var property in rule.EnumerateObject())
                {
                    if (isObject && json.TryGetProperty(property.Name, out var value)) Check(property.Value, value, $"{path}.{property.Name}", errors);
                }

                return true;
            case "items":
                if (json.ValueKind == JsonValueKind.Array)
                {
                    foreach (var (item, i) in json.EnumerateArray().Select((item, i) => (item, i))) Check(rule, item, $"{path}[{i}]", errors);
                }

                return true;
            case "required":
                return !isObject || rule.EnumerateArray().All(name => json.TryGetProperty(name.GetString()!, out _));
            case "additionalProperties":
                return !isObject || rule.ValueKind != JsonValueKind.False
                    || json.EnumerateObject().All(member => schema.GetProperty("properties").TryGetProperty(member.Name, out _));
            case "minProperties":
                return !isObject || json.EnumerateObject().Count() >= rule.GetInt32();
            case "minItems":
                return json.ValueKind != JsonValueKind.Array || json.GetArrayLength() >= rule.GetInt32();
            case "maxLength":
                return text is null || text.Length <= rule.GetInt32();
            case "minimum":
                return json.ValueKind != JsonValueKind.Number || json.GetDouble() >= rule.GetDouble();
            case "maximum":
                return json.ValueKind != JsonValueKind.Number || json.GetDouble() <= rule.GetDouble();
            case "pattern":
                return text is null || Regex.IsMatch(text, rule.GetString()!, RegexOptions.NonBacktracking);
            case "format":
                return text is null || Fits(rule.GetString()!, text);
            default:
                return Ignored.Contains(word) ? true : throw new InvalidOperationException($"the checker does not know '{word}'");
        }
    }

    private static bool Is(string type, JsonElement json) => type switch
    {
        "object" => json.ValueKind == JsonValueKind.Object,
        "array" => json.ValueKind == JsonValueKind.Array,
        "string" => json.ValueKind == JsonValueKind.String,
        "number" => json.ValueKind == JsonValueKind.Number,
        "integer" => json.ValueKind == JsonValueKind.Number && decimal.IsInteger(json.GetDecimal()),
        "boolean" => json.ValueKind is JsonValueKind.True or JsonValueKind.False,
        "null" => json.ValueKind == JsonValueKind.Null,
        _ => throw new InvalidOperationException($"the checker does not know the type '{type}'"),
    };

    private static bool Fits(string format, string text) => format switch
    {
        "uuid" => Guid.TryParseExact(text, "D", out _),
        "date-time" => DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, out _),
        "ipv4" or "uri" => true,
        _ => throw new InvalidOperationException($"the checker does not know the format '{format}'"),
    };
}
