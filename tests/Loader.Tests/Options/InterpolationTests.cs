namespace Loader.Tests.Options;

public sealed class InterpolationTests
{
    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("${A}", "alpha")]
    [InlineData("x${A}y", "xalphay")]
    [InlineData("${A}${B}", "alphabeta")]
    [InlineData("${A:-other}", "alpha")]
    [InlineData("${NOT:-other}", "other")]
    [InlineData("${NOT:-}", "")]
    [InlineData("${NOT:-a:-b}", "a:-b")]
    [InlineData("${EMPTY:-other}", "other")]
    [InlineData("$${A}", "${A}")]
    [InlineData("$$${A}", "$${A}")]
    [InlineData("${A}$${A}${B}", "alpha${A}beta")]
    [InlineData("$${", "${")]
    [InlineData("$A", "$A")]
    [InlineData("cost: 5$", "cost: 5$")]
    [InlineData("}{", "}{")]
    [InlineData("${NESTED}", "${A}")]
    public void Variables_are_replaced_once_from_left_to_right(string text, string value)
    {
        var sections = Environment();

        Assert.Equal(value, sections.Read($"send: {{ a: \"{text}\" }}").Text("a", ""));
        Assert.Empty(sections.Messages);
    }

    [Theory]
    [InlineData("ab${NOT}", "m.yaml:1:15: error SET004: the environment variable NOT is not set\n  hint: set it before the run: export NOT=…, or write ${NOT:-default}")]
    [InlineData("${EMPTY}", "m.yaml:1:13: error SET004: the environment variable EMPTY is empty\n  hint: set it before the run: export EMPTY=…, or write ${EMPTY:-default}")]
    [InlineData("${A", "m.yaml:1:13: error SET003: '${' without its '}'\n  hint: write ${NAME} or ${NAME:-default}")]
    [InlineData("${}", "m.yaml:1:13: error SET003: '' is not the name of an environment variable\n  hint: write ${NAME} or ${NAME:-default}; $${ stands for a literal ${")]
    [InlineData("${ A }", "m.yaml:1:13: error SET003: ' A ' is not the name of an environment variable\n  hint: write ${NAME} or ${NAME:-default}; $${ stands for a literal ${")]
    [InlineData("${1A}", "m.yaml:1:13: error SET003: '1A' is not the name of an environment variable\n  hint: write ${NAME} or ${NAME:-default}; $${ stands for a literal ${")]
    public void What_cannot_be_replaced_is_a_finding_at_its_place(string text, string finding)
    {
        var sections = Environment();

        Assert.Null(sections.Read($"send: {{ a: \"{text}\" }}").Text("a", ""));
        Assert.Equal(finding, sections.Shown);
    }

    [Theory]
    [InlineData("${NOT}", "http://localhost/NOT")]
    [InlineData("https://${NOT}/x", "https://1/x")]
    [InlineData("https://localhost:${NOT}/x", "https://localhost:1/x")]
    public void Where_variables_may_be_missing_a_stand_in_keeps_an_address_an_address(string text, string value)
    {
        var sections = new Sections { VariablesMayBeMissing = true };

        Assert.Equal(value, sections.Read($"send: {{ a: \"{text}\" }}").Text("a", ""));
        Assert.True(Uri.TryCreate(value, UriKind.Absolute, out _));
        Assert.Equal(["SET006: the environment variable NOT is not set here; a run needs it"], sections.Messages);
        Assert.False(sections.Findings.HasErrors);
    }

    private static Sections Environment()
    {
        var sections = new Sections();
        sections.Environment["A"] = "alpha";
        sections.Environment["B"] = "beta";
        sections.Environment["EMPTY"] = "";
        sections.Environment["NESTED"] = "${A}";
        return sections;
    }
}
