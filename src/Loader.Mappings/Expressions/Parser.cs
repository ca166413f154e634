using Loader.Mappings.Findings;

namespace Loader.Mappings.Expressions;

/// <summary>
/// A Pratt parser: an operand, then operators as long as they bind at least as tightly as asked. The first mistake is
/// reported and ends it; null goes all the way up. This part reads operators, the other one what stands between them.
/// </summary>
internal sealed partial class Parser(string text, TextOrigin origin, FindingList findings)
{
    private readonly Lexer lexer = new(text, origin, findings);
    private Token current;
    private int depth;

    public Syntax? Whole()
    {
        current = lexer.Next(0);
        if (current.Kind == TokenKind.End) return Fail(current.Start, "expected an expression after '='", "= order_id");
        if (Expression(Precedence.Pipe) is not { } whole) return null;
        if (current.Kind == TokenKind.End) return whole;
        var spaced = whole is ColumnSyntax { Quoted: false } name && current.Kind == TokenKind.Name && !Lexer.IsKeyword(current.Text)
            ? $"a column with a space in its name stands in backticks: `{name.Name} {current.Text}`"
            : null;
        return Expected("an operator, '|' or the end", spaced);
    }

    private Syntax? Expression(Precedence least)
    {
        if (++depth > ExpressionParser.DeepestNesting) return TooDeep(current.Start);
        var left = Operand();
        while (left is not null && current.Kind is TokenKind.Sign or TokenKind.Name)
        {
            if (left.Height >= ExpressionParser.DeepestNesting) return TooDeep(current.Start);
            if (current.Is("|"))
            {
                if (least > Precedence.Pipe) break;
                left = Piped(left);
            }
            else if (current.IsWord("not") && least <= Precedence.Comparison && lexer.WordFollows(current.End, "in"))
            {
                var not = current.Start;
                Advance();
                left = Binary(left, BinaryOperator.In) is { } inside
                    ? new UnarySyntax(left.Start, inside.End - left.Start, UnaryOperator.Not, inside) { Anchor = not }
                    : null;
            }
            else if (OperatorHere() is { } op && op.Precedence() >= least)
            {
                left = Binary(left, op);
            }
            else
            {
                break;
            }
        }

        depth--;
        return left;
    }

    private Syntax? Binary(Syntax left, BinaryOperator op)
    {
        var sign = current;
        Advance();

        // The chain a ?? b ?? c groups to the right, all others to the left.
        var least = op == BinaryOperator.Coalesce ? Precedence.Coalesce : op.Precedence() + 1;
        if (Expression(least, $"after '{sign.Text}'") is not { } right) return null;
        if (op.Precedence() == Precedence.Comparison && OperatorHere() is { } second && second.Precedence() == Precedence.Comparison)
            return Fail(current.Start, $"comparisons do not chain: '{current.Text}' follows '{sign.Text}'", "compare twice: a < b and b < c");
        return new BinarySyntax(left.Start, right.End - left.Start, op, left, right) { Anchor = sign.Start };
    }

    private Syntax? Expression(Precedence least, string where)
    {
        if (current.Kind == TokenKind.End) return Fail(current.Start, $"expected a value {where}, but the expression ends here");
        return Expression(least);
    }

    private BinaryOperator? OperatorHere() => current.Kind is not (TokenKind.Sign or TokenKind.Name) ? null : current.Text switch
    {
        "or" => BinaryOperator.Or,
        "and" => BinaryOperator.And,
        "==" => BinaryOperator.Equal,
        "!=" => BinaryOperator.NotEqual,
        "<" => BinaryOperator.Less,
        "<=" => BinaryOperator.LessOrEqual,
        ">" => BinaryOperator.Greater,
        ">=" => BinaryOperator.GreaterOrEqual,
        "in" => BinaryOperator.In,
        "??" => BinaryOperator.Coalesce,
        "+" => BinaryOperator.Add,
        "-" => BinaryOperator.Subtract,
        "*" => BinaryOperator.Multiply,
        "/" => BinaryOperator.Divide,
        "%" => BinaryOperator.Remainder,
        _ => null,
    };

    private Syntax? Piped(Syntax input)
    {
        Advance();
        if (current.Kind != TokenKind.Name || Lexer.IsKeyword(current.Text))
            return Expected("the name of a function after '|'", "x | upper, x | left(3)");
        var name = current;
        var end = name.End;
        List<Syntax> arguments = [input];
        Advance();
        if (current.Is("("))
        {
            if (!Items(")", arguments, named: true)) return null;
            end = current.End;
            Advance();
        }

        return Postfix(new CallSyntax(input.Start, end - input.Start, name.Text, new(arguments), Piped: true) { Anchor = name.Start });
    }

    private void Advance() => current = lexer.Next(current.End);

    private Syntax? Expected(string what, string? hint = null)
    {
        // A bad token has been reported by the lexer, with more to say than that something else was expected.
        return current.Kind == TokenKind.Bad ? null : Fail(current.Start, $"expected {what}, but {current.Described}", hint);
    }

    private Syntax? Fail(int at, string message, string? hint = null)
    {
        findings.Add(ExpressionCodes.Syntax, origin.At(at), message, hint);
        return null;
    }

    private Syntax? TooDeep(int at)
    {
        findings.Add(ExpressionCodes.TooDeep, origin.At(at), $"the expression nests more than {ExpressionParser.DeepestNesting} levels");
        return null;
    }
}
