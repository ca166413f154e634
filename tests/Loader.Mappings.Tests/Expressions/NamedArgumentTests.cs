using Loader.Mappings.Expressions;
using Loader.Mappings.Findings;

namespace Loader.Mappings.Tests.Expressions;

public sealed class NamedArgumentTests
{
    [Theory]
    [InlineData("anonymize_ip(\"2001:db8::1:2:3\", mode: \"analytical\")", "\"2001:db8::1:2:0\"")]
    [InlineData("\"12.34.56.78\" | anonymize_ip(mode: \"strict\")", "\"12.34.0.0\"")]
    [InlineData("round(12.345, mode: \"half-up\", digits: 2)", "12.35")]
    [InlineData("round(x: 12.5, mode: \"half-up\")", "13")]
    [InlineData("\"2026-03-01 10:00:00\" | time(zone: \"Europe/Rome\")", "\"2026-03-01T09:00:00Z\"")]
    [InlineData("time(\"2026-10-25 02:30:00\", local: \"later\", zone: \"Europe/Rome\")", "\"2026-10-25T01:30:00Z\"")]
    [InlineData("slice(\"abcdef\", count: 2, start: 1)", "\"bc\"")]
    [InlineData("slice(\"abcdef\", count:2, start :1)", "\"bc\"")]
    [InlineData("if(condition: 1 == 1, then: \"a\", otherwise: \"b\")", "\"a\"")]
    public void Arguments_may_say_which_parameter_they_are_for(string expression, string expected) => Assert.Equal(expected, Evaluated.Json(expression));

    [Theory]
    [InlineData("round(1.5, digts: 1)", "EXP004", "round has no argument 'digts'", "did you mean 'digits'?")]
    [InlineData("round(1.5, 1, digits: 2)", "EXP004", "'digits' of round is given twice", "round(")]
    [InlineData("round(digits: 2, 1.5)", "EXP004", "an argument without a name follows 'digits:'", "arguments without names come first")]
    [InlineData("round(digits: 2)", "EXP004", "round needs 'x'", "round(")]
    [InlineData("slice(\"a\", count: 2)", "EXP004", "slice needs 'start'", "slice(")]
    [InlineData("concat(x: \"a\")", "EXP004", "concat has no argument 'x'", "concat(")]
    [InlineData("round(1.5, digits: \"2\")", "EXP005", "round takes integer for 'digits', not text", "round(")]
    [InlineData("round(1.5, mode: \"up\")", "FUN001", "'mode' of round cannot be \"up\"", "half-up")]
    [InlineData("round(1.5, digits: 99)", "FUN001", "the digits after the point must be 0 to 28, not 99", "")]
    [InlineData("round(1.5, digits:)", "EXP001", "expected a value, but here is ')'", "")]
    [InlineData("[a: 1]", "EXP001", "expected ',' or ']' to close the '[' of column 1, but here is ':'", "")]
    public void A_name_that_is_wrong_is_a_finding(string expression, string code, string message, string hint)
    {
        var findings = new FindingList();
        Evaluated.Bound(expression, findings);

        var finding = Assert.Single(findings);
        Assert.Equal((code, message), (finding.Code.Id, finding.Message));
        Assert.Contains(hint, finding.Hint ?? "", StringComparison.Ordinal);
    }

    [Fact]
    public void A_name_points_at_what_was_written()
    {
        var findings = new FindingList();
        Evaluated.Bound("round(1.5, mode: \"up\")", findings);

        Assert.Equal(18, Assert.Single(findings).Place.Column);
    }

    [Theory]
    [InlineData("x | round(mode: \"half-up\", digits: 2)")]
    [InlineData("time(x, zone: \"Europe/Rome\", local: if(a, b) ?? c)")]
    public void What_is_printed_reads_as_the_same(string expression)
    {
        var findings = new FindingList();
        var syntax = ExpressionParser.Parse(expression, Evaluated.Origin, findings)!;

        Assert.Equal(expression, syntax.ToString());
        Assert.Equal(syntax, ExpressionParser.Parse(syntax.ToString(), Evaluated.Origin, findings));
        Assert.Empty(findings);
    }
}
