using Loader.Mappings.Findings;
using Loader.Mappings.Yaml;

namespace Loader.Mappings.Rules;

/// <summary>Reads <c>tests:</c>. Apart from the other parts: a mistake in a test must not keep a run from starting, so only check and test read it.</summary>
public static class TestsReader
{
    private const string Example = "- { name: an open order is left out, row: { order_id: A1, status: open }, skipped: not_paid }";
    private const string Expectations = "expect, exactly, skipped, rejected or failed";

    private static readonly string[] SettingParts = ["row", "tables", "now", "env", "contract"];
    private static readonly string[] Outcomes = ["expect", "exactly", "skipped", "rejected", "failed"];
    private static readonly string[] TestParts = ["name", "row", "rows", "tables", .. Outcomes, "now", "env", "contract"];
    private static readonly string[] TableParts = ["cases", .. SettingParts];

    /// <summary>The entries in their order. Those with a mistake are left out, after a finding.</summary>
    public static IReadOnlyList<TestEntry> Read(YamlEntry? tests, FindingList findings)
    {
        if (RulesReader.IsMissing(tests)) return [];
        if (tests.Value is not YamlList list)
        {
            findings.Add(RuleCodes.WrongForm, tests.Value.Place, $"'tests' is {tests.Value.Noun}; it should be a list of tests", Example);
            return [];
        }

        var entries = new List<TestEntry>(list.Items.Count);
        var defaults = TestSetting.None;
        var tables = new List<GivenTable>();
        var mistakes = findings.Count;
        foreach (var item in list.Items)
        {
            if (item is not YamlMap map)
            {
                findings.Add(RuleCodes.WrongForm, item.Place, $"a test is {item.Noun}; it should be a map", Example);
            }
            else if (map.Find("defaults") is { } given)
            {
                CheckParts(map, ["defaults"], "beside 'defaults' stands nothing", findings);
                if (given.Value is YamlMap setting) defaults = Setting(Checked(setting, SettingParts, "defaults have no part", findings), defaults, findings);
                else
                    findings.Add(
                        RuleCodes.WrongForm,
                        given.Value.Place,
                        $"'defaults' is {given.Value.Noun}; it should be a map",
                        "- defaults: { now: 2026-03-01T10:00:00Z, row: { status: paid } }");
                tables.AddRange(defaults.Tables.Except(tables));
            }
            else if (map.Find("cases") is { } cases)
            {
                var setting = Setting(Checked(map, TableParts, "beside 'cases' there is no part", findings), defaults, findings);
                if (Text(cases, findings) is { } path) entries.Add(new TestTable(path, cases.Value.Place) { Setting = setting });
            }
            else if (Test(map, entries.Count + 1, defaults, findings) is { } test)
            {
                entries.Add(test);
            }
        }

        // A test with a mistake is left out here, and may be the one that has the table.
        if (findings.Count == mistakes) NoteUnused(tables.Where(table => entries.TrueForAll(entry => !entry.Setting.Tables.Contains(table))), findings);
        return entries;
    }

    /// <summary>The value of a cell or of a setting as it is written: a plain value; null after a finding.</summary>
    public static TemplateNode Typed(YamlNode node, FindingList findings) => TemplateReader.Node(node, findings);

    private static void NoteUnused(IEnumerable<GivenTable> tables, FindingList findings)
    {
        foreach (var table in tables)
            findings.Add(
                RuleCodes.UnusedTestTable, table.Place, $"no test has the table '{table.Name}' that is given here", "remove it, or put it above the tests");
    }

    private static TestRule? Test(YamlMap map, int number, TestSetting defaults, FindingList findings)
    {
        // A part with a slip in its name is not also missing.
        var slip = !CheckParts(map, TestParts, "a test has no part", findings);
        var name = map.Find("name") is { } named ? Text(named, findings) : null;
        var setting = Setting(map, defaults with { Cells = [] }, findings) with { Cells = [] };
        var rows = Rows(map, defaults.Cells, slip ? [] : findings);
        var expected = Expected(map, slip ? [] : findings);
        return slip || rows is null || expected is null
            ? null
            : new(name ?? FormattableString.Invariant($"test {number}"), rows, expected, map.Place) { Setting = setting };
    }

    private static List<TestRow>? Rows(YamlMap map, IReadOnlyList<YamlEntry> defaults, FindingList findings)
    {
        var (one, several) = (map.Find("row"), map.Find("rows"));
        if (one is not null && several is not null)
        {
            findings.Add(RuleCodes.WrongForm, several.Place, "a test has 'row' or 'rows', not both", "the rows of a group stand below rows, as a list");
            return null;
        }

        if (one is not null) return Row(one.Value, defaults, findings) is { } row ? [row] : null;
        if (several?.Value is YamlList { Items: [_, ..] } list)
        {
            var rows = list.Items.Select(item => Row(item, defaults, findings)).OfType<TestRow>().ToList();
            return rows.Count == list.Items.Count ? rows : null;
        }

        if (several is not null)
            findings.Add(
                RuleCodes.WrongForm,
                several.Value.Place,
                $"'rows' is {several.Value.Noun}; it should be a list of rows",
                "rows: [ { order_id: A1, sku: S1 }, { order_id: A1, sku: S2 } ]");
        else findings.Add(RuleCodes.MissingPart, map.Place, "the test has no 'row'", Example);
        return null;
    }

    private static TestRow? Row(YamlNode node, IReadOnlyList<YamlEntry> defaults, FindingList findings)
    {
        if (node is YamlMap cells) return new([.. cells.Entries, .. defaults.Where(cell => cells.Find(cell.Name) is null)], node.Place);
        findings.Add(RuleCodes.WrongForm, node.Place, $"a row is {node.Noun}; it should be a map of columns and cells", "row: { order_id: A1, status: paid }");
        return null;
    }

    private static Expectation? Expected(YamlMap map, FindingList findings)
    {
        var given = map.Entries.Where(entry => Array.IndexOf(Outcomes, entry.Name) >= 0).ToList();
        if (given.Count != 1)
        {
            findings.Add(
                RuleCodes.TestExpectation, given.Count == 0 ? map.Place : given[1].Place,
                given.Count == 0 ? "the test expects nothing" : $"the test expects two things: {given[0].Name} and {given[1].Name}",
                $"each test has one of {Expectations}");
            return null;
        }

        var entry = given[0];
        if (entry.Name is "expect" or "exactly") return Events(entry, findings);
        if (Text(entry, findings) is not { } word) return null;
        return entry.Name switch
        {
            "skipped" => new ExpectedSkip(word, entry.Value.Place),
            "rejected" => new ExpectedRejection(word, entry.Value.Place),
            _ => new ExpectedFailure(word, entry.Value.Place),
        };
    }

    private static ExpectedEvents? Events(YamlEntry entry, FindingList findings)
    {
        var events = new List<TemplateObject>();
        foreach (var node in entry.Value is YamlList list ? list.Items : [entry.Value])
        {
            if (node is YamlMap map)
            {
                events.Add(TemplateReader.Read(map, findings));
                continue;
            }

            findings.Add(
                RuleCodes.WrongForm,
                node.Place,
                $"an expected event is {node.Noun}; it should be a map of fields",
                "expect: { event_name: purchase }; for events: a list of such maps");
            return null;
        }

        if (events.Count > 0) return new(events, entry.Name == "exactly", entry.Place);
        findings.Add(
            RuleCodes.WrongForm,
            entry.Value.Place,
            "the list of expected events is empty",
            "a row without events is skipped under a reason: skipped: no_event");
        return null;
    }

    private static TestSetting Setting(YamlMap map, TestSetting around, FindingList findings)
    {
        if (map.Find("now") is { } now)
        {
            if (now.Value is YamlScalar { IsNull: false } scalar) around = around with { Now = scalar };
            else findings.Add(RuleCodes.WrongForm, now.Value.Place, $"'now' is {now.Value.Noun}; it should be a time", "now: 2026-03-01T10:00:00Z");
        }

        if (map.Find("env") is { } variables) around = around with { Environment = Variables(variables, around.Environment, findings) };
        if (map.Find("tables") is { } tables) around = around with { Tables = GivenTableReader.Read(tables, around.Tables, findings) };
        if (map.Find("contract") is { } contract)
        {
            if (contract.Value is YamlScalar { Text: "true" or "false" } flag) around = around with { Contract = flag.Text == "true" };
            else
                findings.Add(
                    RuleCodes.WrongForm,
                    contract.Value.Place,
                    "'contract' is neither true nor false",
                    "contract: false leaves the destination's contract out");
        }

        if (map.Find("row") is not { } row) return around;
        if (row.Value is YamlMap cells) return around with { Cells = [.. cells.Entries, .. around.Cells.Where(cell => cells.Find(cell.Name) is null)] };
        findings.Add(
            RuleCodes.WrongForm,
            row.Value.Place,
            $"a row is {row.Value.Noun}; it should be a map of columns and cells",
            "row: { order_id: A1, status: paid }");
        return around;
    }

    private static Dictionary<string, string> Variables(YamlEntry entry, IReadOnlyDictionary<string, string> around, FindingList findings)
    {
        var variables = new Dictionary<string, string>(around, StringComparer.Ordinal);
        if (entry.Value is not YamlMap map)
        {
            findings.Add(
                RuleCodes.WrongForm,
                entry.Value.Place,
                $"'env' is {entry.Value.Noun}; it should be a map of names and texts",
                "env: { API_SECRET: not a real one }");
            return variables;
        }

        foreach (var variable in map.Entries)
        {
            if (Text(variable, findings) is { } text) variables[variable.Name] = text;
        }

        return variables;
    }

    private static YamlMap Checked(YamlMap map, string[] parts, string what, FindingList findings)
    {
        CheckParts(map, parts, what, findings);
        return map;
    }

    private static bool CheckParts(YamlMap map, string[] parts, string what, FindingList findings)
    {
        var known = true;
        foreach (var entry in map.Entries)
        {
            if (Array.IndexOf(parts, entry.Name) >= 0) continue;
            findings.Add(
                RuleCodes.WrongForm,
                entry.Place,
                $"{what}: '{entry.Name}'",
                DidYouMean.Hint(entry.Name, parts) ?? "there is: " + string.Join(", ", parts));
            known = false;
        }

        return known;
    }

    private static string? Text(YamlEntry entry, FindingList findings)
    {
        if (entry.Value is YamlScalar { IsNull: false, Text.Length: > 0 } scalar) return scalar.Text;
        findings.Add(RuleCodes.WrongForm, entry.Value.Place, $"'{entry.Name}' should be a text");
        return null;
    }
}
