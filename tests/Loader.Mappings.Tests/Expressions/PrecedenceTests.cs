using Loader.Mappings.Expressions;
using Loader.Mappings.Findings;

namespace Loader.Mappings.Tests.Expressions;

public class PrecedenceTests
{
    [Theory]
    [InlineData("a + b * c", "a + (b * c)")]
    [InlineData("a - b - c", "(a - b) - c")]
    [InlineData("a / b * c % d", "((a / b) * c) % d")]
    [InlineData("-a.b", "-(a.b)")]
    [InlineData("-a * b", "(-a) * b")]
    [InlineData("a ?? b ?? c", "a ?? (b ?? c)")]
    [InlineData("a ?? b + c", "a ?? (b + c)")]
    [InlineData("a ?? b == c", "(a ?? b) == c")]
    [InlineData("a + b < c", "(a + b) < c")]
    [InlineData("not a == b", "not (a == b)")]
    [InlineData("not a and b", "(not a) and b")]
    [InlineData("a and b or c and d", "(a and b) or (c and d)")]
    [InlineData("a in b and c", "(a in b) and c")]
    [InlineData("a not in b", "not (a in b)")]
    [InlineData("a | f == b", "(a | f) == b")]
    [InlineData("a == b | f", "(a == b) | f")]
    [InlineData("a ?? b | upper", "(a ?? b) | upper")]
    [InlineData("a and b | f", "(a and b) | f")]
    [InlineData("a | f | g(b | h)", "(a | f) | g((b | h))")]
    [InlineData("a | f[0].x", "((a | f)[0]).x")]
    [InlineData("if(a, b | f, c)", "if((a), (b | f), (c))")]
    public void Operators_bind_as_the_table_says(string written, string grouped)
    {
        var tree = Parsed(written);

        Assert.Equal(Parsed(grouped), tree);
        Assert.Equal(tree, Parsed(tree.ToString()));
    }

    [Theory]
    [InlineData("a | f(b)", "f(a, b)")]
    [InlineData("a ?? b | f", "f(a ?? b)")]
    public void A_pipe_is_a_call_with_its_left_side_as_the_first_argument(string piped, string called)
    {
        var pipe = Assert.IsType<CallSyntax>(Parsed(piped));
        var call = Assert.IsType<CallSyntax>(Parsed(called));

        Assert.Equal(call.Arguments, pipe.Arguments);
        Assert.Equal(call.Function, pipe.Function);
    }

    [Fact]
    public void Trees_that_say_different_things_differ()
    {
        Assert.NotEqual(Parsed("a + b"), Parsed("a - b"));
        Assert.NotEqual(Parsed("f(a)"), Parsed("f(a, b)"));
        Assert.NotEqual(Parsed("\"a{b}\""), Parsed("\"{b}a\""));
        Assert.NotEqual<Syntax>(Parsed("a"), Parsed("\"a\""));
    }

    private static Syntax Parsed(string text)
    {
        var findings = new FindingList();
        var syntax = ExpressionParser.Parse(text, Evaluated.Origin, findings);
        Assert.Empty(findings);
        return syntax!;
    }
}
