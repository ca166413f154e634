using Loader.Mappings.Findings;
using Loader.Mappings.Functions;
using Loader.Mappings.Rows;

namespace Loader.Mappings.Expressions.Nodes;

/// <summary>Conditions: true is true, false and null are not, anything else is a problem.</summary>
internal static class Condition
{
    /// <summary>Whether it holds; null when the value is no condition, and then the value has become the problem.</summary>
    public static bool? Holds(ref Value value, Place place, string where)
    {
        if (value.Kind == ValueKind.Boolean) return value.Boolean;
        if (value.IsNull) return false;
        if (!value.IsProblem)
        {
            value = Trouble.WrongKind($"{where} needs true or false, not {value.Kind.Noun()}", "compare it: x == \"yes\", x != null");
            value = Value.Of(value.Problem.At(place));
        }

        return null;
    }
}

internal sealed class IfNode(Node condition, Node then, Node otherwise, ValueKind? kind, Place place) : Node(kind, place)
{
    public override Value Evaluate(Frame frame)
    {
        var value = condition.Evaluate(frame);
        return Condition.Holds(ref value, Place, "if") switch
        {
            true => then.Evaluate(frame),
            false => otherwise.Evaluate(frame),
            null => value,
        };
    }
}

/// <summary>The first value that is not null; what stands after it is not computed.</summary>
internal sealed class CoalesceNode(Node[] choices, ValueKind? kind, Place place) : Node(kind, place)
{
    public override Value Evaluate(Frame frame)
    {
        foreach (var choice in choices)
        {
            var value = choice.Evaluate(frame);
            if (!value.IsNull) return value;
        }

        return Value.Null;
    }
}

/// <summary>The value unless it is null or an empty text.</summary>
internal sealed class DefaultNode(Node x, Node otherwise, ValueKind? kind, Place place) : Node(kind, place)
{
    public override Value Evaluate(Frame frame)
    {
        var value = x.Evaluate(frame);
        return value.IsNull || (value.Kind == ValueKind.Text && value.Utf8.IsEmpty) ? otherwise.Evaluate(frame) : value;
    }
}

/// <summary>The value unless it is a problem.</summary>
internal sealed class TryNode(Node x, Node otherwise, ValueKind? kind, Place place) : Node(kind, place)
{
    public override Value Evaluate(Frame frame)
    {
        var value = x.Evaluate(frame);
        return value.IsProblem ? otherwise.Evaluate(frame) : value;
    }
}

/// <summary><c>and</c>, <c>or</c>: the right side is computed only when the left one does not decide.</summary>
internal sealed class LogicNode(bool and, Node left, Node right, Place place) : Node(ValueKind.Boolean, place)
{
    public override Value Evaluate(Frame frame)
    {
        var value = left.Evaluate(frame);
        var holds = Condition.Holds(ref value, left.Place, and ? "'and'" : "'or'");
        if (holds is null) return value;
        if (holds.Value != and) return Value.Of(holds.Value);
        value = right.Evaluate(frame);
        holds = Condition.Holds(ref value, right.Place, and ? "'and'" : "'or'");
        return holds is null ? value : Value.Of(holds.Value);
    }
}

internal sealed class NotNode(Node operand, Place place) : Node(ValueKind.Boolean, place)
{
    public override Value Evaluate(Frame frame)
    {
        var value = operand.Evaluate(frame);
        return Condition.Holds(ref value, operand.Place, "'not'") is { } holds ? Value.Of(!holds) : value;
    }
}
