using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Loader.Tests.Cli;

/// <summary>As much of JSON Schema, draft 7, as the mappings' schema uses. A keyword it does not know is a mistake.</summary>
internal sealed class DraftSeven(JsonObject root)
{
    private static readonly string[] Descriptions = ["$schema", "title", "description", "definitions"];

    public IReadOnlyList<string> Problems(JsonNode? value) => [.. Check(root, value, "$")];

    private IEnumerable<string> Check(JsonObject schema, JsonNode? value, string at) =>
        schema.SelectMany(keyword => Keyword(schema, keyword.Key, keyword.Value!, value, at));

    private IEnumerable<string> Keyword(JsonObject schema, string name, JsonNode says, JsonNode? value, string at)
    {
        var members = value as JsonObject;
        var items = value as JsonArray;
        return name switch
        {
            "$ref" => Check(root["definitions"]![says.GetValue<string>()["#/definitions/".Length..]]!.AsObject(), value, at),
            "type" =>
                (says is JsonArray several ? several : new JsonArray(says.DeepClone())).Any(type => Is(type!.GetValue<string>(), value))
                    ? []
                    : [$"{at} is no {says.ToJsonString()}"],
            "enum" => says.AsArray().Any(one => JsonNode.DeepEquals(one, value)) ? [] : [$"{at} is none of {says.ToJsonString()}"],
            "pattern" => value?.GetValueKind() != JsonValueKind.String
                || Regex.IsMatch(value.GetValue<string>(), says.GetValue<string>(), RegexOptions.None, TimeSpan.FromSeconds(1))
                ? [] : [$"{at} does not fit {says}"],
            "minimum" => value?.GetValueKind() != JsonValueKind.Number || value.GetValue<decimal>() >= says.GetValue<long>() ? [] : [$"{at} is below {says}"],
            "maximum" => value?.GetValueKind() != JsonValueKind.Number || value.GetValue<decimal>() <= says.GetValue<long>() ? [] : [$"{at} is above {says}"],
            "minProperties" => members is null || members.Count >= says.GetValue<int>() ? [] : [$"{at} has too few members"],
            "maxProperties" => members is null || members.Count <= says.GetValue<int>() ? [] : [$"{at} has too many members"],
            "minItems" => items is null || items.Count >= says.GetValue<int>() ? [] : [$"{at} has too few items"],
            "required" =>
                members is null
                    ? []
                    : says.AsArray()
                        .Select(member => member!.GetValue<string>())
                        .Where(member => !members.ContainsKey(member))
                        .Select(member => $"{at} lacks {member}"),
            "items" => items is null ? [] : items.SelectMany((item, i) => Check(says.AsObject(), item, $"{at}[{i}]")),
            "properties" => members is null ? [] : says.AsObject().Where(member => members.ContainsKey(member.Key))
                .SelectMany(member => Check(member.Value!.AsObject(), members[member.Key], $"{at}.{member.Key}")),
            "propertyNames" =>
                members is null ? [] : members.SelectMany(member => Check(says.AsObject(), JsonValue.Create(member.Key), $"{at}, name {member.Key}")),
            "additionalProperties" => members is null ? [] : members.Where(member => schema["properties"]?[member.Key] is null)
                .SelectMany(member => says is JsonObject inner ? Check(inner, member.Value, $"{at}.{member.Key}") : [$"{at} must not have {member.Key}"]),
            "allOf" => says.AsArray().SelectMany(one => Check(one!.AsObject(), value, at)),
            "anyOf" => says.AsArray().Any(one => !Check(one!.AsObject(), value, at).Any()) ? [] : [$"{at} is none of what it may be"],
            _ when Descriptions.Contains(name, StringComparer.Ordinal) => [],
            _ => throw new NotSupportedException($"{name} is not checked here."),
        };
    }

    private static bool Is(string type, JsonNode? value) => (type, value?.GetValueKind() ?? JsonValueKind.Null) switch
    {
        ("object", JsonValueKind.Object) or ("array", JsonValueKind.Array) or ("string", JsonValueKind.String) or ("null", JsonValueKind.Null)
            or ("boolean", JsonValueKind.True or JsonValueKind.False) or ("number", JsonValueKind.Number) => true,
        ("integer", JsonValueKind.Number) => value!.GetValue<decimal>() % 1 == 0,
        _ => false,
    };
}
