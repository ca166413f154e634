using Loader.Mappings.Findings;
using Loader.Mappings.Yaml;

namespace Loader.Mappings.Rules;

/// <summary>Reads <c>columns:</c>: <c>total: decimal</c>, or <c>total: { type: decimal, default: 0 }</c>.</summary>
internal static class ColumnReader
{
    private static readonly string[] Parts = ["type", "default"];

    public static List<ColumnRule> Read(IReadOnlyList<YamlEntry> entries, FindingList findings)
    {
        var columns = new List<ColumnRule>(entries.Count);
        foreach (var entry in entries)
        {
            if (Column(entry, findings) is { } column) columns.Add(column);
        }

        return columns;
    }

    private static ColumnRule? Column(YamlEntry column, FindingList findings)
    {
        if (column.Value is not YamlMap map) return Type(column.Name, column.Value, findings) is { } type ? new(column.Name, type, column.Place) : null;
        foreach (var part in map.Entries)
        {
            if (Array.IndexOf(Parts, part.Name) >= 0) continue;
            findings.Add(
                RuleCodes.WrongForm, part.Place, $"a column has a 'type' and a 'default', no '{part.Name}'",
                DidYouMean.Hint(part.Name, Parts) ?? $"for example {column.Name}: {{ type: decimal, default: 0 }}");
        }

        if (map.Entries.Count == 0)
        {
            findings.Add(
                RuleCodes.WrongForm,
                map.Place,
                $"the type of column '{column.Name}' is missing",
                $"for example {column.Name}: {{ type: decimal, default: 0 }}");
            return null;
        }

        var conversion = map.Find("type") is { } entry ? Type(column.Name, entry.Value, findings) : null;
        return new(column.Name, conversion, column.Place) { Default = map.Find("default") is { } otherwise ? Default(column.Name, otherwise, findings) : null };
    }

    private static TemplateConstant? Default(string column, YamlEntry entry, FindingList findings)
    {
        if (entry.Value is YamlScalar scalar && !FormulaReader.IsFormula(scalar)) return new(TemplateReader.Constant(scalar, findings), scalar.Place);
        findings.Add(
            RuleCodes.WrongForm, entry.Value.Place, $"the default of column '{column}' should be a plain value",
            entry.Value is YamlScalar ? $"a value that is computed: let, or {column} ?? …" : $"for example {column}: {{ type: decimal, default: 0 }}");
        return null;
    }

    private static Formula? Type(string column, YamlNode node, FindingList findings)
    {
        if (node is not YamlScalar { IsNull: false } type)
        {
            findings.Add(RuleCodes.WrongForm, node.Place, $"the type of column '{column}' is missing or not a text", $"for example {column}: decimal");
            return null;
        }

        if (!FormulaReader.IsFormula(type)) return FormulaReader.ReadBare(type, findings);
        findings.Add(RuleCodes.WrongForm, type.Place, $"the type of column '{column}' is written without '='", $"write {column}: {type.Text[1..].Trim()}");
        return null;
    }
}
