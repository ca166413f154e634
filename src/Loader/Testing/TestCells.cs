using Loader.Mappings.Findings;
using Loader.Mappings.Rows;
using Loader.Mappings.Rules;
using Loader.Mappings.Yaml;
using Loader.Options;
using Loader.Sources;

namespace Loader.Testing;

/// <summary>
/// What the cells of tests are: what the source would give. Where it gives texts, a cell is the text that is written, digit for digit, and the
/// source's own texts for null are null. Where rows bring types, a cell is a plain value, or an expression where YAML has no form for it.
/// </summary>
internal sealed class TestCells
{
    private readonly IReadOnlyList<string>? nulls;

    private TestCells(IReadOnlyList<string>? nulls) => this.nulls = nulls;

    public bool AreTexts => nulls is not null;

    public ValueKind? Kind => AreTexts ? ValueKind.Text : null;

    public static TestCells Of(MappingRules rules, SourceCatalog sources, OptionContext context)
    {
        if (rules.From is not { } from || sources.Find(from.Name) is not { } kind) return new(null);

        // The source's own settings are not what is tested: their mistakes are the check's to say.
        return new(kind.NullTexts(new($"from.{from.Name}", from.Value, context with { Findings = [] }, from.Place)));
    }

    /// <summary>The cells of a row, null where the test has none.</summary>
    public Value[] Read(TestRow row, Schema schema, int columns, FindingList findings)
    {
        var cells = new Value[columns];
        foreach (var cell in row.Cells)
        {
            if (Read(cell, findings) is { } value) cells[schema.IndexOf(cell.Name)] = value;
        }

        return cells;
    }

    private Value? Read(YamlEntry cell, FindingList findings)
    {
        if (nulls is null || cell.Value is YamlScalar { Text: ['=', ..] }) return PlainValues.Of(TestsReader.Typed(cell.Value, findings), findings);
        if (cell.Value is YamlScalar scalar)
        {
            var text = scalar.Text.StartsWith("\\=", StringComparison.Ordinal) ? scalar.Text[1..] : scalar.Text;
            return scalar.IsNull || nulls.Contains(text, StringComparer.Ordinal) ? Value.Null : Value.Of(text);
        }

        findings.Add(
            TestingCodes.BadCell,
            cell.Value.Place,
            $"the cell '{cell.Name}' is {cell.Value.Noun}; the cells of this source are texts",
            "write it as the file would have it, in single quotes");
        return null;
    }
}
