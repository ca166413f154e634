using Loader.Mappings.Findings;
using Loader.Mappings.Rows;
using Loader.Mappings.Rules;
using Loader.Mappings.Yaml;
using Loader.Options;
using Loader.Sources;

namespace Loader.Testing;

/// <summary>Reads <c>cases: tests/cases.csv</c>: each line becomes a test, as if it stood in the mapping.</summary>
internal static class TestTableReader
{
    private const string Row = "row.";
    private const string Expect = "expect.";
    private static readonly string[] Outcomes = ["skipped", "rejected", "failed"];

    public static async Task<IReadOnlyList<TestRule>> ReadAsync(TestTable table, SourceCatalog sources, OptionContext context, CancellationToken stop)
    {
        FindingList trouble = [];
        var settings = new Dictionary<string, string>(StringComparer.Ordinal) { ["path"] = table.Path };
        await using var source = await sources.Find("csv")!.OpenAsync(new("cases", null, context with { Findings = trouble }, table.Place, settings), stop);
        if (source is null)
        {
            var (why, hint) = trouble.Count > 0 ? (trouble[0].Message, trouble[0].Hint) : ($"'{table.Path}' cannot be read", null);
            context.Findings.Add(TestingCodes.BadTable, table.Place, why, hint);
            return [];
        }

        var names = source.Schema.Columns.Select(column => column.Name).ToList();
        var tests = new List<TestRule>();
        var cells = new Value[names.Count];
        await foreach (var chunk in source.ReadAsync(1, [.. Enumerable.Range(0, names.Count)], stop))
        {
            using (chunk)
            {
                for (var i = 0; i < chunk.Count; i++)
                {
                    var place = new Place(table.Path, (int)Math.Min(chunk.LineOf(i), int.MaxValue), 0);
                    if (chunk.ProblemOf(i) is { } problem)
                    {
                        context.Findings.Add(TestingCodes.BadTable, place, problem.Message, problem.Hint);
                        continue;
                    }

                    chunk.Read(i, cells);
                    if (Test(names, cells, table, place, context.Findings) is { } test) tests.Add(test);
                }
            }
        }

        return tests;
    }

    private static TestRule? Test(List<string> names, Value[] cells, TestTable table, Place place, FindingList findings)
    {
        var row = new List<YamlEntry>();
        var fields = new List<TemplateMember>();
        var (name, setting) = ((string?)null, table.Setting);
        Expectation? reason = null;
        for (var i = 0; i < names.Count; i++)
        {
            if (cells[i].IsNull) continue;
            var text = cells[i].Text;
            var scalar = new YamlScalar(text, Quoted: false, place);
            if (names[i] == "name") name = text;
            else if (names[i] == "now") setting = setting with { Now = scalar };
            else if (Array.IndexOf(Outcomes, names[i]) >= 0) reason = Reason(names[i], text, place);
            else if (names[i].StartsWith(Expect, StringComparison.Ordinal))
                Add(fields, names[i][Expect.Length..].Split('.'), Expected(scalar, findings), place);
            else row.Add(new(names[i].StartsWith(Row, StringComparison.Ordinal) ? names[i][Row.Length..] : names[i], scalar, place));
        }

        if (reason is not null && fields.Count > 0)
        {
            findings.Add(
                RuleCodes.TestExpectation,
                place,
                "the line expects fields of an event, and a reason why there is none",
                "leave the one or the other empty");
            return null;
        }

        if (reason is null && fields.Count == 0)
        {
            findings.Add(
                RuleCodes.TestExpectation,
                place,
                "the line expects nothing",
                "columns such as expect.ecommerce.value or skipped say what is expected");
            return null;
        }

        row.AddRange(table.Setting.Cells.Where(cell => !row.Exists(own => own.Name == cell.Name)));
        var expected = reason ?? new ExpectedEvents([new(fields, place)], Exactly: false, place) { ByText = true };
        return new(name ?? place.ToString(), [new(row, place)], expected, place) { Setting = setting with { Cells = [] } };
    }

    private static Expectation Reason(string outcome, string text, Place place) => outcome switch
    {
        "skipped" => new ExpectedSkip(text, place),
        "rejected" => new ExpectedRejection(text, place),
        _ => new ExpectedFailure(text, place),
    };

    private static TemplateNode Expected(YamlScalar scalar, FindingList findings) =>
        scalar.IsNull ? new TemplateConstant(Value.Null, scalar.Place)
        : scalar.Text[0] == '=' ? TestsReader.Typed(scalar, findings)
        : new TemplateConstant(Value.Of(scalar.Text), scalar.Place);

    /// <summary>Puts a value under its path.</summary>
    private static void Add(List<TemplateMember> members, ReadOnlySpan<string> path, TemplateNode value, Place place)
    {
        var name = path[0];
        if (path.Length == 1)
        {
            members.Add(new(name, value, place));
            return;
        }

        if (members.Find(member => member.Name == name)?.Node is not TemplateObject { Members: List<TemplateMember> inner })
        {
            inner = [];
            members.Add(new(name, new TemplateObject(inner, place), place));
        }

        Add(inner, path[1..], value, place);
    }
}
