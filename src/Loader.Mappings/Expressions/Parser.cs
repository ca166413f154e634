using System.Globalization;
using System.Text;
using Loader.Mappings.Findings;
using Loader.Mappings.Rows;

namespace Loader.Mappings.Expressions;

/// <summary>
/// A Pratt parser: an operand, then operators as long as they bind at least as tightly as asked. The first mistake is
/// reported and ends it; null goes all the way up.
/// </summary>
internal sealed class Parser(string text, TextOrigin origin, FindingList findings)
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
        var spaced = whole is ColumnSyntax { Quoted: false } name && current.Kind == TokenKind.Name
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
            else if (current.IsWord("not") && least <= Precedence.Comparison && lexer.Next(current.End).IsWord("in"))
            {
                var not = current.Start;
                Advance();
                left = Binary(left, BinaryOperator.In) is { } inside
                    ? new UnarySyntax(left.Start, inside.End() - left.Start, UnaryOperator.Not, inside) { Anchor = not }
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
        return new BinarySyntax(left.Start, right.End() - left.Start, op, left, right) { Anchor = sign.Start };
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
            if (!Items(")", arguments)) return null;
            end = current.End;
            Advance();
        }

        return Postfix(new CallSyntax(input.Start, end - input.Start, name.Text, new(arguments), Piped: true) { Anchor = name.Start });
    }

    private Syntax? Operand()
    {
        var start = current;
        if (start.Is("-") || start.IsWord("not"))
        {
            Advance();
            var (op, least) = start.Is("-") ? (UnaryOperator.Negate, Precedence.Negation) : (UnaryOperator.Not, Precedence.Not);
            return Expression(least, $"after '{start.Text}'") is { } operand
                ? new UnarySyntax(start.Start, operand.End() - start.Start, op, operand)
                : null;
        }

        return Primary() is { } primary ? Postfix(primary) : null;
    }

    private Syntax? Primary()
    {
        var token = current;
        switch (token.Kind)
        {
            case TokenKind.Number:
                Advance();
                return Number(token);
            case TokenKind.Quote:
                return Text(token);
            case TokenKind.QuotedName:
                Advance();
                return new ColumnSyntax(token.Start, token.Length, token.Text, Quoted: true);
            case TokenKind.Name when token.Text is not ("and" or "or" or "in"):
                Advance();
                return current.Is("(") && !Lexer.IsKeyword(token.Text) ? Call(token) : Word(token);
            case TokenKind.Sign when token.Text == "(":
                Advance();
                if (Expression(Precedence.Pipe, "after '('") is not { } inner) return null;
                if (!current.Is(")")) return Expected($"')' to close the '(' of column {origin.At(token.Start).Column}");
                Advance();
                return inner;
            case TokenKind.Sign when token.Text == "[":
                List<Syntax> items = [];
                if (!Items("]", items)) return null;
                var end = current.End;
                Advance();
                return new ListSyntax(token.Start, end - token.Start, new(items));
            case TokenKind.Sign when token.Text == ".":
                return Expected("a value", "a number needs a digit before its point: 0.5");
            default:
                return Expected("a value");
        }
    }

    private static Syntax Word(Token word) => word.Text switch
    {
        "true" => new LiteralSyntax(word.Start, word.Length, Value.True),
        "false" => new LiteralSyntax(word.Start, word.Length, Value.False),
        "null" => new LiteralSyntax(word.Start, word.Length, Value.Null),
        "now" => new NowSyntax(word.Start, word.Length),
        _ => new ColumnSyntax(word.Start, word.Length, word.Text, Quoted: false),
    };

    private CallSyntax? Call(Token name)
    {
        List<Syntax> arguments = [];
        if (!Items(")", arguments)) return null;
        var end = current.End;
        Advance();
        return new CallSyntax(name.Start, end - name.Start, name.Text, new(arguments), Piped: false);
    }

    /// <summary>From the opening bracket to the closing one, which stays the current token.</summary>
    private bool Items(string close, List<Syntax> items)
    {
        var open = current;
        Advance();
        if (current.Is(close)) return true;
        while (true)
        {
            if (Expression(Precedence.Pipe, items.Count == 0 ? $"after '{open.Text}'" : "after ','") is not { } item) return false;
            items.Add(item);
            if (current.Is(close)) return true;
            if (!current.Is(","))
            {
                Expected($"',' or '{close}' to close the '{open.Text}' of column {origin.At(open.Start).Column}");
                return false;
            }

            Advance();
        }
    }

    private Syntax? Postfix(Syntax target)
    {
        while (current.Is(".") || current.Is("["))
        {
            if (target.Height >= ExpressionParser.DeepestNesting) return TooDeep(current.Start);
            var sign = current;
            if (sign.Is("."))
            {
                Advance();
                if (current.Kind is not (TokenKind.Name or TokenKind.QuotedName)) return Expected("the name of a member after '.'");
                target = new MemberSyntax(target.Start, current.End - target.Start, target, current.Text) { Anchor = current.Start };
            }
            else
            {
                Advance();
                if (Expression(Precedence.Pipe, "after '['") is not { } index) return null;
                if (!current.Is("]")) return Expected($"']' to close the '[' of column {origin.At(sign.Start).Column}");
                target = new IndexSyntax(target.Start, current.End - target.Start, target, index) { Anchor = sign.Start };
            }

            Advance();
        }

        return target;
    }

    private LiteralSyntax? Number(Token token)
    {
        if (!token.Text.Contains('.', StringComparison.Ordinal) && long.TryParse(token.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var integer))
            return new(token.Start, token.Length, Value.Of(integer));
        if (!token.Text.Contains('.', StringComparison.Ordinal))
        {
            Fail(token.Start, $"{token.Text} does not fit an integer of 64 bits", token.Length <= 28 ? $"as a decimal: {token.Text}.0" : null);
            return null;
        }

        if (Functions.ExactDecimal.TryParse(Encoding.ASCII.GetBytes(token.Text), out var number)) return new(token.Start, token.Length, Value.Of(number));
        Fail(token.Start, $"{token.Text} has more digits than a decimal holds (28)");
        return null;
    }

    private Syntax? Text(Token quote)
    {
        List<Syntax> parts = [];
        var literal = new StringBuilder();
        var literalStart = quote.End;
        var i = quote.End;
        while (true)
        {
            if (i >= text.Length)
                return Fail(quote.Start, $"the text that opens here is never closed: expected {quote.Text} at the end");
            var character = text[i];
            if (character == quote.Text[0]) break;
            if (character == '\\')
            {
                if (Escaped(i) is not { } escaped) return null;
                literal.Append(escaped);
                i += 2;
            }
            else if (character == '{')
            {
                current = lexer.Next(i + 1);
                if (current.Is("}")) return Fail(i, "there is no expression between the braces", "a brace that is meant as text is written \\{");
                if (Expression(Precedence.Pipe, "after '{'") is not { } inside) return null;
                if (!current.Is("}")) return Expected($"'}}' to close the '{{' of column {origin.At(i).Column}", "a brace that is meant as text is written \\{");
                i = current.End;
                if (inside is LiteralSyntax { Value.Kind: ValueKind.Text } constant)
                {
                    literal.Append(constant.Value.Text);
                }
                else
                {
                    Flush();
                    parts.Add(inside);
                    literalStart = i;
                }
            }
            else
            {
                literal.Append(character);
                i++;
            }
        }

        current = lexer.Next(i + 1);
        if (parts.Count == 0) return new LiteralSyntax(quote.Start, i + 1 - quote.Start, Value.Of(literal.ToString()));
        Flush();
        return new InterpolatedSyntax(quote.Start, i + 1 - quote.Start, new(parts));

        void Flush()
        {
            if (literal.Length == 0) return;
            parts.Add(new LiteralSyntax(literalStart, i - literalStart, Value.Of(literal.ToString())));
            literal.Clear();
        }
    }

    private char? Escaped(int backslash)
    {
        switch (backslash + 1 < text.Length ? text[backslash + 1] : '\0')
        {
            case 'n': return '\n';
            case 'r': return '\r';
            case 't': return '\t';
            case '"' or '\'' or '\\' or '{' or '}': return text[backslash + 1];
            default:
                Fail(backslash, "expected one of \\\" \\' \\\\ \\n \\r \\t \\{ \\}", "a backslash that is meant as text is written \\\\");
                return null;
        }
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

internal static class SyntaxEnds
{
    public static int End(this Syntax syntax) => syntax.Start + syntax.Length;
}
