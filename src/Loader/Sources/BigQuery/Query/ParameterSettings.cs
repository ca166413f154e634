using Loader.Mappings.Findings;
using Loader.Mappings.Yaml;
using Loader.Options;

namespace Loader.Sources.BigQuery.Query;

/// <summary><c>parameters:</c> — values whose type is said by their form, or beside them: <c>{ type: NUMERIC, value: "1.5" }</c>.</summary>
internal static class ParameterSettings
{
    public static IReadOnlyList<GivenParameter> Read(Section section, YamlNode? node, GoogleSql? sql)
    {
        var given = new List<GivenParameter>();
        if (node is not (null or YamlMap or YamlScalar { IsNull: true })) section.Wrong("parameters", "parameters is a map of names and values", null);
        foreach (var entry in (node as YamlMap)?.Entries ?? [])
        {
            if (sql is not null && !sql.Names.Contains(entry.Name, StringComparer.OrdinalIgnoreCase))
            {
                section.Findings.Add(
                    BigQueryCodes.WrongParameter, entry.Place, $"the query has no parameter '@{entry.Name}'", DidYouMean.Hint(entry.Name, sql.Names));
            }

            if (Of(entry.Name, entry.Value, section) is { } parameter) given.Add(parameter);
        }

        var named = (node as YamlMap)?.Entries.Select(entry => entry.Name).ToList() ?? [];
        foreach (var name in (sql?.Names ?? []).Where(name => !named.Contains(name, StringComparer.OrdinalIgnoreCase)))
        {
            section.Findings.Add(
                BigQueryCodes.WrongParameter,
                section.OriginOf("query").Start,
                $"the query's parameter '@{name}' has no value",
                $"write parameters: {{ {name}: … }}");
        }

        var columns = given.Select(parameter => parameter.Formula?.Column).OfType<string>().Distinct(StringComparer.Ordinal).ToList();
        if (columns.Count > 1) section.Wrong("parameters", $"last(…) is of one column, here of {string.Join(" and ", columns)}", null);
        return given;
    }

    private static GivenParameter? Of(string name, YamlNode node, Section section)
    {
        if (node is YamlScalar { Quoted: false } computed && computed.Text.StartsWith('='))
        {
            return LastFormula.Parse(computed.Text[1..], computed.Origin.From(1), section.Findings) is { } formula
                ? new(name, node.Place) { Formula = formula }
                : null;
        }

        if (node is not YamlMap typed)
        {
            return TypeOf(node, section) is { } said
                ? Typed(said, node)
                : Wrong($"parameter '{name}' has no type of its own", "write { type: \"ARRAY<STRING>\", value: [] }");
        }

        if (typed.Find("type")?.Value is not YamlScalar type || typed.Find("value") is not { } value || typed.Entries.Count != 2)
        {
            return Wrong($"parameter '{name}' is neither a value nor {{ type: …, value: … }}", null);
        }

        return ParameterType.Parse(type.Text) is { } known
            ? Typed(known, value.Value)
            : Wrong($"'{type.Text}' is not a type of BigQuery's", "for example INT64, NUMERIC, TIMESTAMP, ARRAY<DATE>");

        GivenParameter? Typed(ParameterType of, YamlNode content) => Value(of, content, section) is { } read
            ? new(name, node.Place) { Fixed = new(name, of, read) }
            : Wrong($"the value of parameter '{name}' is no {of.Name}", null);

        GivenParameter? Wrong(string message, string? hint)
        {
            section.Findings.Add(BigQueryCodes.WrongParameter, node.Place, message, hint);
            return null;
        }
    }

    /// <summary>The type that a value's form says; null when it says none (an empty list, a list of this and that).</summary>
    private static ParameterType? TypeOf(YamlNode node, Section section)
    {
        if (node is YamlList list)
        {
            var types = list.Items.Select(item => TypeOf(item, section)).Distinct().ToList();
            return types is [{ } one] && one.Name != ParameterType.Array ? ParameterType.ArrayOf(one) : null;
        }

        if (node is not YamlScalar scalar) return null;
        var text = Interpolation.Resolve(scalar, section.Context) ?? "";
        if (!scalar.Quoted && text == scalar.Text)
        {
            if (text is "true" or "false") return ParameterType.Of("BOOL");
            if (ParameterText.Of(text, "INT64") is not null) return ParameterType.Of("INT64");
            if (ParameterText.Of(text, "NUMERIC") is not null) return ParameterType.Of("NUMERIC");
        }

        return ParameterText.TypeOfText(text);
    }

    private static ParameterValue? Value(ParameterType type, YamlNode node, Section section)
    {
        if (node is YamlScalar { IsNull: true }) return new ParameterValue.Single(null);
        switch (type.Name, node)
        {
            case (ParameterType.Array, YamlList list):
                var items = list.Items.Select(item => Value(type.Item!, item, section)).ToList();
                return items.Contains(null) ? null : new ParameterValue.Many(items!);
            case (ParameterType.Struct, YamlMap map):
                var members = type.Fields.Select(field => (
                    field.Name, Value: map.Find(field.Name) is { } entry ? Value(field.Type, entry.Value, section) : new ParameterValue.Single(null))).ToList();
                return members.Exists(member => member.Value is null)
                    ? null
                    : new ParameterValue.Members([.. members.Select(member => (member.Name, member.Value!))]);
            case (ParameterType.Range, YamlScalar range):
                return Range(type.Item!, Interpolation.Resolve(range, section.Context) ?? "");
            case (ParameterType.Array or ParameterType.Struct, _) or (_, not YamlScalar):
                return null;
            default:
                return ParameterText.Of(Interpolation.Resolve((YamlScalar)node, section.Context) ?? "", type.Name) is { } text
                    ? new ParameterValue.Single(text)
                    : null;
        }
    }

    /// <summary><c>[2026-01-01, UNBOUNDED)</c></summary>
    private static ParameterValue.Span? Range(ParameterType item, string text)
    {
        if (text.Length < 3 || text[0] != '[' || text[^1] != ')' || text[1..^1].Split(',') is not [var start, var end]) return null;
        var (from, to) = (End(start), End(end));
        return from is { IsGood: true } && to is { IsGood: true } ? new(from.Text, to.Text) : null;

        (bool IsGood, string? Text) End(string one)
        {
            one = one.Trim();
            if (one.Equals("UNBOUNDED", StringComparison.OrdinalIgnoreCase)) return (true, null);
            var read = ParameterText.Of(one, item.Name);
            return (read is not null, read);
        }
    }
}
