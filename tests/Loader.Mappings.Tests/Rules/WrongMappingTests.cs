using Loader.Mappings.Findings;
using Loader.Mappings.Rows;
using Loader.Mappings.Rules;

namespace Loader.Mappings.Tests.Rules;

public class WrongMappingTests
{
    private static readonly string[] Columns =
        ["order_id", "created_at", "status", "client_id", "session_id", "page_id", "email", "total", "currency", "coupon", "quantity"];

    public static TheoryData<string> Names =>
        new(Directory.GetFiles(Folder, "*.yaml").Select(path => Path.GetFileNameWithoutExtension(path)).Order(StringComparer.Ordinal));

    private static string Folder => Path.Combine(GoldenFile.Tests, "Rules", "wrong");

    [Theory]
    [MemberData(nameof(Names))]
    public void A_wrong_mapping_gets_exactly_these_findings(string name)
    {
        var findings = Check(name);

        GoldenFile.Check(Path.Combine(Folder, name + ".expected"), string.Concat(findings.InFileOrder().Select(finding => finding + "\n")));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Without_the_source_nothing_else_is_found_than_with_it(string name)
    {
        var (with, without) = (Check(name), Check(name, withSource: false));

        Assert.All(without, finding => Assert.Contains(finding.ToString().Split('\n')[0], with.Select(other => other.ToString().Split('\n')[0])));
    }

    [Fact]
    public void Ten_mistakes_are_ten_findings() => Assert.Equal(10, Check("ten-mistakes").Count(finding => finding.Severity == Severity.Error));

    private static FindingList Check(string name, bool withSource = true)
    {
        var findings = new FindingList();
        var text = File.ReadAllText(Path.Combine(Folder, name + ".yaml"));
        var schema = withSource ? new Schema([.. Columns.Select(column => new Column(column, ValueKind.Text))]) : null;
        if (RulesReader.Read(text, name + ".yaml", findings) is not { } rules)
        {
            Assert.True(findings.HasErrors);
            return findings;
        }

        var mapper = Mapper.Compile(rules, schema, findings);
        Assert.Equal(findings.HasErrors || schema is null, mapper is null);
        return findings;
    }
}
