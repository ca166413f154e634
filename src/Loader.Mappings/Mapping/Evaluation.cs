using System.Buffers.Text;
using Loader.Mappings.Expressions;
using Loader.Mappings.Functions;
using Loader.Mappings.Rows;

namespace Loader.Mappings.Mapping;

/// <summary>
/// Puts one row, or one group, through a plan: rules, key, events. Its owner fills the frame; what it makes is void when the owner begins
/// another row or group. While nothing is wrong and a row becomes one event, it takes no memory.
/// </summary>
internal sealed class Evaluation(MappingPlan plan)
{
    private readonly List<Made> made = [];
    private Value[] slots = new Value[plan.Events.Max(planned => planned.Slots.Length)];
    private List<RowProblem>? problems;
    private int used;

    public MappingPlan Plan => plan;

    public Frame Frame { get; } = new(plan.Cells, plan.Lets);

    public IReadOnlyList<RowProblem>? Problems => problems;

    /// <summary>The row's or the group's key.</summary>
    public Value Key { get; private set; }

    public int Events => plan.Named ? made.Count : 1;

    public MappedEvent EventAt(int index)
    {
        if (!plan.Named) return new(0, null, Key, slots.AsSpan(0, plan.Events[0].Slots.Length), 0);
        var (entry, offset, key, number) = made[index];
        return new(entry, plan.Events[entry].Name, key, slots.AsSpan(offset, plan.Events[entry].Slots.Length), number);
    }

    /// <summary>Forgets the last row's or group's problems and events.</summary>
    public void Begin()
    {
        problems = null;
        made.Clear();
        used = 0;
    }

    /// <summary>The first skip rule that holds, or -1. A condition that cannot be decided must neither leave the row out nor let another rule do so.</summary>
    public int Skip()
    {
        for (var i = 0; i < plan.Skips.Length; i++)
        {
            if (Holds(plan.Skips[i]) && problems is null) return i;
        }

        return -1;
    }

    public void Reject()
    {
        foreach (var rule in plan.Rejects)
        {
            if (Holds(rule)) Add(rule.Field, rule.Rejection!);
        }
    }

    public void MakeKey()
    {
        Key = KeyText.Of(plan.Key!.Evaluate(Frame), Frame.Scratch, plan.Key.Place);
        if (Key.IsProblem) Add("key", Key.Problem);
    }

    /// <summary>The group's key of the row in the frame; a problem has been noted.</summary>
    public Value GroupKey()
    {
        var key = KeyText.Of(plan.Group!.Evaluate(Frame), Frame.Scratch, plan.Group.Place);
        if (key.IsProblem) Add("group", key.Problem);
        return key;
    }

    public void UseKey(in Value key) => Key = key;

    /// <summary>All events of the row or group in the frame.</summary>
    public Mapped MakeEvents()
    {
        if (!plan.Named)
        {
            Fill(plan.Events[0], 0);
            return problems is null ? Mapped.Event : Mapped.Rejected(problems);
        }

        for (var i = 0; i < plan.Events.Length; i++)
        {
            if (plan.Events[i].Each is { } each) MakeEach(i, plan.Events[i], each);
            else if (plan.Events[i].When is not { } when || Holds(when)) Make(i, plan.Events[i], 0);
        }

        return problems is not null ? Mapped.Rejected(problems) : made.Count > 0 ? Mapped.Event : Mapped.Skipped(plan.Skips.Length);
    }

    public void Add(string? field, Problem problem)
    {
        problems ??= [];

        // One bad cell that several fields read is one problem, named where it was met first.
        foreach (var known in problems)
        {
            if (known.Problem == problem) return;
        }

        problems.Add(new(field, problem));
    }

    private void MakeEach(int entry, PlannedEvent planned, PlannedEach each)
    {
        if (each.List is null)
        {
            var rows = Frame.Group;
            var first = rows[0];
            for (var i = 0; i < rows.Length; i++)
            {
                Frame.Enter(rows[i]);
                MakeElement(entry, planned, each, Value.Null, i);
            }

            Frame.Enter(first);
            return;
        }

        var list = each.List.Evaluate(Frame);
        if (list.IsNull) return;
        if (list.Kind != ValueKind.List)
        {
            Add(each.Field, list.IsProblem ? list.Problem : new(RowCodes.WrongKind, $"'each' needs a list, not {list.Kind.Noun()}", each.List.Place));
            return;
        }

        for (var i = 0; i < list.List.Count; i++) MakeElement(entry, planned, each, list.List[i], i);
    }

    private void MakeElement(int entry, PlannedEvent planned, PlannedEach each, in Value element, int index)
    {
        var around = Frame.Set(each.Depth, new(element, index));
        if (planned.When is not { } when || Holds(when)) Make(entry, planned, index + 1);
        Frame.Set(each.Depth, around);
    }

    private void Make(int entry, PlannedEvent planned, int number)
    {
        var offset = used;
        used += planned.Slots.Length;
        if (used > slots.Length) Array.Resize(ref slots, Math.Max(used, slots.Length * 2));
        Fill(planned, offset);
        if (!Key.IsProblem) made.Add(new(entry, offset, Named(planned, number), number));
    }

    /// <summary><c>{key}/{name}</c>, and <c>/{number}</c> behind it for an element.</summary>
    private Value Named(PlannedEvent planned, int number)
    {
        var key = Key.Utf8;
        var text = Frame.Scratch.Take(key.Length + planned.Utf8.Length + 12);
        key.CopyTo(text);
        planned.Utf8.CopyTo(text[key.Length..]);
        var length = key.Length + planned.Utf8.Length;
        if (number > 0)
        {
            text[length++] = (byte)'/';
            Utf8Formatter.TryFormat(number, text[length..], out var digits);
            length += digits;
        }

        return Frame.Scratch.Text(length);
    }

    private bool Holds(PlannedCondition rule)
    {
        var value = rule.Node.Evaluate(Frame);
        switch (value.Kind)
        {
            case ValueKind.Boolean: return value.Boolean;
            case ValueKind.Null: return false;
            case ValueKind.Problem:
                Add(rule.Field, value.Problem);
                return false;
            default:
                Add(rule.Field, new(RowCodes.NotACondition, $"a condition must be true or false; this one is {value.Kind.Noun()}", rule.Node.Place));
                return false;
        }
    }

    private void Fill(PlannedEvent planned, int offset)
    {
        for (var i = 0; i < planned.Slots.Length; i++)
        {
            ref readonly var slot = ref planned.Slots[i];
            var value = slot.Node.Evaluate(Frame);
            slots[offset + i] = value;
            if (value.IsProblem) Add(slot.Path, value.Problem);
            else if (slot.MayHideProblems && Hidden.ProblemIn(value) is { } hidden) Add(slot.Path, hidden.At(slot.Node.Place));
        }
    }

    private readonly record struct Made(int Entry, int Offset, Value Key, int Number);
}
