using System.Text.Json;

namespace Loader.Tests.Reports;

/// <summary>As much of JSON Schema as the published schema uses. A keyword it does not know is a mistake.</summary>
internal sealed class SchemaCheck(JsonElement root)
{
    private static readonly string[] Descriptions = ["$schema", "$id", "$defs", "title", "description", "format"];

    public IReadOnlyList<string> Problems(JsonElement value) => [.. Check(root, value, "$")];

    private IEnumerable<string> Check(JsonElement schema, JsonElement value, string at) =>
        schema.EnumerateObject().SelectMany(keyword => Keyword(schema, keyword.Name, keyword.Value, value, at));

    private IEnumerable<string> Keyword(JsonElement schema, string name, JsonElement says, JsonElement value, string at) => name switch
    {
        "$ref" => Check(root.GetProperty("$defs").GetProperty(says.GetString()!["#/$defs/".Length..]), value, at),
        "type" => IsType(says.GetString()!, value) ? [] : [$"{at} is no {says}"],
        "const" => JsonElement.DeepEquals(says, value) ? [] : [$"{at} is not {says}"],
        "enum" => says.EnumerateArray().Any(one => JsonElement.DeepEquals(one, value)) ? [] : [$"{at} is none of {says}"],
        "minimum" => value.GetDouble() >= says.GetDouble() ? [] : [$"{at} is below {says}"],
        "maxItems" => value.GetArrayLength() <= says.GetInt32() ? [] : [$"{at} has more than {says}"],
        "required" => says.EnumerateArray().Where(member => !value.TryGetProperty(member.GetString()!, out _)).Select(member => $"{at} lacks {member}"),
        "items" => value.EnumerateArray().SelectMany((item, i) => Check(says, item, $"{at}[{i}]")),
        "properties" => says.EnumerateObject()
            .SelectMany(member => value.TryGetProperty(member.Name, out var inside) ? Check(member.Value, inside, $"{at}.{member.Name}") : []),
        "additionalProperties" => value.EnumerateObject()
            .Where(member => !schema.GetProperty("properties").TryGetProperty(member.Name, out _))
            .Select(member => $"{at} must not have {member.Name}"),
        _ when Descriptions.Contains(name, StringComparer.Ordinal) => [],
        _ => throw new NotSupportedException($"{name} is not checked here."),
    };

    private static bool IsType(string type, JsonElement value) => type switch
    {
        "object" => value.ValueKind == JsonValueKind.Object,
        "array" => value.ValueKind == JsonValueKind.Array,
        "string" => value.ValueKind == JsonValueKind.String,
        "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
        "integer" => value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out _),
        "number" => value.ValueKind == JsonValueKind.Number,
        _ => false,
    };
}
