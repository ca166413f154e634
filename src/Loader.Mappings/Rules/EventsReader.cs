using System.Globalization;
using Loader.Mappings.Findings;
using Loader.Mappings.Yaml;

namespace Loader.Mappings.Rules;

/// <summary>Reads <c>events:</c>: a list of entries, each an event with its name and its conditions.</summary>
internal static class EventsReader
{
    private const string Example = "events: [ { name: purchase, when: = status == \"paid\", event: { event_name: purchase } } ]";
    private static readonly string[] Parts = ["name", "when", "each", "event"];

    public static List<EventRule> Read(YamlMap map, FindingList findings)
    {
        var events = new List<EventRule>();
        if (map.Find("events") is not { } entry) return events;
        if (entry.Value is not YamlList { Items: [_, ..] } list)
        {
            var what = entry.Value is YamlList ? "'events' is empty" : $"'events' is {entry.Value.Noun}; it should be a list of events";
            findings.Add(RuleCodes.WrongForm, entry.Value.Place, what, $"for example {Example}");
            return events;
        }

        var names = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < list.Items.Count; i++)
        {
            if (Entry(list.Items[i], i, findings) is not { } rule) continue;
            if (!names.Add(rule.Name))
                findings.Add(RuleCodes.EventName, rule.Place, $"two events are named '{rule.Name}'", "ids hang on the name: give each entry its own");
            events.Add(rule);
        }

        return events;
    }

    private static EventRule? Entry(YamlNode node, int index, FindingList findings)
    {
        if (node is not YamlMap map)
        {
            findings.Add(RuleCodes.WrongForm, node.Place, $"an entry of 'events' is {node.Noun}; it should be a map with 'event'", $"for example {Example}");
            return null;
        }

        if (map.Find("event") is null && map.Entries.Count > 0 && !map.Entries.Any(entry => Array.IndexOf(Parts, entry.Name) >= 0))
        {
            findings.Add(RuleCodes.WrongForm, map.Place, "the fields of an event stand below 'event'", "- event: { event_name: purchase }");
            return null;
        }

        foreach (var entry in map.Entries)
        {
            if (Array.IndexOf(Parts, entry.Name) >= 0) continue;
            findings.Add(
                RuleCodes.WrongForm,
                entry.Place,
                $"an entry of 'events' has no part '{entry.Name}'",
                DidYouMean.Hint(entry.Name, Parts) ?? "its parts are: name, when, each, event");
        }

        var name = Name(map.Find("name"), index, findings);
        var when = map.Find("when") is { } condition ? RulesReader.Computed(condition, "when: = status == \"paid\"", findings) : null;
        var each = map.Find("each") is { } list ? TemplateReader.Each(list, findings) : null;
        if (map.Find("event")?.Value is YamlMap fields) return new(name, when, each, TemplateReader.Read(fields, findings), map.Place);
        findings.Add(
            RuleCodes.MissingPart,
            map.Find("event")?.Value.Place ?? map.Place,
            "an entry of 'events' needs 'event': a map of fields",
            $"for example {Example}");
        return null;
    }

    private static string Name(YamlEntry? entry, int index, FindingList findings)
    {
        var position = (index + 1).ToString(CultureInfo.InvariantCulture);
        if (entry is null) return position;
        if (entry.Value is YamlScalar { Text.Length: > 0, IsNull: false } scalar && !FormulaReader.IsFormula(scalar))
        {
            if (!scalar.Text.AsSpan().ContainsAnyExcept(RulesReader.ReasonLetters)) return scalar.Text;
            findings.Add(
                RuleCodes.EventName,
                scalar.Place,
                $"the name '{scalar.Text}' has other characters than a-z, 0-9 and _",
                $"write {RulesReader.Plain(scalar.Text)}");
        }
        else
        {
            findings.Add(RuleCodes.EventName, entry.Value.Place, "the name of an event is a plain word, the same for all rows", "name: purchase");
        }

        return position;
    }
}
