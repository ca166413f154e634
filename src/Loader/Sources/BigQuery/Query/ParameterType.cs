namespace Loader.Sources.BigQuery.Query;

/// <summary>
/// The type of a parameter as a person writes it: <c>INT64</c>, <c>ARRAY&lt;DATE&gt;</c>, <c>RANGE&lt;TIMESTAMP&gt;</c>, <c>STRUCT&lt;a INT64, b
/// STRING&gt;</c>.
/// </summary>
/// <param name="Name">Its name in REST: INT64, ARRAY, STRUCT.</param>
internal sealed record ParameterType(string Name)
{
    public const string Array = "ARRAY";
    public const string Struct = "STRUCT";
    public const string Range = "RANGE";

    private static readonly Dictionary<string, string> Scalars = new(StringComparer.OrdinalIgnoreCase)
    {
        ["STRING"] = "STRING",
        ["BYTES"] = "BYTES",
        ["INT64"] = "INT64",
        ["INTEGER"] = "INT64",
        ["FLOAT64"] = "FLOAT64",
        ["FLOAT"] = "FLOAT64",
        ["NUMERIC"] = "NUMERIC",
        ["DECIMAL"] = "NUMERIC",
        ["BIGNUMERIC"] = "BIGNUMERIC",
        ["BIGDECIMAL"] = "BIGNUMERIC",
        ["BOOL"] = "BOOL",
        ["BOOLEAN"] = "BOOL",
        ["TIMESTAMP"] = "TIMESTAMP",
        ["DATE"] = "DATE",
        ["TIME"] = "TIME",
        ["DATETIME"] = "DATETIME",
        ["INTERVAL"] = "INTERVAL",
        ["JSON"] = "JSON",
        ["GEOGRAPHY"] = "GEOGRAPHY",
    };

    /// <summary>Of an array or a range.</summary>
    public ParameterType? Item { get; init; }

    /// <summary>Of a struct.</summary>
    public IReadOnlyList<(string Name, ParameterType Type)> Fields { get; init; } = [];

    public static ParameterType Of(string name) => new(name);

    public static ParameterType ArrayOf(ParameterType item) => new(Array) { Item = item };

    /// <summary>Null when the text is no type.</summary>
    public static ParameterType? Parse(string text)
    {
        text = text.Trim();
        var open = text.IndexOf('<', StringComparison.Ordinal);
        if (open < 0) return Scalars.TryGetValue(text, out var scalar) ? new(scalar) : null;
        if (!text.EndsWith('>')) return null;
        var (kind, inside) = (text[..open].Trim().ToUpperInvariant(), text[(open + 1)..^1]);
        if (kind is Array or Range) return Parse(inside) is { } item && item.Name != Array ? new(kind) { Item = item } : null;
        if (kind != Struct) return null;
        var fields = new List<(string, ParameterType)>();
        foreach (var member in Members(inside))
        {
            var blank = member.IndexOf(' ', StringComparison.Ordinal);
            if (blank <= 0 || Parse(member[blank..]) is not { } type) return null;
            fields.Add((member[..blank], type));
        }

        return new(Struct) { Fields = fields };
    }

    private static IEnumerable<string> Members(string inside)
    {
        var (start, depth) = (0, 0);
        for (var at = 0; at <= inside.Length; at++)
        {
            if (at == inside.Length || (inside[at] == ',' && depth == 0))
            {
                yield return inside[start..at].Trim();
                start = at + 1;
            }
            else
            {
                depth += inside[at] == '<' ? 1 : inside[at] == '>' ? -1 : 0;
            }
        }
    }
}
