using Loader.Mappings;
using Loader.Mappings.Findings;
using Loader.Mappings.Rows;
using Loader.Mappings.Rules;
using Loader.Options;
using Loader.Running.Preparing;

namespace Loader.Testing;

/// <summary>
/// A mapping with its tests, read and ready. Opens no source and asks no server: only the mapping, its files of tests and the look-up tables that tests do not
/// give are read.
/// </summary>
internal sealed record TestSuite
{
    public required MappingRules Rules { get; init; }

    public required Catalogs Catalogs { get; init; }

    /// <summary>The columns that the mapping uses, and those that the tests name.</summary>
    public required Schema Schema { get; init; }

    public required IReadOnlyList<TestCase> Cases { get; init; }

    /// <summary>The suite of a mapping file, or null after findings.</summary>
    public static async Task<TestSuite?> ReadAsync(string mapping, Catalogs catalogs, OptionContext context, CancellationToken stop)
    {
        var findings = context.Findings;
        if (MappingFile.Read(mapping, findings) is not { } text || RulesReader.Read(text, mapping, findings) is not { } rules) return null;
        return await ReadAsync(rules, null, catalogs, context with { Load = rules.Name, VariablesMayBeMissing = true, Variable = _ => null }, stop);
    }

    /// <summary>The suite of a mapping that has been read.</summary>
    /// <param name="rules">The mapping.</param>
    /// <param name="source">The source's columns where they are known: then the rows of tests may have no others.</param>
    public static async Task<TestSuite?> ReadAsync(MappingRules rules, Schema? source, Catalogs catalogs, OptionContext context, CancellationToken stop)
    {
        var findings = context.Findings;
        var entries = TestsReader.Read(rules.Tests, findings);
        var tests = new List<TestRule>();
        foreach (var entry in entries)
        {
            if (entry is TestRule test) tests.Add(test);
            else if (entry is TestTable table) tests.AddRange(await TestTableReader.ReadAsync(table, catalogs.Sources, context, stop));
        }

        // Everything that the mapping asks for is a column here; what the source really has is the check's to say.
        var asked = new Schema([], isOpen: true);
        FindingList compiling = [];
        var apart = context with { Findings = compiling };
        var tables = tests.SelectMany(test => test.Setting.Tables).Distinct().ToList();
        var files = new GivenFiles(tables.DistinctBy(table => table.Name, StringComparer.Ordinal), new LookupFiles(catalogs.Sources, apart));
        var mapper = Mapper.Compile(rules, asked, compiling, files, new SecretVariables(apart, rules.File), out var shapes);
        findings.AddRange(compiling);
        if (mapper is null) return null;
        var standing = new GivenTables(rules, files.Asked, mapper.Tables, findings);
        foreach (var table in tables) standing.Check(table);
        var names = new TestNames(rules, source ?? asked, mapper.SkipReasons, [.. shapes.Select(shape => shape.Root)], findings);
        var cells = TestCells.Of(rules, catalogs.Sources, context);
        var columns = asked.Columns.Select(column => column.Name)
            .Concat(tests.SelectMany(test => test.Rows).SelectMany(row => row.Cells).Select(cell => cell.Name)).Distinct(StringComparer.Ordinal).ToList();
        var schema = new Schema([.. columns.Select(column => new Column(column, cells.Kind))], isOpen: !cells.AreTexts);
        var cases = new List<TestCase>(tests.Count);
        foreach (var test in tests)
        {
            names.Check(test);
            foreach (var fields in (test.Expected as ExpectedEvents)?.Events ?? []) PlainValues.Of(fields, findings);
            cases.Add(new(test, [.. test.Rows.Select(row => cells.Read(row, schema, columns.Count, findings))], TestNow.Read(test.Setting.Now, findings)));
        }

        return findings.HasErrors ? null : new() { Rules = rules, Catalogs = catalogs, Schema = schema, Cases = cases };
    }
}
