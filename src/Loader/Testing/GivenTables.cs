using Loader.Mappings.Findings;
using Loader.Mappings.Rows;
using Loader.Mappings.Rules;

namespace Loader.Testing;

/// <summary>Whether the look-up tables that tests give stand for anything, and have the rows that could stand there.</summary>
/// <param name="rules">The mapping.</param>
/// <param name="files">The files that it looks things up in.</param>
/// <param name="used">Its own tables that something is looked up in.</param>
internal sealed class GivenTables(
    MappingRules rules,
    IReadOnlyDictionary<string, AskedTable> files,
    IReadOnlyCollection<string> used,
    FindingList findings)
{
    /// <summary>The mapping's own tables as a test has them.</summary>
    public static MappingRules Instead(MappingRules rules, IReadOnlyList<GivenTable> given) => rules with
    {
        Tables = [.. rules.Tables.Select(rule => rule with { Table = Instead(rule.Table, given.FirstOrDefault(table => table.Name == rule.Table.Name)) })],
    };

    public void Check(GivenTable table)
    {
        if (table.IsFile && files.TryGetValue(table.Name, out var asked)) Rows(table, asked);
        else if (!table.IsFile && rules.Tables.FirstOrDefault(rule => rule.Table.Name == table.Name) is { } own) Rows(table, own.Table);
        else Unknown(table);
    }

    private static Table Instead(Table own, GivenTable? given)
    {
        if (given is null) return own;
        var columns = given.Rows.Where(row => row.Value.Kind == ValueKind.Object).SelectMany(row => row.Value.Object.Members).Select(member => member.Key);
        return new(own.Name, given.Rows.Select(row => KeyValuePair.Create(row.Key!, row.Value)))
        {
            Columns = [.. own.Columns.Union(columns, StringComparer.Ordinal)],
        };
    }

    private void Unknown(GivenTable table)
    {
        List<string> known = [.. rules.Tables.Select(rule => rule.Table.Name), .. files.Keys.Order(StringComparer.Ordinal)];
        findings.Add(
            TestingCodes.UnknownTable,
            table.Place,
            table.IsFile ? $"the mapping looks nothing up in a file '{table.Name}'" : $"the mapping has no table '{table.Name}'",
            DidYouMean.Hint(table.Name, known) ?? (known.Count == 0 ? "it looks nothing up" : "there is: " + string.Join(", ", known)));
    }

    private void Rows(GivenTable table, AskedTable asked)
    {
        foreach (var row in table.Rows)
        {
            // What else the file has is not known here; a name beside one that is missing is a slip.
            var missing = asked.Columns.Where(name => !row.Value.Object.TryFind(name, out _)).ToList();
            foreach (var (name, _) in row.Value.Object.Members)
            {
                if (!asked.Columns.Contains(name, StringComparer.Ordinal) && DidYouMean.Hint(name, missing) is { } hint)
                    findings.Add(TestingCodes.UnknownColumn, row.Place, $"nothing is looked up in a column '{name}' of '{table.Name}'", hint);
            }
        }

        foreach (var column in asked.Keys)
        {
            var keys = new HashSet<string>(StringComparer.Ordinal);
            foreach (var row in table.Rows)
            {
                var key = row.Value.Object[column];
                if (key.IsNull) findings.Add(TestingCodes.BadCell, row.Place, $"the row of '{table.Name}' has no '{column}', which is its key");
                else if (!keys.Add(key.Text)) findings.Add(TestingCodes.BadCell, row.Place, $"the key '{key.Text}' stands twice in '{table.Name}'");
            }
        }
    }

    private void Rows(GivenTable table, Table own)
    {
        if (!used.Contains(own.Name, StringComparer.Ordinal))
            findings.Add(RuleCodes.UnusedTestTable, table.Place, $"nothing is looked up in the table '{table.Name}'", "remove it here and below tables");
        if (own.Count == 0) return;
        foreach (var row in table.Rows)
        {
            if (row.Value.Kind == ValueKind.Object != own.Columns.Count > 0)
            {
                findings.Add(
                    TestingCodes.BadCell,
                    row.Place,
                    own.Columns.Count > 0
                        ? $"the key '{row.Key}' of '{table.Name}' has a single value; the table has columns"
                        : $"the key '{row.Key}' of '{table.Name}' has columns; the table has a single value for each key",
                    own.Columns.Count > 0 ? "its columns are " + string.Join(", ", own.Columns) : null);
                continue;
            }

            if (row.Value.Kind != ValueKind.Object) continue;
            foreach (var (name, _) in row.Value.Object.Members)
            {
                if (!own.Columns.Contains(name, StringComparer.Ordinal))
                    findings.Add(
                        TestingCodes.UnknownColumn,
                        row.Place,
                        $"the table '{table.Name}' has no column '{name}'",
                        DidYouMean.Hint(name, own.Columns) ?? "its columns are " + string.Join(", ", own.Columns));
            }
        }
    }
}
