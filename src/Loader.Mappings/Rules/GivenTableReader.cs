using Loader.Mappings.Findings;
using Loader.Mappings.Rows;
using Loader.Mappings.Yaml;

namespace Loader.Mappings.Rules;

/// <summary>
/// Reads <c>tables:</c> of tests: below the name of a table keys and values, as they stand below <c>tables:</c> of the mapping; below a path the rows that its
/// file would have.
/// </summary>
internal static class GivenTableReader
{
    private const string Example = "tables: { countries: { IT: Italy }, campaigns.csv: [ { id: cmp-1, name: Spring sale } ] }";

    /// <param name="tables">The part.</param>
    /// <param name="around">What holds without it; a table of the same name is replaced as a whole.</param>
    /// <param name="findings">Takes mistakes.</param>
    public static IReadOnlyList<GivenTable> Read(YamlEntry tables, IReadOnlyList<GivenTable> around, FindingList findings)
    {
        if (tables.Value is not YamlMap map)
        {
            findings.Add(RuleCodes.WrongForm, tables.Value.Place, $"'tables' is {tables.Value.Noun}; it should be a map of tables", Example);
            return around;
        }

        var given = map.Entries.Select(entry => Table(entry, findings)).ToList();
        return [.. given, .. around.Where(table => map.Find(table.Name) is null)];
    }

    /// <summary>With a mistake it stands there too, so that nothing else is looked for under its name.</summary>
    private static GivenTable Table(YamlEntry entry, FindingList findings)
    {
        var isFile = Tables.IsFile(entry.Name);
        if (isFile && entry.Value is YamlList list)
            return new(entry.Name, [.. list.Items.Select(row => Row(entry.Name, row, findings)).OfType<GivenRow>()], entry.Place);
        if (!isFile && entry.Value is YamlMap keys)
            return new(entry.Name, [.. keys.Entries.Select(row => new GivenRow(row.Name, TableReader.Plain(row.Value, findings), row.Place))], entry.Place);
        findings.Add(
            RuleCodes.WrongForm,
            entry.Value.Place,
            isFile
                ? $"the table '{entry.Name}' is {entry.Value.Noun}; it should be a list of the file's rows"
                : $"the table '{entry.Name}' is {entry.Value.Noun}; it should be a map of keys and values",
            Example);
        return new(entry.Name, [], entry.Place);
    }

    /// <summary>The cells of a file are texts, digit for digit, and an empty one is null: that is how the file would be read.</summary>
    private static GivenRow? Row(string table, YamlNode node, FindingList findings)
    {
        if (node is not YamlMap row)
        {
            findings.Add(RuleCodes.WrongForm, node.Place, $"a row of '{table}' is {node.Noun}; it should be a map of columns and cells", Example);
            return null;
        }

        var cells = new List<KeyValuePair<string, Value>>(row.Entries.Count);
        foreach (var cell in row.Entries)
        {
            var text = (cell.Value as YamlScalar)?.Text ?? cell.Value.Noun;
            if (text.StartsWith("\\=", StringComparison.Ordinal)) text = text[1..];
            cells.Add(new(cell.Name, cell.Value is YamlScalar { IsNull: true } || text.Length == 0 ? Value.Null : Value.Of(text)));
            if (cell.Value is YamlScalar && !FormulaReader.IsFormula(cell.Value)) continue;
            findings.Add(
                RuleCodes.WrongForm,
                cell.Value.Place,
                cell.Value is YamlScalar
                    ? $"the cell '{cell.Name}' of '{table}' is computed; a table holds plain values"
                    : $"the cell '{cell.Name}' of '{table}' is {cell.Value.Noun}; the cells of a file are texts",
                "write it as the file would have it, in single quotes; for a text that begins with =: '\\=…'");
        }

        return new(null, Value.Of(new ValueObject(cells)), row.Place);
    }
}
