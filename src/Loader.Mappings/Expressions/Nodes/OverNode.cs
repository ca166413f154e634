using System.Globalization;
using Loader.Mappings.Findings;
using Loader.Mappings.Functions;
using Loader.Mappings.Rows;

namespace Loader.Mappings.Expressions.Nodes;

/// <summary>
/// Goes through the elements of a list, or the rows of the group, and makes one value of them. A list that is null gives null; the first
/// problem of an element is the result's, with the element's number.
/// </summary>
/// <param name="list">The list; null: the rows of the group.</param>
/// <param name="depth">Where the element is kept while it is gone through.</param>
/// <param name="only">Elements for which it does not hold are left out; null: none is.</param>
/// <param name="each">What is made of an element; null: the element itself.</param>
internal abstract class OverNode(Node? list, int depth, Node? only, Node? each, ValueKind? kind, Place place) : Node(kind, place)
{
    private static readonly string[] Ordinals = ["element", "row"];

    public override Value Evaluate(Frame frame)
    {
        if (list is null) return OverRows(frame);
        var value = list.Evaluate(frame);
        if (value.IsNull || value.IsProblem) return value;
        if (value.Kind != ValueKind.List) return Here(Trouble.WrongKind($"a list is needed here, not {value.Kind.Noun()}"));
        return OverList(frame, value.List);
    }

    private Value OverList(Frame frame, IReadOnlyList<Value> items)
    {
        var state = new FoldState { Count = items.Count };
        var around = frame.Set(depth, default);
        for (var i = 0; i < items.Count && !state.Ended; i++)
        {
            frame.Set(depth, new(items[i], i));
            if (Step(frame, items[i], ref state) is { } problem)
            {
                frame.Set(depth, around);
                return Named(problem, 0, i);
            }
        }

        frame.Set(depth, around);
        return Here(End(ref state, frame));
    }

    private Value OverRows(Frame frame)
    {
        var rows = frame.Group;
        var state = new FoldState { Count = rows.Length };
        var around = frame.Set(depth, default);
        RowValues? before = null;
        for (var i = 0; i < rows.Length && !state.Ended; i++)
        {
            var left = frame.Enter(rows[i]);
            before ??= left;
            frame.Set(depth, new(Value.Null, i));
            if (Step(frame, Value.Null, ref state) is { } problem)
            {
                frame.Set(depth, around);
                frame.Enter(before);
                return Named(problem, 1, i);
            }
        }

        frame.Set(depth, around);
        if (before is not null) frame.Enter(before);
        return Here(End(ref state, frame));
    }

    private Problem? Step(Frame frame, in Value element, ref FoldState state)
    {
        if (only is not null)
        {
            var condition = only.Evaluate(frame);
            if (Condition.Holds(ref condition, only.Place, "the condition") is not { } holds) return condition.Problem;
            if (!holds) return null;
        }

        var value = each is null ? element : each.Evaluate(frame);
        if (value.IsProblem) return value.Problem;
        var result = Take(value, element, ref state, frame);
        return result.IsProblem ? Here(result).Problem : null;
    }

    /// <summary>One element more; a problem ends it.</summary>
    private protected abstract Value Take(in Value value, in Value element, ref FoldState state, Frame frame);

    /// <summary>What all of them make.</summary>
    private protected abstract Value End(ref FoldState state, Frame frame);

    private static Value Named(Problem problem, int what, int index) =>
        Value.Of(problem with { Message = string.Create(CultureInfo.InvariantCulture, $"{Ordinals[what]} {index + 1}: {problem.Message}") });
}

/// <summary>What has been gathered so far.</summary>
internal struct FoldState
{
    /// <summary>How many elements there are.</summary>
    public int Count;

    /// <summary>How many were taken.</summary>
    public long Taken;

    public Value Value;

    public List<Value>? Values;

    /// <summary>Whether the elements that follow can change nothing.</summary>
    public bool Ended;
}
