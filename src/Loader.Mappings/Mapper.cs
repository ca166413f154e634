using Loader.Mappings.Events;
using Loader.Mappings.Expressions;
using Loader.Mappings.Findings;
using Loader.Mappings.Functions;
using Loader.Mappings.Mapping;
using Loader.Mappings.Rows;
using Loader.Mappings.Rules;

namespace Loader.Mappings;

/// <summary>
/// A row into an event, or the reason why not. Compiled once from the rules and the source's columns; after that a row costs
/// no look-up and, while nothing is wrong with it, no memory. One thread at a time: see <see cref="Another"/>.
/// </summary>
public sealed class Mapper
{
    private readonly MappingPlan plan;
    private readonly Frame frame;
    private readonly Value[] slots;
    private List<RowProblem>? problems;

    private Mapper(MappingPlan plan)
    {
        this.plan = plan;
        frame = new(plan.Cells);
        slots = new Value[plan.Slots.Length];
    }

    /// <summary>The events' shape, slots in the order of the mapping. What is the same for every row is a constant in it.</summary>
    public EventShape Shape => plan.Shape;

    /// <summary>The cells that the mapping reads, ascending. A source may leave the others out.</summary>
    public IReadOnlyList<int> Columns => plan.Columns;

    /// <summary>The names of the skip rules, in their order.</summary>
    public IReadOnlyList<string> SkipReasons => plan.SkipReasons;

    /// <summary>What <c>now</c> is in the mapping: the run's start, kept across resumes. Set it before the first row.</summary>
    public Value Now
    {
        get => frame.Now;
        set => frame.Now = value;
    }

    /// <summary>The values of the last row that became an event. Void after the next row and when its chunk is released.</summary>
    public ReadOnlySpan<Value> Slots => slots;

    /// <summary>The key of the last row that became an event, as a text that is not empty. Void like <see cref="Slots"/>.</summary>
    public Value Key { get; private set; }

    /// <summary>
    /// Checks the rules against the source's columns. Null when <paramref name="findings"/> holds an error afterwards, whoever
    /// reported it, and when <paramref name="schema"/> is null: then the source is not known, and all is checked that can be without it.
    /// </summary>
    /// <param name="files">Opens look-up tables in files; null where there are none to be had.</param>
    public static Mapper? Compile(MappingRules rules, Schema? schema, FindingList findings, ITableFiles? files = null) =>
        new MappingCompiler(rules, schema, findings, files).Compile() is { } plan ? new(plan) : null;

    /// <summary>A mapper over the same rules for another thread.</summary>
    public Mapper Another() => new(plan) { Now = Now };

    /// <summary>
    /// Maps one row: unreadable rows are rejected; the first skip rule that holds leaves the row out; then reject rules, key and
    /// fields are all evaluated, so that a rejected row names everything that is wrong with it.
    /// </summary>
    public Mapped Map(RowChunk chunk, int index)
    {
        problems = null;
        if (chunk.ProblemOf(index) is { } unreadable)
        {
            return Mapped.Rejected([new(null, new(unreadable.Code, unreadable.Message, unreadable.Place, unreadable.Hint))]);
        }

        frame.Begin();
        chunk.Read(index, frame.Cells);
        for (var i = 0; i < plan.Skips.Length; i++)
        {
            // A condition that cannot be decided must neither leave the row out nor let another rule do so.
            if (Holds(plan.Skips[i]) && problems is null) return Mapped.Skipped(i);
        }

        foreach (var rule in plan.Rejects)
        {
            if (Holds(rule)) Add(rule.Field, rule.Rejection!);
        }

        MakeKey();
        for (var i = 0; i < slots.Length; i++) Fill(i);
        return problems is null ? Mapped.Event : Mapped.Rejected(problems);
    }

    private bool Holds(PlannedCondition rule)
    {
        var value = rule.Node.Evaluate(frame);
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

    private void MakeKey()
    {
        Key = KeyText.Of(plan.Key.Evaluate(frame), frame.Scratch, plan.Key.Place);
        if (Key.IsProblem) Add("key", Key.Problem);
    }

    private void Fill(int index)
    {
        ref readonly var planned = ref plan.Slots[index];
        var value = planned.Node.Evaluate(frame);
        slots[index] = value;
        if (value.IsProblem) Add(planned.Path, value.Problem);
        else if (planned.MayHideProblems && Hidden.ProblemIn(value) is { } hidden) Add(planned.Path, hidden.At(planned.Node.Place));
    }

    private void Add(string field, Problem problem)
    {
        problems ??= [];

        // One bad cell that several fields read is one problem, named where it was met first.
        foreach (var known in problems)
        {
            if (known.Problem == problem) return;
        }

        problems.Add(new(field, problem));
    }
}
