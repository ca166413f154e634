using System.Text;
using Loader.Mappings.Findings;
using Loader.Mappings.Rows;
using Loader.Mappings.Rules;

namespace Loader.Mappings.Tests.Rules;

public class TableRuleTests
{
    [Fact]
    public void A_table_has_a_value_or_a_row_of_columns_under_each_key()
    {
        var tables = Read("tables:\n  countries: { IT: Italy, FR: France }\n  campaigns:\n    \"17\": { name: spring, budget: 12.50, tags: [a, b] "
            + "}\n    \"18\": { name: summer }\n", out var findings);

        Assert.Empty(findings);
        Assert.Equal(["countries", "campaigns"], tables.Select(rule => rule.Table.Name));
        Assert.Equal(Value.Of("Italy"), Find(tables[0].Table, "IT"));
        Assert.Null(Find(tables[0].Table, "it"));
        Assert.Equal(["name", "budget", "tags"], tables[1].Table.Columns);
        Assert.Equal(Value.Of(12.50m), Find(tables[1].Table, "17")!.Value.Object["budget"]);
        Assert.Equal(new Place("m.yaml", 2, 3), tables[0].Place);
    }

    [Theory]
    [InlineData("t: a.csv", "the table 't' is a text; it should be a map of keys and values")]
    [InlineData("t: { a: = x }", "a table holds plain values; expressions are not computed in it")]
    [InlineData("t: { a: 007 }", "'007' is a number to YAML, but would not be sent as it is written")]
    [InlineData("t: { a: \"${HOME}\" }", "'${…}' would read the environment, which is done in from, to and send only")]
    public void A_wrong_table_is_a_finding(string table, string message)
    {
        Read("tables: { " + table + " }\n", out var findings);

        Assert.Equal(message, Assert.Single(findings).Message);
    }

    private static Value? Find(Table table, string key) => table.TryFind(Encoding.UTF8.GetBytes(key), out var value) ? value : null;

    private static IReadOnlyList<TableRule> Read(string tables, out FindingList findings)
    {
        findings = [];
        return RulesReader.Read(tables + "from: { csv: }\nto: { t: }\nkey: = k\nevent: { a: 1 }\n", "m.yaml", findings)!.Tables;
    }
}
