using Loader.Mappings.Findings;
using Loader.Mappings.Rows;
using Loader.Mappings.Yaml;

namespace Loader.Mappings.Rules;

/// <summary>Reads <c>group:</c>: <c>= order_id</c>, or <c>{ by: = order_id, max_rows: 50000 }</c>.</summary>
internal static class GroupReader
{
    private const string Example = "group: = order_id";
    private static readonly string[] Parts = ["by", "max_rows"];

    public static GroupRule? Read(YamlEntry? entry, FindingList findings)
    {
        if (entry is null) return null;
        if (entry.Value is not YamlMap map)
            return RulesReader.Computed(entry, Example, findings) is { } only ? new(only, GroupRule.DefaultMaxRows, entry.Place) : null;
        foreach (var part in map.Entries)
        {
            if (Array.IndexOf(Parts, part.Name) >= 0) continue;
            findings.Add(
                RuleCodes.WrongForm,
                part.Place,
                $"'group' has no part '{part.Name}'",
                DidYouMean.Hint(part.Name, Parts) ?? "for example group: { by: = order_id, max_rows: 50000 }");
        }

        var most = MaxRows(map.Find("max_rows"), findings);
        if (map.Find("by") is { } by) return RulesReader.Computed(by, "by: = order_id", findings) is { } formula ? new(formula, most, entry.Place) : null;
        findings.Add(RuleCodes.MissingPart, map.Place, "'group' does not say by what", "for example group: { by: = order_id, max_rows: 50000 }");
        return null;
    }

    private static int MaxRows(YamlEntry? entry, FindingList findings)
    {
        if (entry is null) return GroupRule.DefaultMaxRows;
        if (entry.Value is YamlScalar scalar && PlainValue.Read(scalar, scalar.Text, []) is { Kind: ValueKind.Integer } number
            && number.Integer is >= 1 and <= GroupRule.LargestMaxRows)
        {
            return (int)number.Integer;
        }

        findings.Add(
            RuleCodes.WrongForm,
            entry.Value.Place,
            "'max_rows' should be a whole number from 1 to 1000000",
            "a group's rows are held in memory until it is complete");
        return GroupRule.DefaultMaxRows;
    }
}
