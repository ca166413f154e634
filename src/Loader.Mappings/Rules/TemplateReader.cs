using Loader.Mappings.Findings;
using Loader.Mappings.Rows;
using Loader.Mappings.Yaml;

namespace Loader.Mappings.Rules;

/// <summary>Reads <c>event:</c>: plain values are constants, texts that begin with '=' are computed.</summary>
internal static class TemplateReader
{
    public static TemplateObject Read(YamlMap map, FindingList findings)
    {
        if (map.Find("each") is { } each && map.Find("as") is not null)
        {
            findings.Add(RuleCodes.NotYet, each.Place, "'each' with 'as' makes a list out of another; it is not yet supported in this version");
            return new([], map.Place);
        }

        var members = new List<TemplateMember>(map.Entries.Count);
        foreach (var entry in map.Entries) members.Add(new(entry.Name, Node(entry.Value, findings), entry.Place));
        return new(members, map.Place);
    }

    private static TemplateNode Node(YamlNode node, FindingList findings) => node switch
    {
        YamlMap map => Read(map, findings),
        YamlList list => List(list, findings),
        YamlScalar scalar when FormulaReader.IsFormula(scalar) => new TemplateFormula(FormulaReader.Read(scalar, findings)),
        YamlScalar scalar => new TemplateConstant(Constant(scalar, findings), scalar.Place),
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
