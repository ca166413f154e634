using Loader.Mappings.Findings;
using Loader.Mappings.Functions;
using Loader.Mappings.Rows;

namespace Loader.Mappings.Expressions.Nodes;

/// <summary>What all calls do: null in, null out; a problem in, the same problem out; a type that the function does not take is a problem.</summary>
internal abstract class CallNode(FunctionEntry entry, ValueKind? kind, Place place) : Node(kind, place)
{
    /// <summary>Whether the value goes to the function. If not, it has become the result.</summary>
    private protected bool Takes(ref Value value, Parameter parameter)
    {
        if (value.IsNull) return entry.TakesNull;
        if (value.IsProblem) return false;
        if (parameter.Kinds.Contains(value.Kind)) return true;
        if (value.Kind == ValueKind.WideDecimal && parameter.Kinds.Contains(ValueKind.Decimal))
        {
            var fits = WideDecimal.TryNarrow(value, out var number);
            value = fits ? Value.Of(number) : Here(Trouble.TooWide(value, entry.Name));
            return fits;
        }

        value = Here(Trouble.WrongKind($"{entry.Name} takes {parameter.Kinds} for '{parameter.Name}', not {value.Kind.Noun()}", entry.Signature));
        return false;
    }
}

internal sealed class Call1Node(FunctionEntry entry, Function1 function, Node x, Parameter parameter, ValueKind? kind, Place place)
    : CallNode(entry, kind, place)
{
    public override Value Evaluate(Frame frame)
    {
        var value = x.Evaluate(frame);
        return Takes(ref value, parameter) ? Here(function(value, frame.Scratch)) : value;
    }
}

internal sealed class Call2Node(FunctionEntry entry, Function2 function, Node x, Node y, Parameter first, Parameter second, ValueKind? kind, Place place)
    : CallNode(entry, kind, place)
{
    public override Value Evaluate(Frame frame)
    {
        var left = x.Evaluate(frame);
        if (!Takes(ref left, first)) return left;
        var right = y.Evaluate(frame);
        return Takes(ref right, second) ? Here(function(left, right, frame.Scratch)) : right;
    }
}

internal sealed class CallManyNode(FunctionEntry entry, FunctionN function, Node[] arguments, Parameter[] parameters, ValueKind? kind, Place place)
    : CallNode(entry, kind, place)
{
    public override Value Evaluate(Frame frame)
    {
        var values = frame.Enter(arguments.Length);
        var result = Evaluate(frame, values);
        frame.Leave(arguments.Length);
        return result;
    }

    private Value Evaluate(Frame frame, Span<Value> values)
    {
        for (var i = 0; i < arguments.Length; i++)
        {
            var value = arguments[i].Evaluate(frame);
            if (!Takes(ref value, parameters[i])) return value;
            values[i] = value;
        }

        return Here(function(values, frame.Scratch));
    }
}
