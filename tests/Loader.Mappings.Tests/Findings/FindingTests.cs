using Loader.Mappings.Findings;

namespace Loader.Mappings.Tests.Findings;

public class FindingTests
{
    private static readonly FindingCode Code = new("TST001", Severity.Error, "a test", "Help.");
    private static readonly FindingCode Note = new("TST002", Severity.Note, "a note", "Help.");

    [Fact]
    public void A_finding_reads_as_editors_understand_it() =>
        Assert.Equal(
            "m.yaml:14:9: error TST001: unknown function 'lowr'\n  hint: did you mean 'lower'?",
            new Finding(Code, new("m.yaml", 14, 9), "unknown function 'lowr'", "did you mean 'lower'?").ToString());

    [Theory]
    [InlineData(0, 0, "m.yaml")]
    [InlineData(3, 0, "m.yaml:3")]
    [InlineData(3, 7, "m.yaml:3:7")]
    public void A_place_says_as_much_as_is_known(int line, int column, string expected) => Assert.Equal(expected, new Place("m.yaml", line, column).ToString());

    [Fact]
    public void Findings_come_in_the_order_of_the_file_whatever_found_them_first()
    {
        var findings = new FindingList();
        foreach (var (file, line, column) in new[]
        {
            ("b", 1, 1),
            ("a", 10, 1),
            ("a", 9, 5),
            ("a", 9, 1),
            ("a", 0, 0),
        }) findings.Add(Code, new(file, line, column), "x");

        Assert.Equal(["a", "a:9:1", "a:9:5", "a:10:1", "b:1:1"], findings.InFileOrder().Select(finding => finding.Place.ToString()));
        Assert.Equal(["b:1:1", "a", "a:9:1", "a:9:5", "a:10:1"], findings.InFileOrder("b").Select(finding => finding.Place.ToString()));
    }

    [Fact]
    public void Findings_of_one_place_keep_their_order()
    {
        var findings = new FindingList();
        findings.Add(Code, Place.Of("a"), "first");
        findings.Add(Note, Place.Of("a"), "second");

        Assert.Equal(["first", "second"], findings.InFileOrder().Select(finding => finding.Message));
    }

    [Fact]
    public void Only_errors_stop_a_load()
    {
        var findings = new FindingList();
        findings.Add(Note, Place.Of("a"), "x");
        Assert.False(findings.HasErrors);

        findings.Add(Code, Place.Of("a"), "x");
        Assert.True(findings.HasErrors);
    }
}
