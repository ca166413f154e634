using Loader.Mappings.Findings;
using Loader.Mappings.Rows;
using Loader.Mappings.Yaml;

namespace Loader.Mappings.Rules;

/// <summary>Reads <c>tables:</c>: below each name keys and plain values, or keys and rows that have the same columns.</summary>
internal static class TableReader
{
    private const string Example = "countries: { IT: Italy, FR: France }";

    public static List<TableRule> Read(IReadOnlyList<YamlEntry> entries, FindingList findings)
    {
        var tables = new List<TableRule>(entries.Count);
        foreach (var entry in entries)
        {
            if (entry.Value is YamlMap rows) tables.Add(new(Table(entry.Name, rows, findings), entry.Place));
            else
                findings.Add(
                    RuleCodes.WrongForm,
                    entry.Value.Place,
                    $"the table '{entry.Name}' is {entry.Value.Noun}; it should be a map of keys and values",
                    $"for example {Example}");
        }

        return tables;
    }

    private static Table Table(string name, YamlMap rows, FindingList findings)
    {
        var values = new List<KeyValuePair<string, Value>>(rows.Entries.Count);
        var columns = new List<string>();
        foreach (var row in rows.Entries)
        {
            var value = Plain(row.Value, findings);
            values.Add(new(row.Name, value));
            if (value.Kind == ValueKind.Object)
                columns.AddRange(value.Object.Members.Select(member => member.Key).Where(column => !columns.Contains(column, StringComparer.Ordinal)));
        }

        return new(name, values) { Columns = columns };
    }

    /// <summary>A value that is not computed, with lists and maps of such.</summary>
    public static Value Plain(YamlNode node, FindingList findings)
    {
        switch (node)
        {
            case YamlList list:
                return Value.Of([.. list.Items.Select(item => Plain(item, findings))]);
            case YamlMap map:
                return Value.Of(new ValueObject([.. map.Entries.Select(entry => KeyValuePair.Create(entry.Name, Plain(entry.Value, findings)))]));
            case YamlScalar scalar when !FormulaReader.IsFormula(scalar):
                return TemplateReader.Constant(scalar, findings);
            default:
                findings.Add(
                    RuleCodes.WrongForm,
                    node.Place,
                    "a table holds plain values; expressions are not computed in it",
                    "use let for values that are computed from the row");
                return Value.Null;
        }
    }
}
