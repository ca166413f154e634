using Loader.Mappings.Events;
using Loader.Mappings.Findings;
using Loader.Mappings.Rows;
using Loader.Mappings.Rules;

namespace Loader.Mappings.Tests.Rules;

public class PlainValueTests
{
    [Theory]
    [InlineData("3", ValueKind.Integer, "3")]
    [InlineData("0", ValueKind.Integer, "0")]
    [InlineData("-17", ValueKind.Integer, "-17")]
    [InlineData("9223372036854775807", ValueKind.Integer, "9223372036854775807")]
    [InlineData("9223372036854775808", ValueKind.Decimal, "9223372036854775808")]
    [InlineData("12.50", ValueKind.Decimal, "12.50")]
    [InlineData("-0.10", ValueKind.Decimal, "-0.10")]
    [InlineData("1234567890123456789012345.678", ValueKind.Decimal, "1234567890123456789012345.678")]
    [InlineData("1.5e3", ValueKind.Float, "1500")]
    [InlineData("2E-2", ValueKind.Float, "0.02")]
    [InlineData("true", ValueKind.Boolean, "true")]
    [InlineData("False", ValueKind.Boolean, "false")]
    [InlineData("null", ValueKind.Null, "null")]
    [InlineData("~", ValueKind.Null, "null")]
    [InlineData("", ValueKind.Null, "null")]
    [InlineData("yes", ValueKind.Text, "\"yes\"")]
    [InlineData("on", ValueKind.Text, "\"on\"")]
    [InlineData("1_000", ValueKind.Text, "\"1_000\"")]
    [InlineData("1.2.3", ValueKind.Text, "\"1.2.3\"")]
    [InlineData("12:30", ValueKind.Text, "\"12:30\"")]
    [InlineData("2026-03-01", ValueKind.Text, "\"2026-03-01\"")]
    [InlineData("2026-03-01T10:00:00Z", ValueKind.Text, "\"2026-03-01T10:00:00Z\"")]
    [InlineData("purchase", ValueKind.Text, "\"purchase\"")]
    [InlineData("-x", ValueKind.Text, "\"-x\"")]
    [InlineData(".", ValueKind.Text, "\".\"")]
    [InlineData("1e", ValueKind.Text, "\"1e\"")]
    [InlineData("0x", ValueKind.Text, "\"0x\"")]
    [InlineData("\"12.50\"", ValueKind.Text, "\"12.50\"")]
    [InlineData("'true'", ValueKind.Text, "\"true\"")]
    [InlineData("''", ValueKind.Text, "\"\"")]
    [InlineData("\"007\"", ValueKind.Text, "\"007\"")]
    [InlineData("\\= total", ValueKind.Text, "\"= total\"")]
    [InlineData("'\\= total'", ValueKind.Text, "\"= total\"")]
    [InlineData("\\x", ValueKind.Text, "\"\\\\x\"")]
    [InlineData("$${X}", ValueKind.Text, "\"${X}\"")]
    public void A_plain_value_is_the_constant_that_it_says(string written, ValueKind kind, string json)
    {
        var (value, findings) = Constant(written);

        Assert.Empty(findings);
        Assert.Equal((kind, json), (value.Kind, JsonText.Of(value)));
    }

    [Theory]
    [InlineData("007")]
    [InlineData("-01")]
    [InlineData("+390612345")]
    [InlineData("0x1F")]
    [InlineData("0o17")]
    [InlineData(".5")]
    [InlineData("5.")]
    [InlineData("00.5")]
    [InlineData(".inf")]
    [InlineData("-.Inf")]
    [InlineData(".nan")]
    [InlineData("1e999")]
    [InlineData("0.12345678901234567890123456789012345")]
    [InlineData("123456789012345678901234567890")]
    public void A_number_that_would_not_leave_as_it_is_written_is_not_guessed_at(string written)
    {
        var (_, findings) = Constant(written);

        var finding = Assert.Single(findings);
        Assert.Equal(("MAP009", $"if it is a text, put it in quotes: \"{written}\""), (finding.Code.Id, finding.Hint));
    }

    [Theory]
    [InlineData("${X}", 6)]
    [InlineData("a ${X:-b} c", 8)]
    [InlineData("'${total}'", 7)]
    public void The_environment_is_not_read_in_an_event(string written, int column)
    {
        var (_, findings) = Constant(written);

        var finding = Assert.Single(findings);
        Assert.Equal(("MAP008", new Place("m.yaml", 2, column)), (finding.Code.Id, finding.Place));
    }

    private static (Value Value, FindingList Findings) Constant(string written)
    {
        var findings = new FindingList();
        var rules = RulesReader.Read($"event:\n  x: {written}\nkey: = k\nfrom: {{ csv: }}\nto: {{ x: }}\n", "m.yaml", findings);
        return (((TemplateConstant)rules!.Event!.Members[0].Node).Value, findings);
    }
}
