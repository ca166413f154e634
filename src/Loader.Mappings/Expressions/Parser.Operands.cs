using System.Globalization;
using System.Text;
using Loader.Mappings.Rows;

namespace Loader.Mappings.Expressions;

/// <summary>Reads operands: names, numbers, texts, lists, calls, and what follows them closely.</summary>
internal sealed partial class Parser
{
    private Syntax? Operand()
    {
        var start = current;
        if (start.Is("-") || start.IsWord("not"))
        {
            Advance();
            var (op, least) = start.Is("-") ? (UnaryOperator.Negate, Precedence.Negation) : (UnaryOperator.Not, Precedence.Not);
            return Expression(least, $"after '{start.Text}'") is { } operand
                ? new UnarySyntax(start.Start, operand.End - start.Start, op, operand)
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
                if (token.Text == "now" && current.Is("(")) return Now(token);
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

    /// <summary><c>now()</c>, as other languages write it, is <c>now</c>.</summary>
    private NowSyntax? Now(Token word)
    {
        Advance();
        if (!current.Is(")"))
        {
            Expected("')'", "now takes nothing: it is the start of the run");
            return null;
        }

        var end = current.End;
        Advance();
        return new NowSyntax(word.Start, end - word.Start);
    }

    private CallSyntax? Call(Token name)
    {
        List<Syntax> arguments = [];
        if (!Items(")", arguments, named: true)) return null;
        var end = current.End;
        Advance();
        return new CallSyntax(name.Start, end - name.Start, name.Text, new(arguments), Piped: false);
    }

    /// <summary>From the opening bracket to the closing one, which stays the current token.</summary>
    /// <param name="named">Whether an item may say the parameter it is for, as the arguments of a call may.</param>
    private bool Items(string close, List<Syntax> items, bool named = false)
    {
        var open = current;
        Advance();
        if (current.Is(close)) return true;
        while (true)
        {
            var name = named && current.Kind == TokenKind.Name && !Lexer.IsKeyword(current.Text) && lexer.SignFollows(current.End, ':')
                ? current
                : (Token?)null;
            if (name is not null)
            {
                Advance();
                Advance();
            }

            if (Expression(Precedence.Pipe, name is not null ? "after ':'" : items.Count == 0 ? $"after '{open.Text}'" : "after ','") is not { } item)
                return false;
            items.Add(name is { } of ? new NamedSyntax(of.Start, item.End - of.Start, of.Text, item) : item);
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
                if (!current.Is("}"))
                    return Expected($"'}}' to close the '{{' of column {origin.At(i).Column}", "a brace that is meant as text is written \\{");
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
}
