using System.Text;
using System.Text.RegularExpressions;
using Loader.Mappings.Findings;
using Loader.Mappings.Functions;
using Loader.Mappings.Rows;
using Loader.Mappings.Rules;
using Loader.Mappings.Tests.Expressions;

namespace Loader.Mappings.Tests.Rules;

/// <summary>The page about the language says what is so: its examples run, its tables are the catalog's.</summary>
public partial class MappingPageTests
{
    private static readonly string Path = System.IO.Path.Combine(GoldenFile.Tests, "..", "..", "docs", "mapping.md");
    private static readonly string Page = File.ReadAllText(Path).ReplaceLineEndings("\n");

    private static readonly Schema Schema = new(
    [
        .. new[]
        {
            "order_id",
            "sku",
            "price",
            "quantity",
            "total",
            "status",
            "created_at",
            "tags",
            "currency",
        }.Select(name => new Column(name, ValueKind.Text)),
        new("line_items", null),
    ]);

    public static TheoryData<string> Mappings => [.. Yaml().Matches(Page).Select(block => block.Groups["block"].Value)];

    public static TheoryData<string, string> Expressions
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var line in Block().Match(Page).Groups["block"].Value.Split('\n', StringSplitOptions.RemoveEmptyEntries))
            {
                var at = line.IndexOf("=>", StringComparison.Ordinal);
                data.Add(line[..at].Trim(), line[(at + 2)..].Trim());
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Mappings))]
    public void Every_mapping_of_the_page_compiles(string fragment)
    {
        var text = new StringBuilder("from: { csv: }\nto: { x: }\n").Append(fragment);
        if (!fragment.Contains("group:", StringComparison.Ordinal)) text.Append("key: = order_id\n");
        FindingList findings = [];

        var mapper = Mapper.Compile(RulesReader.Read(text.ToString(), "m.yaml", findings)!, Schema, findings);

        Assert.True(mapper is not null, string.Join('\n', findings));
        Assert.DoesNotContain(findings, finding => finding.Severity != Severity.Note);
    }

    [Theory]
    [MemberData(nameof(Expressions))]
    public void Every_expression_of_the_page_gives_what_it_says(string expression, string expected) =>
        Assert.Equal(expected, Evaluated.Shown(Evaluated.Of(expression, typed: false, SampleRow.Cells)));

    [Fact]
    public void The_table_of_list_functions_is_the_catalogs()
    {
        var table = new StringBuilder("| function | does |\n|---|---|\n");
        foreach (var entry in FunctionCatalog.All.Where(entry => entry.Over is not null).OrderBy(entry => entry.Name, StringComparer.Ordinal))
            table.Append("| `").Append(entry.Name).Append("` | ").Append(entry.Help.Replace("|", "\\|", StringComparison.Ordinal)).Append(" |\n");

        GoldenFile.Check(Path, Generated().Replace(Page, match => $"{match.Groups["head"].Value}{table}{match.Groups["end"].Value}"));
    }

    [GeneratedRegex("```yaml\n(?<block>.*?)```", RegexOptions.Singleline)]
    private static partial Regex Yaml();

    [GeneratedRegex("```expressions\n(?<block>.*?)```", RegexOptions.Singleline)]
    private static partial Regex Block();

    [GeneratedRegex("(?<head><!-- generated: list functions -->\n).*?(?<end><!-- end -->)", RegexOptions.Singleline)]
    private static partial Regex Generated();
}
