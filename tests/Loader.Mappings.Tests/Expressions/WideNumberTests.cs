using System.Text;
using Loader.Mappings.Rows;

namespace Loader.Mappings.Tests.Expressions;

/// <summary>What a decimal of more than 28 digits takes part in, and what fails its row instead of rounding it.</summary>
public class WideNumberTests
{
    private const string Wide = "12345678901234567890123456789.5";

    [Theory]
    [InlineData("x", Wide)]
    [InlineData("text(x)", $"\"{Wide}\"")]
    [InlineData("\"id {x}\"", $"\"id {Wide}\"")]
    [InlineData("x == y", "true")]
    [InlineData("x != y", "false")]
    [InlineData("x in [1, y]", "true")]
    [InlineData("x == 12.5", "false")]
    [InlineData("x > 12.5", "true")]
    [InlineData("1 < x", "true")]
    [InlineData("x > float(\"1.5\")", "true")]
    [InlineData("x < float(\"1e30\")", "true")]
    [InlineData("float(\"-1e300\") < x", "true")]
    [InlineData("tenth == float(\"0.1\")", "false")]
    [InlineData("tenth < float(\"0.1\")", "true")]
    [InlineData("half == 0.5", "true")]
    [InlineData("half == float(\"0.5\")", "true")]
    [InlineData("if(x > 0, x, 0)", Wide)]
    [InlineData("none ?? x", Wide)]
    [InlineData("x | decimal", Wide)]
    [InlineData("decimal(text(x))", Wide)]
    [InlineData("decimal(\"12.345.678.901.234.567.890.123.456.789,5\", \",\", \".\")", Wide)]
    [InlineData("float(tenth)", "0.1")]
    [InlineData("round(x)", "12345678901234567890123456790")]
    [InlineData("round(tenth, 2)", "0.10")]
    [InlineData("round(tenth, 2) * 2", "0.20")]
    [InlineData("floor(x)", "12345678901234567890123456789")]
    [InlineData("ceil(tenth)", "1")]
    [InlineData("sign(x)", "1")]
    [InlineData("max(x, 1)", Wide)]
    [InlineData("min([x, 1, tenth])", "0.10000000000000000000000000000000000000")]
    [InlineData("sort([x, 1, tenth])", "[0.10000000000000000000000000000000000000,1," + Wide + "]")]
    [InlineData("count(distinct([x, y, 1, half, 0.5]))", "3")]
    [InlineData("json(x)", $"\"{Wide}\"")]
    [InlineData("parse_json(\"[12345678901234567890123456789.5]\")", $"[{Wide}]")]
    [InlineData("uuid5(\"url\", x) == uuid5(\"url\", text(x))", "true")]
    [InlineData("half * 3", "1.5")]
    [InlineData("abs(half)", "0.5")]
    [InlineData("-half", "-0.5")]
    [InlineData("sum([half, half])", "1.0")]
    [InlineData("x * 2", "ROW002")]
    [InlineData("1 + x", "ROW002")]
    [InlineData("x / 2", "ROW002")]
    [InlineData("x - rate", "ROW002")]
    [InlineData("-x", "ROW002")]
    [InlineData("abs(x)", "ROW002")]
    [InlineData("integer(x)", "ROW002")]
    [InlineData("sum([x, 1])", "ROW002")]
    [InlineData("avg([x])", "ROW002")]
    [InlineData("try(x * 2, 0)", "0")]
    [InlineData("status + x", "ROW002")]
    [InlineData("upper(x)", "ROW005")]
    public void A_wide_decimal_is_compared_and_written_and_never_rounded(string expression, string shown)
    {
        (string, Value)[] row =
        [
            ("x", Of(Wide)), ("y", Of(Wide + "00")), ("tenth", Of("0.10000000000000000000000000000000000000")),
            ("half", Of("0.5000000000000000000000000000000000")), ("none", Value.Null), ("rate", Value.Of(0.5)), ("status", Value.Of("paid")),
        ];

        Assert.Equal(shown, Evaluated.Shown(Evaluated.Of(expression, typed: false, row)));
    }

    [Fact]
    public void The_problem_says_the_number_and_what_to_do()
    {
        var problem = Evaluated.Of("x * 2", ("x", Of(Wide))).Problem;

        Assert.Equal($"\"{Wide}\" has more digits than '*' computes with (28)", problem.Message);
        Assert.Contains("round(x, 2)", problem.Hint, StringComparison.Ordinal);
    }

    private static Value Of(string digits) => WideDecimal.Of(Encoding.ASCII.GetBytes(digits));
}
