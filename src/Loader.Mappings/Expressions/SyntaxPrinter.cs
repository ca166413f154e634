using System.Diagnostics;
using System.Globalization;
using System.Text;
using Loader.Mappings.Rows;

namespace Loader.Mappings.Expressions;

/// <summary>Syntax back to text, with as few parentheses as keep the tree the same.</summary>
internal static class SyntaxPrinter
{
    public static string Print(Syntax syntax)
    {
        var output = new StringBuilder();
        Print(syntax, Precedence.Pipe, output);
        return output.ToString();
    }

    private static void Print(Syntax syntax, Precedence least, StringBuilder output)
    {
        var bare = PrecedenceOf(syntax) >= least;
        if (!bare) output.Append('(');
        switch (syntax)
        {
            case LiteralSyntax literal: Literal(literal.Value, output); break;
            case ColumnSyntax column: output.Append(Lexer.Quoted(column.Name)); break;
            case NowSyntax: output.Append("now"); break;
            case MemberSyntax member:
                Print(member.Target, Precedence.Postfix, output);
                output.Append('.').Append(Lexer.IsName(member.Name) ? member.Name : Lexer.Quoted(member.Name));
                break;
            case IndexSyntax index:
                Print(index.Target, Precedence.Postfix, output);
                output.Append('[');
                Print(index.Index, Precedence.Pipe, output);
                output.Append(']');
                break;
            case UnarySyntax { Operator: UnaryOperator.Not } not:
                output.Append("not ");
                Print(not.Operand, Precedence.Not, output);
                break;
            case UnarySyntax negation:
                output.Append('-');
                Print(negation.Operand, Precedence.Negation, output);
                break;
            case BinarySyntax binary: Binary(binary, output); break;
            case CallSyntax call: Call(call, output); break;
            case NamedSyntax named:
                output.Append(named.Name).Append(": ");
                Print(named.Value, Precedence.Pipe, output);
                break;
            case InterpolatedSyntax interpolated: Interpolated(interpolated, output); break;
            case ListSyntax list:
                output.Append('[');
                Items(list.Items, 0, output);
                output.Append(']');
                break;
            default: throw new UnreachableException();
        }

        if (!bare) output.Append(')');
    }

    private static Precedence PrecedenceOf(Syntax syntax) => syntax switch
    {
        CallSyntax { Piped: true } => Precedence.Pipe,
        BinarySyntax binary => binary.Operator.Precedence(),
        UnarySyntax { Operator: UnaryOperator.Not } => Precedence.Not,
        UnarySyntax => Precedence.Negation,
        _ => Precedence.Postfix,
    };

    private static void Binary(BinarySyntax binary, StringBuilder output)
    {
        var own = binary.Operator.Precedence();

        // Coalesce groups to the right, comparisons do not group at all, the others to the left.
        Print(binary.Left, own is Precedence.Coalesce or Precedence.Comparison ? own + 1 : own, output);
        output.Append(' ').Append(binary.Operator.Sign()).Append(' ');
        Print(binary.Right, own == Precedence.Coalesce ? own : own + 1, output);
    }

    private static void Call(CallSyntax call, StringBuilder output)
    {
        if (!call.Piped)
        {
            output.Append(call.Function).Append('(');
            Items(call.Arguments, 0, output);
            output.Append(')');
            return;
        }

        Print(call.Arguments[0], Precedence.Pipe, output);
        output.Append(" | ").Append(call.Function);
        if (call.Arguments.Count == 1) return;
        output.Append('(');
        Items(call.Arguments, 1, output);
        output.Append(')');
    }

    private static void Items(SyntaxList items, int from, StringBuilder output)
    {
        for (var i = from; i < items.Count; i++)
        {
            if (i > from) output.Append(", ");
            Print(items[i], Precedence.Pipe, output);
        }
    }

    private static void Interpolated(InterpolatedSyntax interpolated, StringBuilder output)
    {
        output.Append('"');
        foreach (var part in interpolated.Parts)
        {
            if (part is LiteralSyntax { Value.Kind: ValueKind.Text } literal)
            {
                Escaped(literal.Value.Text, output);
            }
            else
            {
                output.Append('{');
                Print(part, Precedence.Pipe, output);
                output.Append('}');
            }
        }

        output.Append('"');
    }

    private static void Literal(in Value value, StringBuilder output)
    {
        switch (value.Kind)
        {
            case ValueKind.Text:
                output.Append('"');
                Escaped(value.Text, output);
                output.Append('"');
                break;
            case ValueKind.Decimal when value.Decimal.Scale == 0:
                output.Append(value.Decimal.ToString(CultureInfo.InvariantCulture)).Append(".0");
                break;
            default:
                output.Append(value.ToString());
                break;
        }
    }

    private static void Escaped(string text, StringBuilder output)
    {
        foreach (var character in text)
        {
            output.Append(character switch
            {
                '"' => "\\\"",
                '\\' => "\\\\",
                '\n' => "\\n",
                '\r' => "\\r",
                '\t' => "\\t",
                '{' => "\\{",
                _ => character.ToString(),
            });
        }
    }
}
