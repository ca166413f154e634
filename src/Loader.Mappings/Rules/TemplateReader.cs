using Loader.Mappings.Findings;
using Loader.Mappings.Rows;
using Loader.Mappings.Yaml;

namespace Loader.Mappings.Rules;

/// <summary>Reads <c>event:</c>: plain values are constants, texts that begin with '=' are computed.</summary>
internal static class TemplateReader
{
    private static readonly string[] EachParts = ["each", "when", "as"];

    public static TemplateObject Read(YamlMap map, FindingList findings)
    {
        var members = new List<TemplateMember>(map.Entries.Count);
        foreach (var entry in map.Entries) members.Add(new(entry.Name, Node(entry.Value, findings), entry.Place));
        return new(members, map.Place);
    }

    /// <summary>The list behind <c>each</c>: computed, or the word <c>rows</c>.</summary>
    public static Formula? Each(YamlEntry entry, FindingList findings)
    {
        if (entry.Value is YamlScalar scalar && FormulaReader.IsFormula(scalar)) return FormulaReader.Read(scalar, findings);
        if (entry.Value is YamlScalar { Text: "rows" } rows) return FormulaReader.ReadBare(rows, findings);
        findings.Add(RuleCodes.NotComputed, entry.Value.Place, "'each' needs a list: an expression, or rows", "each: = line_items; each: rows");
        return null;
    }

    private static TemplateNode Each(YamlMap map, FindingList findings)
    {
        foreach (var entry in map.Entries)
        {
            if (Array.IndexOf(EachParts, entry.Name) >= 0) continue;
            findings.Add(
                RuleCodes.WrongForm,
                entry.Place,
                $"beside 'each' stand 'as' and 'when', not '{entry.Name}'",
                DidYouMean.Hint(entry.Name, EachParts) ?? "fields of the elements stand below 'as'");
        }

        var list = Each(map.Find("each")!, findings);
        var when = map.Find("when") is { } condition ? RulesReader.Computed(condition, "when: = quantity > 0", findings) : null;
        if (map.Find("as") is { } element)
        {
            var made = Node(element.Value, findings);
            return list is null ? new TemplateConstant(Value.Null, map.Place) : new TemplateEach(list, when, made, map.Place);
        }

        findings.Add(
            RuleCodes.WrongForm,
            map.Find("each")!.Place,
            "'each' needs 'as': what is made of an element",
            "each: = line_items, then as: { item_id: = sku }");
        return new TemplateConstant(Value.Null, map.Place);
    }

    public static TemplateNode Node(YamlNode node, FindingList findings) => node switch
    {
        YamlMap map when map.Find("each") is { } each && (map.Find("as") is not null || FormulaReader.IsFormula(each.Value)) => Each(map, findings),
        YamlMap map => Read(map, findings),
        YamlList list => List(list, findings),
        YamlScalar scalar when FormulaReader.IsFormula(scalar) => new TemplateFormula(FormulaReader.Read(scalar, findings)),
        YamlScalar scalar => new TemplateConstant(Constant(scalar, findings), scalar.Place) { IsQuoted = scalar.Quoted },
        _ => throw new InvalidOperationException(node.Noun),
    };

    /// <summary>The value of a scalar that is not computed.</summary>
    public static Value Constant(YamlScalar scalar, FindingList findings) => PlainValue.Read(scalar, Literal(scalar, findings), findings);

    private static TemplateList List(YamlList list, FindingList findings)
    {
        var items = new List<TemplateNode>(list.Items.Count);
        foreach (var item in list.Items) items.Add(Node(item, findings));
        return new(items, list.Place);
    }

    /// <summary>The text that is meant: <c>\=</c> at the beginning is '=', <c>$${</c> is <c>${</c>.</summary>
    private static string Literal(YamlScalar scalar, FindingList findings)
    {
        var text = scalar.Text.StartsWith("\\=", StringComparison.Ordinal) ? scalar.Text[1..] : scalar.Text;
        if (!text.Contains("${", StringComparison.Ordinal)) return text;
        var bare = text.Replace("$${", "", StringComparison.Ordinal);
        if (bare.Contains("${", StringComparison.Ordinal))
        {
            findings.Add(
                RuleCodes.NoEnvironment,
                scalar.Origin.At(scalar.Text.IndexOf("${", StringComparison.Ordinal)),
                "'${…}' would read the environment, which is done in from, to and send only",
                "for the characters themselves write $${");
        }

        return text.Replace("$${", "${", StringComparison.Ordinal);
    }
}
