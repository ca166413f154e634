using System.Diagnostics;
using Loader.Mappings.Findings;
using Loader.Mappings.Functions;
using Loader.Mappings.Rows;

namespace Loader.Mappings.Expressions.Nodes;

/// <summary>Sum and average: what is null is left out, numbers stay exact. The sum of nothing is 0, its average null.</summary>
internal sealed class SumNode(bool average, Node? list, int depth, Node? each, ValueKind? kind, Place place)
    : OverNode(list, depth, null, each, kind, place)
{
    private protected override Value Take(in Value value, in Value element, ref FoldState state, Frame frame)
    {
        if (value.IsNull) return value;
        if (!Kinds.Numbers.Contains(value.Kind) && value.Kind is not (ValueKind.WideDecimal or ValueKind.Duration))
            return Trouble.WrongKind(
                $"{(average ? "avg" : "sum")} takes numbers or durations, not {value.Kind.Noun()}",
                Arithmetic.Hint(value.Kind, ValueKind.Integer));
        state.Value = state.Taken++ == 0 ? value : Arithmetic.Apply(BinaryOperator.Add, state.Value, value);
        return state.Value;
    }

    private protected override Value End(ref FoldState state, Frame frame)
    {
        if (!average) return state.Taken == 0 ? Zero() : state.Value;
        if (state.Taken == 0) return Value.Null;
        return state.Value.Kind == ValueKind.Duration
            ? Trouble.WrongKind("avg takes numbers, not a duration", "avg(rows, in_seconds(x)) | seconds")
            : Arithmetic.Apply(BinaryOperator.Divide, state.Value, Value.Of(state.Taken));
    }

    private Value Zero() => Kind switch
    {
        ValueKind.Decimal => Value.Of(0m),
        ValueKind.Float => Value.Of(0.0),
        ValueKind.Duration => Value.OfDuration(0, 0),
        _ => Value.Of(0L),
    };
}

/// <summary>How many elements there are, or for how many a condition holds.</summary>
internal sealed class CountNode(Node? list, int depth, Node? only, Place place) : OverNode(list, depth, only, null, ValueKind.Integer, place)
{
    private protected override Value Take(in Value value, in Value element, ref FoldState state, Frame frame)
    {
        state.Taken++;
        return Value.Null;
    }

    private protected override Value End(ref FoldState state, Frame frame) => Value.Of(state.Taken);
}

/// <summary>The smallest or the largest of the values that are not null; null when there is none.</summary>
internal sealed class ExtremeNode(bool least, Node? list, int depth, Node? each, ValueKind? kind, Place place)
    : OverNode(list, depth, null, each, kind, place)
{
    private protected override Value Take(in Value value, in Value element, ref FoldState state, Frame frame)
    {
        if (value.IsNull) return value;
        if (state.Taken++ == 0)
        {
            if (!Comparison.Ordered(value.Kind)) return Trouble.WrongKind($"{value.Kind.Noun()} has no order");
            state.Value = value;
            if (value.Kind == ValueKind.Float && double.IsNaN(value.Float)) return Trouble.NotFinite($"{Name} got a number that is not one (NaN)");
            return Value.Null;
        }

        switch (Comparison.Of(value, state.Value))
        {
            case Standing.Incomparable: return Trouble.WrongKind($"{Name} cannot compare {value.Kind.Noun()} with {state.Value.Kind.Noun()}");
            case Standing.Unordered: return Trouble.NotFinite($"{Name} got a number that is not one (NaN)");
            case var standing when standing == (least ? Standing.Less : Standing.Greater): state.Value = value; break;
        }

        return Value.Null;
    }

    private string Name => least ? "min" : "max";

    private protected override Value End(ref FoldState state, Frame frame) => state.Value;
}

/// <summary>The value of the first element or of the last one, null or not.</summary>
internal sealed class EndNode(bool first, Node? list, int depth, Node? each, ValueKind? kind, Place place)
    : OverNode(list, depth, null, each, kind, place)
{
    private protected override Value Take(in Value value, in Value element, ref FoldState state, Frame frame)
    {
        state.Value = value;
        state.Ended = first;
        return Value.Null;
    }

    private protected override Value End(ref FoldState state, Frame frame) => state.Value;
}

/// <summary>Whether a condition holds for any or for all elements.</summary>
internal sealed class QuantifierNode(bool all, Node? list, int depth, Node each, Place place)
    : OverNode(list, depth, null, each, ValueKind.Boolean, place)
{
    private protected override Value Take(in Value value, in Value element, ref FoldState state, Frame frame)
    {
        var condition = value;
        if (Condition.Holds(ref condition, Place, all ? "all" : "any") is not { } holds) return condition;
        state.Ended = holds != all;
        return Value.Null;
    }

    private protected override Value End(ref FoldState state, Frame frame) => Value.Of(state.Ended != all);
}

/// <summary>A list of what is made of each element: all of them, or those for which a condition holds.</summary>
internal sealed class MapNode(Node? list, int depth, Node? only, Node? each, Place place)
    : OverNode(list, depth, only, each, ValueKind.List, place)
{
    private protected override Value Take(in Value value, in Value element, ref FoldState state, Frame frame)
    {
        (state.Values ??= new(state.Count)).Add(value);
        return Value.Null;
    }

    private protected override Value End(ref FoldState state, Frame frame) => Value.Of(state.Values ?? (IReadOnlyList<Value>)[]);
}

/// <summary>The values that are not null: each once, in order of size, or as one text.</summary>
internal sealed class GatherNode(Fold fold, Node? list, int depth, Node? each, byte[] separator, Place place)
    : OverNode(list, depth, null, each, fold == Fold.Join ? ValueKind.Text : ValueKind.List, place)
{
    private protected override Value Take(in Value value, in Value element, ref FoldState state, Frame frame)
    {
        if (value.IsNull) return value;
        state.Values ??= new(Math.Min(state.Count, 16));
        if (fold == Fold.Join)
        {
            if (!Kinds.Scalars.Contains(value.Kind)) return Trouble.WrongKind($"{value.Kind.Noun()} has no single text form");
            var text = TextForm.Of(value, frame.Scratch);
            if (text.IsProblem) return text;
            state.Values.Add(text);
            return Value.Null;
        }

        if (fold == Fold.Sort)
        {
            if (!Comparison.Ordered(value.Kind)) return Trouble.WrongKind($"{value.Kind.Noun()} has no order");
            if (value.Kind == ValueKind.Float && double.IsNaN(value.Float)) return Trouble.NotFinite("sort got a number that is not one (NaN)");
            if (state.Values.Count > 0 && !Comparison.Comparable(state.Values[0].Kind, value.Kind))
                return Trouble.WrongKind($"sort cannot compare {value.Kind.Noun()} with {state.Values[0].Kind.Noun()}");
        }

        state.Values.Add(value);
        return Value.Null;
    }

    private protected override Value End(ref FoldState state, Frame frame)
    {
        var values = state.Values ?? [];
        switch (fold)
        {
            case Fold.Join:
                return TextForm.Joined(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(values), separator, frame.Scratch);
            case Fold.Sort:
                // Equal numbers may be written differently (1, 1.0): they keep their order.
                return Value.Of((IReadOnlyList<Value>)[.. values.Order(BySize.Instance)]);
            case Fold.Distinct:
                return Value.Of(Distinct(values));
            default:
                throw new UnreachableException();
        }
    }

    private static IReadOnlyList<Value> Distinct(List<Value> values)
    {
        var seen = new HashSet<Value>(values.Count, BySize.Instance);
        return [.. values.Where(seen.Add)];
    }

    private sealed class BySize : IComparer<Value>, IEqualityComparer<Value>
    {
        public static readonly BySize Instance = new();

        public int Compare(Value x, Value y) => Comparison.Of(x, y) switch
        {
            Standing.Less => -1,
            Standing.Greater => 1,
            _ => 0,
        };

        public bool Equals(Value x, Value y) => Comparison.Of(x, y) == Standing.Equal;

        /// <summary>Numbers that are equal may be of different types: they share a hash.</summary>
        public int GetHashCode(Value value) => value.Kind switch
        {
            ValueKind.Integer => ((double)value.Integer).GetHashCode(),
            ValueKind.Decimal => ((double)value.Decimal).GetHashCode(),
            ValueKind.WideDecimal => (WideDecimal.TryNarrow(value, out var number) ? (double)number : WideDecimal.ToFloat(value)).GetHashCode(),
            ValueKind.Float => value.Float.GetHashCode(),
            _ => value.GetHashCode(),
        };
    }
}

/// <summary>A function that takes single values or a list, where only the row tells which.</summary>
/// <param name="first">The argument that decides; evaluated once.</param>
/// <param name="held">Holds the argument's value for the two others.</param>
/// <param name="over">For a list.</param>
/// <param name="single">For anything else; null: then that is a problem of the list's function.</param>
internal sealed class EitherNode(Node first, HeldNode held, Node over, Node? single, ValueKind? kind, Place place) : Node(kind, place)
{
    public override Value Evaluate(Frame frame)
    {
        var value = first.Evaluate(frame);
        if (value.IsProblem) return value;
        var around = frame.Set(held.Depth, new(value, 0));
        var result = value.Kind == ValueKind.List || single is null ? over.Evaluate(frame) : single.Evaluate(frame);
        frame.Set(held.Depth, around);
        return result;
    }
}

/// <summary>A value that was computed before.</summary>
internal sealed class HeldNode(int depth, Place place) : Node(null, place)
{
    public int Depth { get; } = depth;

    public override Value Evaluate(Frame frame) => frame.At(Depth).Value;
}
