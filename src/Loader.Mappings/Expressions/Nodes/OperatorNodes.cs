using System.Diagnostics;
using Loader.Mappings.Findings;
using Loader.Mappings.Functions;
using Loader.Mappings.Rows;

namespace Loader.Mappings.Expressions.Nodes;

internal sealed class ArithmeticNode(BinaryOperator op, Node left, Node right, ValueKind? kind, Place place) : Node(kind, place)
{
    public override Value Evaluate(Frame frame)
    {
        var a = left.Evaluate(frame);
        if (a.IsNull || a.IsProblem) return a;
        var b = right.Evaluate(frame);
        return b.IsNull || b.IsProblem ? b : Here(Arithmetic.Apply(op, a, b));
    }
}

internal sealed class NegateNode(Node operand, Place place) : Node(operand.Kind, place)
{
    public override Value Evaluate(Frame frame)
    {
        var value = operand.Evaluate(frame);
        return value.IsNull || value.IsProblem ? value : Here(Arithmetic.Negated(value));
    }
}

/// <summary>
/// <c>== !=</c> compare null like a value and always give true or false; <c>&lt; &lt;= &gt; &gt;=</c> with null give null, which no
/// condition takes for true.
/// </summary>
internal sealed class CompareNode(BinaryOperator op, Node left, Node right, Place place) : Node(ValueKind.Boolean, place)
{
    public override Value Evaluate(Frame frame)
    {
        var a = left.Evaluate(frame);
        if (a.IsProblem) return a;
        var b = right.Evaluate(frame);
        if (b.IsProblem) return b;
        var equality = op is BinaryOperator.Equal or BinaryOperator.NotEqual;
        if (a.IsNull || b.IsNull) return equality ? Value.Of((a.IsNull && b.IsNull) == (op == BinaryOperator.Equal)) : Value.Null;
        var standing = Comparison.Of(a, b);
        if (standing == Standing.Incomparable || (!equality && !Comparison.Ordered(a.Kind)))
            return Here(Trouble.WrongKind(Refusal(op, a.Kind, b.Kind), Arithmetic.Hint(a.Kind, b.Kind)));
        return Value.Of(op switch
        {
            BinaryOperator.Equal => standing == Standing.Equal,
            BinaryOperator.NotEqual => standing != Standing.Equal,
            BinaryOperator.Less => standing == Standing.Less,
            BinaryOperator.LessOrEqual => standing is Standing.Less or Standing.Equal,
            BinaryOperator.Greater => standing == Standing.Greater,
            BinaryOperator.GreaterOrEqual => standing is Standing.Greater or Standing.Equal,
            _ => throw new UnreachableException(),
        });
    }

    /// <summary>"'&lt;' cannot compare text with an integer"</summary>
    public static string Refusal(BinaryOperator op, ValueKind a, ValueKind b) =>
        a == b ? $"{a.Noun()} has no order: '{op.Sign()}' cannot compare two of them" : $"'{op.Sign()}' cannot compare {a.Noun()} with {b.Noun()}";
}

/// <summary>Whether a list has an item equal to the value. Null is in a list that has a null.</summary>
internal sealed class InNode(Node left, Node right, Place place) : Node(ValueKind.Boolean, place)
{
    public override Value Evaluate(Frame frame)
    {
        var value = left.Evaluate(frame);
        if (value.IsProblem) return value;
        var list = right.Evaluate(frame);
        if (list.IsNull || list.IsProblem) return list;
        if (list.Kind != ValueKind.List)
        {
            return Here(Trouble.WrongKind(
                $"'in' needs a list on its right, not {list.Kind.Noun()}",
                "status in [\"paid\", \"shipped\"]; for a part of a text: contains(text, part)"));
        }

        var items = list.List;
        for (var i = 0; i < items.Count; i++)
        {
            var item = items[i];
            if (item.IsNull || value.IsNull ? item.IsNull && value.IsNull : Comparison.Of(value, item) == Standing.Equal) return Value.True;
        }

        return Value.False;
    }
}
