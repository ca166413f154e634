using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Loader.Destinations.Snowplow.Schemas;

/// <summary>The rules of a schema that look at a value as a whole: its type, its size, its form.</summary>
internal static class ValueRules
{
    private static readonly TimeSpan LongestMatch = TimeSpan.FromSeconds(1);

    /// <summary>Words that are read together with another.</summary>
    public static bool GoesWithAnother(string word) =>
        word is "exclusiveMinimum" or "exclusiveMaximum" or "additionalItems" or "additionalProperties" or "format";

    /// <summary>The rule of a word; null when it is none of these.</summary>
    /// <exception cref="InvalidOperationException">The word is misused.</exception>
    public static Func<JsonElement, SchemaFault?>? Of(JsonProperty word, JsonElement schema) => word.Name switch
    {
        "type" => Type(word.Value),
        "enum" => OneOf([.. word.Value.EnumerateArray()], "is none of the values that its schema lists"),
        "const" => OneOf([word.Value], "is not the value that its schema names"),
        "minLength" => Length(word.Value.GetInt32(), static (length, limit) => length >= limit, "at least"),
        "maxLength" => Length(word.Value.GetInt32(), static (length, limit) => length <= limit, "at most"),
        "pattern" => Pattern(word.Value.GetString()!),
        "format" => Formats.Find(word.Value.GetString()!) is { } fits ? Text(fits, $"is not of the form {word.Value.GetString()}") : null,
        "minimum" => Bound(word.Value, IsTrue(schema, "exclusiveMinimum"), isLeast: true),
        "maximum" => Bound(word.Value, IsTrue(schema, "exclusiveMaximum"), isLeast: false),
        "exclusiveMinimum" when word.Value.ValueKind == JsonValueKind.Number => Bound(word.Value, isExclusive: true, isLeast: true),
        "exclusiveMaximum" when word.Value.ValueKind == JsonValueKind.Number => Bound(word.Value, isExclusive: true, isLeast: false),
        "multipleOf" => Multiple(word.Value.GetDecimal()),
        "minItems" => Count(JsonValueKind.Array, word.Value.GetInt32(), isLeast: true),
        "maxItems" => Count(JsonValueKind.Array, word.Value.GetInt32(), isLeast: false),
        "minProperties" => Count(JsonValueKind.Object, word.Value.GetInt32(), isLeast: true),
        "maxProperties" => Count(JsonValueKind.Object, word.Value.GetInt32(), isLeast: false),
        "uniqueItems" => word.Value.ValueKind == JsonValueKind.True ? Unique : static _ => null,
        "required" => Required([.. word.Value.EnumerateArray().Select(name => name.GetString()!)]),
        _ => null,
    };

    private static Func<JsonElement, SchemaFault?> Type(JsonElement rule)
    {
        string[] types = rule.ValueKind == JsonValueKind.Array ? [.. rule.EnumerateArray().Select(one => one.GetString()!)] : [rule.GetString()!];
        foreach (var type in types) JsonWords.Is(type, rule); // throws for a type that does not exist
        var expected = string.Join(" or ", types);
        return json => Array.Exists(types, type => JsonWords.Is(type, json)) ? null : new("", $"is {JsonWords.Of(json)}, not {expected}");
    }

    private static Func<JsonElement, SchemaFault?> OneOf(JsonElement[] values, string what) => json =>
        Array.Exists(values, value => JsonElement.DeepEquals(value, json)) ? null : new("", what);

    private static Func<JsonElement, SchemaFault?> Length(int limit, Func<int, int, bool> holds, string words) => json =>
        json.ValueKind != JsonValueKind.String || holds(json.GetString()!.EnumerateRunes().Count(), limit)
            ? null
            : new("", $"has not {words} {N(limit)} characters");

    private static Func<JsonElement, SchemaFault?> Pattern(string pattern)
    {
        var regex = Compile(pattern);
        return Text(text => regex.IsMatch(text), $"does not match {pattern}");
    }

    /// <summary>Without backtracking where the pattern allows it; else with a limit of time, as rows are not ours.</summary>
    private static Regex Compile(string pattern)
    {
        try
        {
            return new(pattern, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant, LongestMatch);
        }
        catch (NotSupportedException)
        {
            return new(pattern, RegexOptions.CultureInvariant, LongestMatch);
        }
    }

    private static Func<JsonElement, SchemaFault?> Text(Func<string, bool> fits, string what) => json =>
    {
        try
        {
            return json.ValueKind != JsonValueKind.String || fits(json.GetString()!) ? null : new("", what);
        }
        catch (RegexMatchTimeoutException)
        {
            return new("", $"cannot be compared in {LongestMatch.TotalSeconds} s: {what}");
        }
    };

    private static Func<JsonElement, SchemaFault?> Bound(JsonElement limit, bool isExclusive, bool isLeast)
    {
        var what = (isLeast, isExclusive) switch
        {
            (true, false) => "is below ",
            (true, true) => "is not above ",
            (false, false) => "is above ",
            _ => "is not below ",
        } + limit.GetRawText();
        return json =>
        {
            if (json.ValueKind != JsonValueKind.Number) return null;
            var compared = Compare(json, limit) * (isLeast ? 1 : -1);
            return compared > 0 || (compared == 0 && !isExclusive) ? null : new("", what);
        };
    }

    private static int Compare(JsonElement left, JsonElement right) =>
        left.TryGetDecimal(out var a) && right.TryGetDecimal(out var b) ? a.CompareTo(b) : left.GetDouble().CompareTo(right.GetDouble());

    private static Func<JsonElement, SchemaFault?> Multiple(decimal of) => json =>
        json.ValueKind != JsonValueKind.Number || !json.TryGetDecimal(out var number) || number % of == 0
            ? null
            : new("", $"is no multiple of {of.ToString(CultureInfo.InvariantCulture)}");

    private static Func<JsonElement, SchemaFault?> Count(JsonValueKind kind, int limit, bool isLeast) => json =>
    {
        if (json.ValueKind != kind) return null;
        var count = kind == JsonValueKind.Array ? json.GetArrayLength() : json.EnumerateObject().Count();
        return (isLeast ? count >= limit : count <= limit)
            ? null
            : new("", $"has {N(count)} {(kind == JsonValueKind.Array ? "items" : "members")}, {(isLeast ? "at least" : "at most")} {N(limit)} are taken");
    };

    private static SchemaFault? Unique(JsonElement json)
    {
        if (json.ValueKind != JsonValueKind.Array) return null;
        for (var i = 1; i < json.GetArrayLength(); i++)
        {
            for (var j = 0; j < i; j++)
            {
                if (JsonElement.DeepEquals(json[i], json[j])) return new SchemaFault("", "stands in the list twice").Under(i);
            }
        }

        return null;
    }

    private static Func<JsonElement, SchemaFault?> Required(string[] names) => json =>
    {
        if (json.ValueKind != JsonValueKind.Object) return null;
        var missing = Array.Find(names, name => !json.TryGetProperty(name, out _));
        return missing is null ? null : new SchemaFault("", "is missing").Under(missing);
    };

    private static bool IsTrue(JsonElement schema, string word) => schema.TryGetProperty(word, out var value) && value.ValueKind == JsonValueKind.True;

    private static string N(int number) => number.ToString(CultureInfo.InvariantCulture);
}
