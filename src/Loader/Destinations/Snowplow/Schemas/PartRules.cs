using System.Text.Json;
using System.Text.RegularExpressions;

namespace Loader.Destinations.Snowplow.Schemas;

/// <summary>The rules of a schema that hold schemas themselves: for members, items, and all or some of several.</summary>
internal static class PartRules
{
    /// <summary>The rule of a word; null when it is none of these.</summary>
    /// <exception cref="InvalidOperationException">The word is misused.</exception>
    public static Func<JsonElement, SchemaFault?>? Of(JsonProperty word, JsonElement schema, SchemaReader reader, int depth) => word.Name switch
    {
        "properties" => Properties([.. word.Value.EnumerateObject().Select(one => (one.Name, reader.Part(one.Value, depth)))]),
        "patternProperties" => PatternProperties([.. word.Value.EnumerateObject().Select(one => (Matching(one.Name), reader.Part(one.Value, depth)))]),
        "additionalProperties" => AdditionalProperties(word.Value, schema, reader, depth),
        "items" when word.Value.ValueKind == JsonValueKind.Array => Places(
            [.. word.Value.EnumerateArray().Select(one => reader.Part(one, depth))], schema, reader, depth),
        "items" => Items(reader.Part(word.Value, depth)),
        "dependencies" => Dependencies(word.Value, reader, depth),
        "allOf" => AllOf(Parts(word.Value, reader, depth)),
        "anyOf" => Number(Parts(word.Value, reader, depth), static fitting => fitting > 0, "fits none of the forms that its schema allows"),
        "oneOf" => Number(Parts(word.Value, reader, depth), static fitting => fitting == 1, "does not fit exactly one of the forms that its schema allows"),
        "not" => Not(reader.Part(word.Value, depth)),
        _ => null,
    };

    private static SchemaNode[] Parts(JsonElement list, SchemaReader reader, int depth) => [.. list.EnumerateArray().Select(one => reader.Part(one, depth))];

    private static Func<JsonElement, SchemaFault?> Properties((string Name, SchemaNode Schema)[] properties) => json =>
    {
        if (json.ValueKind != JsonValueKind.Object) return null;
        foreach (var (name, schema) in properties)
        {
            if (json.TryGetProperty(name, out var value) && schema.Check(value) is { } fault) return fault.Under(name);
        }

        return null;
    };

    private static Func<JsonElement, SchemaFault?> PatternProperties((Regex Name, SchemaNode Schema)[] properties) => json =>
    {
        if (json.ValueKind != JsonValueKind.Object) return null;
        foreach (var member in json.EnumerateObject())
        {
            foreach (var (name, schema) in properties)
            {
                if (name.IsMatch(member.Name) && schema.Check(member.Value) is { } fault) return fault.Under(member.Name);
            }
        }

        return null;
    };

    private static Func<JsonElement, SchemaFault?>? AdditionalProperties(JsonElement rule, JsonElement schema, SchemaReader reader, int depth)
    {
        if (rule.ValueKind == JsonValueKind.True) return static _ => null;
        var known = schema.TryGetProperty("properties", out var properties)
            ? properties.EnumerateObject().Select(one => one.Name).ToHashSet(StringComparer.Ordinal)
            : [];
        var patterns = schema.TryGetProperty("patternProperties", out var byPattern)
            ? byPattern.EnumerateObject().Select(one => Matching(one.Name)).ToArray()
            : [];
        var others = rule.ValueKind == JsonValueKind.False ? null : reader.Part(rule, depth);
        return json =>
        {
            if (json.ValueKind != JsonValueKind.Object) return null;
            foreach (var member in json.EnumerateObject())
            {
                if (known.Contains(member.Name) || Array.Exists(patterns, pattern => pattern.IsMatch(member.Name))) continue;
                if (others is null) return new SchemaFault("", "is not a property of its schema").Under(member.Name);
                if (others.Check(member.Value) is { } fault) return fault.Under(member.Name);
            }

            return null;
        };
    }

    private static Func<JsonElement, SchemaFault?> Items(SchemaNode schema) => json =>
    {
        if (json.ValueKind != JsonValueKind.Array) return null;
        var index = 0;
        foreach (var item in json.EnumerateArray())
        {
            if (schema.Check(item) is { } fault) return fault.Under(index);
            index++;
        }

        return null;
    };

    private static Func<JsonElement, SchemaFault?> Places(SchemaNode[] places, JsonElement schema, SchemaReader reader, int depth)
    {
        var isClosed = schema.TryGetProperty("additionalItems", out var rule) && rule.ValueKind == JsonValueKind.False;
        var others = rule.ValueKind == JsonValueKind.Object ? reader.Part(rule, depth) : null;
        return json =>
        {
            if (json.ValueKind != JsonValueKind.Array) return null;
            var index = 0;
            foreach (var item in json.EnumerateArray())
            {
                if (index >= places.Length && isClosed) return new SchemaFault("", "is one item too many").Under(index);
                if ((index < places.Length ? places[index] : others)?.Check(item) is { } fault) return fault.Under(index);
                index++;
            }

            return null;
        };
    }

    private static Func<JsonElement, SchemaFault?> Dependencies(JsonElement rule, SchemaReader reader, int depth)
    {
        var rules = new List<(string Name, Func<JsonElement, SchemaFault?> Rule)>();
        foreach (var one in rule.EnumerateObject())
        {
            if (one.Value.ValueKind == JsonValueKind.Object)
            {
                rules.Add((one.Name, reader.Part(one.Value, depth).Check));
                continue;
            }

            string[] names = [.. one.Value.EnumerateArray().Select(name => name.GetString()!)];
            rules.Add((one.Name, json => Array.Find(names, name => !json.TryGetProperty(name, out _)) is { } missing
                ? new SchemaFault("", $"is missing beside {one.Name}").Under(missing)
                : null));
        }

        return json =>
        {
            if (json.ValueKind != JsonValueKind.Object) return null;
            foreach (var (name, depending) in rules)
            {
                if (json.TryGetProperty(name, out _) && depending(json) is { } fault) return fault;
            }

            return null;
        };
    }

    private static Func<JsonElement, SchemaFault?> AllOf(SchemaNode[] parts) => json =>
    {
        foreach (var part in parts)
        {
            if (part.Check(json) is { } fault) return fault;
        }

        return null;
    };

    private static Func<JsonElement, SchemaFault?> Number(SchemaNode[] parts, Func<int, bool> holds, string what) => json =>
        holds(parts.Count(part => part.Fits(json))) ? null : new("", what);

    private static Func<JsonElement, SchemaFault?> Not(SchemaNode part) => json => part.Fits(json) ? new("", "is what its schema excludes") : null;

    private static Regex Matching(string pattern) => new(pattern, RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));
}
