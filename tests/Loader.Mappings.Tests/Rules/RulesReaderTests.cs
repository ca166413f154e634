using Loader.Mappings.Findings;
using Loader.Mappings.Rows;
using Loader.Mappings.Rules;
using Loader.Mappings.Yaml;

namespace Loader.Mappings.Tests.Rules;

public class RulesReaderTests
{
    private static readonly string Example = File.ReadAllText(Path.Combine(GoldenFile.Tests, "Rules", "right", "crm-purchases.yaml"));

    [Fact]
    public void The_parts_of_a_mapping_are_read_as_they_stand()
    {
        var rules = Read(Example);

        Assert.Equal(("crm-purchases", "crm.yaml"), (rules.Name, rules.File));
        Assert.Equal(["created_at", "total"], rules.Columns.Select(column => column.Name));
        Assert.Equal("order_id", rules.Key!.Text);
        Assert.Equal(["not_paid", "test_order"], rules.Skips.Select(rule => rule.Name));
        Assert.Equal(["negative_total"], rules.Rejects.Select(rule => rule.Name));
        Assert.Equal(
            ["event_name", "event_timestamp", "client_id", "session_id", "page_id", "ecommerce", "user_data"],
            rules.Event!.Members.Select(member => member.Name));
        Assert.Equal(("csv", "nameless"), (rules.From!.Name, rules.To!.Name));
        Assert.Equal("send", rules.Send!.Name);
        Assert.IsType<YamlList>(rules.Tests!.Value);
        Assert.Null(rules.Uncertain);
        Assert.False(rules.NullsKept);
    }

    [Fact]
    public void Settings_of_source_destination_and_sending_are_left_to_those_who_read_them()
    {
        var rules = Read(Example);

        Assert.Equal("${NAMELESS_ENDPOINT}", ((YamlScalar)((YamlMap)rules.To!.Value).Find("endpoint")!.Value).Text);
        Assert.Equal(new("crm.yaml", 4, 3), rules.From!.Place);
        Assert.Equal("50 requests/s", ((YamlScalar)((YamlMap)rules.Send!.Value).Find("rate")!.Value).Text);
    }

    [Fact]
    public void Everything_knows_where_it_stands()
    {
        var rules = Read("key: = k\nskip:\n  a: '= x == \"it''s\"'\nevent:\n  f:\n    - \"= y\"\n  g: 12.50\nfrom: { csv: }\nto: { t: }\n");

        Assert.Equal(new("crm.yaml", 1, 8), rules.Key!.Place);
        Assert.Equal(new("crm.yaml", 3, 3), rules.Skips[0].Place);
        Assert.Equal(new("crm.yaml", 3, 9), rules.Skips[0].Condition.Place);
        Assert.Equal(new("crm.yaml", 3, 20), rules.Skips[0].Condition.Origin.At("x == \"it's".Length));
        var list = Assert.IsType<TemplateList>(rules.Event!.Members[0].Node);
        Assert.Equal(new("crm.yaml", 6, 10), list.Items[0].Place);
        Assert.Equal(new TemplateConstant(Value.Of(12.50m), new("crm.yaml", 7, 6)), rules.Event.Members[1].Node);
    }

    [Theory]
    [InlineData("", "crm")]
    [InlineData("mapping:\n", "crm")]
    [InlineData("mapping: \"Läden 2026\"\n", "Läden 2026")]
    public void A_mapping_without_a_name_is_called_like_its_file(string line, string name) =>
        Assert.Equal(name, Read(line + "key: = k\nevent: { a: 1 }\nfrom: { csv: }\nto: { t: }\n").Name);

    [Theory]
    [InlineData("nulls: keep\n", true)]
    [InlineData("nulls: omit\n", false)]
    [InlineData("", false)]
    public void Nulls_are_kept_on_request(string line, bool kept) =>
        Assert.Equal(kept, Read(line + "key: = k\nevent: { a: 1 }\nfrom: { csv: }\nto: { t: }\n").NullsKept);

    [Theory]
    [InlineData("uncertain: hold\n", "hold")]
    [InlineData("uncertain: resend\n", "resend")]
    [InlineData("uncertain:\n", null)]
    public void What_becomes_of_uncertain_rows_is_one_of_two_words(string line, string? word) =>
        Assert.Equal(word, Read(line + "key: = k\nevent: { a: 1 }\nfrom: { csv: }\nto: { t: }\n").Uncertain);

    [Fact]
    public void A_part_with_a_mistake_does_not_hide_the_others()
    {
        var findings = new FindingList();

        var rules = RulesReader.Read("key: = (\nevent: { a: = b +, c: 1 }\nfrom: { csv: }\nto: { t: }\nskip: { x: = )  }\n", "crm.yaml", findings)!;

        Assert.Equal(3, findings.Count);
        Assert.Null(rules.Key!.Syntax);
        Assert.Equal(["a", "c"], rules.Event!.Members.Select(member => member.Name));
        Assert.Single(rules.Skips);
    }

    private static MappingRules Read(string text)
    {
        var findings = new FindingList();
        var rules = RulesReader.Read(text, "crm.yaml", findings);
        Assert.Empty(findings);
        return rules!;
    }
}
