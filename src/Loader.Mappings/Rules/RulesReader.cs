using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using Loader.Mappings.Findings;
using Loader.Mappings.Yaml;

namespace Loader.Mappings.Rules;

/// <summary>A mapping's text to its rules. Never throws; every mistake is a finding, and all are found in one reading.</summary>
public static class RulesReader
{
    internal static readonly SearchValues<char> ReasonLetters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789_");

    private static readonly string[] Known =
        ["mapping", "from", "tables", "columns", "let", "key", "group", "skip", "reject", "event", "events", "to", "send", "nulls", "uncertain", "tests"];

    /// <summary>The rules, or null when the text is not YAML with names and values. Incomplete rules have findings.</summary>
    public static MappingRules? Read(string text, string file, FindingList findings) =>
        YamlReader.Read(text, file, findings) is { } map ? Read(map, file, findings) : null;

    /// <summary>Only where the rows come from, whatever else stands there or is missing; null after findings.</summary>
    public static SourceRule? ReadSource(string text, string file, FindingList findings)
    {
        if (YamlReader.Read(text, file, findings) is not { } map || From(map, file, findings) is not { } kind) return null;
        return new(Word(map.Find("mapping"), []) ?? Path.GetFileNameWithoutExtension(file), kind, Lines(map, "from", text));
    }

    private static MappingRules Read(YamlMap map, string file, FindingList findings)
    {
        foreach (var entry in map.Entries) CheckName(entry, findings);
        return new()
        {
            File = file,
            Name = Word(map.Find("mapping"), findings) ?? Path.GetFileNameWithoutExtension(file),
            From = From(map, file, findings),
            Tables = TableReader.Read(Entries(map.Find("tables"), "countries: { IT: Italy }", findings), findings),
            Columns = ColumnReader.Read(Entries(map.Find("columns"), "total: decimal", findings), findings),
            Lets = LetReader.Read(Entries(map.Find("let"), "net: = total / 1.22", findings), findings),
            Group = GroupReader.Read(map.Find("group"), findings),
            Key = Key(map, file, findings),
            Skips = Conditions(map.Find("skip"), findings),
            Rejects = Conditions(map.Find("reject"), findings),
            Event = Event(map, file, findings),
            Events = EventsReader.Read(map, findings),
            To = Kind(map, "to", "to: { nameless: { endpoint: \"${NAMELESS_ENDPOINT}\" } }", file, findings),
            Send = map.Find("send"),
            Uncertain = Choice(map.Find("uncertain"), ["resend", "hold"], findings),
            Tests = map.Find("tests"),
            NullsKept = Choice(map.Find("nulls"), ["keep", "omit"], findings) == "keep",
        };
    }

    private static void CheckName(YamlEntry entry, FindingList findings)
    {
        if (Array.IndexOf(Known, entry.Name) >= 0) return;
        findings.Add(
            RuleCodes.UnknownPart,
            entry.Place,
            $"a mapping has no part '{entry.Name}'",
            DidYouMean.Hint(entry.Name, Known) ?? "its parts are: " + string.Join(", ", Known));
    }

    private static YamlEntry? From(YamlMap map, string file, FindingList findings) =>
        Kind(map, "from", "from: { csv: { path: purchases.csv } }", file, findings);

    /// <summary>The lines of a part, without those that are empty or only comments and stand before the next.</summary>
    private static string? Lines(YamlMap map, string part, string text)
    {
        var at = map.Entries.ToList().FindIndex(entry => entry.Name == part);
        if (map.Entries[at].Place is not { Column: 1, Line: var first }) return null;
        var all = text.ReplaceLineEndings("\n").Split('\n');
        var end = at + 1 < map.Entries.Count ? map.Entries[at + 1].Place.Line - 1 : all.Length;
        while (all[end - 1].TrimStart() is "" or ['#', ..] or "..." or "---") end--;
        return string.Join('\n', all[(first - 1)..end]);
    }

    private static YamlEntry? Kind(YamlMap map, string part, string example, string file, FindingList findings)
    {
        var entry = map.Find(part);
        if (IsMissing(entry))
        {
            Missing(entry, part, example, file, findings);
            return null;
        }

        if (entry.Value is YamlMap { Entries: [var only] }) return only;
        var message = entry.Value switch
        {
            YamlMap { Entries: [] } => $"'{part}' names no kind",
            YamlMap several => $"'{part}' names {several.Entries.Count} kinds: {string.Join(", ", several.Entries.Select(kind => kind.Name))}",
            var other => $"'{part}' is {other.Noun}; it should be one kind with its settings",
        };
        findings.Add(
            RuleCodes.OneKind,
            entry.Value is YamlMap { Entries: [_, var second, ..] } ? second.Place : entry.Value.Place,
            message,
            $"for example {example}");
        return null;
    }

    private static Formula? Key(YamlMap map, string file, FindingList findings)
    {
        var entry = map.Find("key");
        if (!IsMissing(entry)) return Computed(entry, "key: = order_id", findings);
        if (entry is null && !IsMissing(map.Find("group"))) return null;
        Missing(entry, "key", "key: = order_id", file, findings);
        return null;
    }

    private static List<ConditionRule> Conditions(YamlEntry? entry, FindingList findings)
    {
        var rules = new List<ConditionRule>();
        foreach (var rule in Entries(entry, "not_paid: = status != \"paid\"", findings))
        {
            if (rule.Name.AsSpan().ContainsAnyExcept(ReasonLetters))
            {
                findings.Add(
                    RuleCodes.ReasonName,
                    rule.Place,
                    $"the reason '{rule.Name}' has other characters than a-z, 0-9 and _",
                    $"write {Plain(rule.Name)}");
            }

            if (Computed(rule, $"{rule.Name}: = status != \"paid\"", findings) is { } condition) rules.Add(new(rule.Name, condition, rule.Place));
        }

        return rules;
    }

    private static TemplateObject? Event(YamlMap map, string file, FindingList findings)
    {
        const string Example = "event: { event_name: purchase, value: = total }";
        var entry = map.Find("event");
        if (entry is not null && map.Find("events") is { } events)
        {
            findings.Add(
                RuleCodes.WrongForm,
                events.Place,
                "a mapping has 'event' or 'events', not both",
                "every event is an entry below events: - event: { … }");
        }

        if (entry?.Value is YamlMap members) return TemplateReader.Read(members, findings);
        if (!IsMissing(entry))
            findings.Add(RuleCodes.WrongForm, entry.Value.Place, $"'event' is {entry.Value.Noun}; it should be a map of fields", $"for example {Example}");
        else if (map.Find("events") is null) Missing(entry, "event", Example, file, findings);
        return null;
    }

    /// <summary>A value that must be computed.</summary>
    internal static Formula? Computed(YamlEntry entry, string example, FindingList findings)
    {
        if (entry.Value is YamlScalar scalar && FormulaReader.IsFormula(scalar)) return FormulaReader.Read(scalar, findings);
        var hint = entry.Value switch
        {
            YamlScalar { IsNull: false } text => $"begin with '=': {entry.Name}: = {text.Text}",
            YamlList => $"join several columns in a text: {entry.Name}: = \"{{shop}}-{{order_id}}\"",
            _ => $"for example {example}",
        };
        findings.Add(RuleCodes.NotComputed, entry.Value.Place, $"'{entry.Name}' needs an expression", hint);
        return null;
    }

    /// <summary>The nearest name that is allowed.</summary>
    internal static string Plain(string name) => string.Concat(name.ToLowerInvariant().Select(c => ReasonLetters.Contains(c) ? c : '_'));

    private static IReadOnlyList<YamlEntry> Entries(YamlEntry? entry, string example, FindingList findings)
    {
        if (entry?.Value is YamlMap map) return map.Entries;
        if (!IsMissing(entry))
            findings.Add(
                RuleCodes.WrongForm,
                entry.Value.Place,
                $"'{entry.Name}' is {entry.Value.Noun}; it should be a map",
                $"for example {entry.Name}: {{ {example} }}");
        return [];
    }

    private static string? Choice(YamlEntry? entry, string[] words, FindingList findings)
    {
        var word = Word(entry, findings);
        if (word is null || Array.IndexOf(words, word) >= 0) return word;
        findings.Add(
            RuleCodes.WrongForm,
            entry!.Value.Place,
            $"'{word}' is not a value of '{entry.Name}'",
            DidYouMean.Hint(word, words) ?? $"write {string.Join(" or ", words)}");
        return null;
    }

    private static string? Word(YamlEntry? entry, FindingList findings)
    {
        if (entry is null || entry.Value is YamlScalar { IsNull: true }) return null;
        if (entry.Value is YamlScalar { Text.Length: > 0 } scalar && !scalar.Text.Contains('\n')) return scalar.Text;
        findings.Add(RuleCodes.WrongForm, entry.Value.Place, $"'{entry.Name}' should be a single word or name, on one line");
        return null;
    }

    internal static bool IsMissing([NotNullWhen(false)] YamlEntry? entry) => entry is null or { Value: YamlScalar { IsNull: true } };

    private static void Missing(YamlEntry? entry, string part, string example, string file, FindingList findings) =>
        findings.Add(
            RuleCodes.MissingPart,
            entry?.Place ?? Place.Of(file),
            entry is null ? $"'{part}' is missing" : $"'{part}' is empty",
            $"for example {example}");
}
