using Loader.Mappings.Events;
using Loader.Mappings.Expressions;
using Loader.Mappings.Findings;
using Loader.Mappings.Mapping;
using Loader.Mappings.Rows;
using Loader.Mappings.Rules;

namespace Loader.Mappings;

/// <summary>
/// A row into its event, or its events, or the reason why not. Compiled once from the rules and the source's columns; after that a row costs
/// no look-up and, while nothing is wrong with it and it becomes one event, no memory. One thread at a time: see <see cref="Another"/>.
/// A mapping with <c>group:</c> needs a <see cref="Grouper"/> around it.
/// </summary>
public sealed class Mapper
{
    private readonly MappingPlan plan;
    private readonly Evaluation evaluation;

    private Mapper(MappingPlan plan)
    {
        this.plan = plan;
        evaluation = new(plan);
        Entries = [.. plan.Events.Select(planned => new EventEntry(planned.Name, planned.Shape))];
    }

    /// <summary>The events that a row can become: one for <c>event:</c>, else the entries of <c>events:</c>.</summary>
    public IReadOnlyList<EventEntry> Entries { get; }

    /// <summary>The shape of the first entry: the only one of a mapping with <c>event:</c>. What is the same for every row is a constant in it.</summary>
    public EventShape Shape => plan.Events[0].Shape;

    /// <summary>Whether neighbouring rows become one event, so that rows go through a <see cref="Grouper"/>.</summary>
    public bool IsGrouped => plan.Group is not null;

    /// <summary>Whether a row can become several events (<c>events:</c>), each with a name.</summary>
    public bool HasNamedEvents => plan.Named;

    /// <summary>The cells that the mapping reads, ascending. A source may leave the others out.</summary>
    public IReadOnlyList<int> Columns => plan.Columns;

    /// <summary>The mapping's own tables that something is looked up in.</summary>
    public IReadOnlyCollection<string> Tables => plan.Tables;

    /// <summary>The names of the skip rules, in their order; with <c>events:</c> the last is that of rows that become none of them.</summary>
    public IReadOnlyList<string> SkipReasons => plan.SkipReasons;

    /// <summary>What <c>now</c> is in the mapping: the run's start, kept across resumes. Set it before the first row.</summary>
    public Value Now
    {
        get => evaluation.Frame.Now;
        set => evaluation.Frame.Now = value;
    }

    /// <summary>The values of the last row that became one event. Void after the next row and when its chunk is released.</summary>
    public ReadOnlySpan<Value> Slots => EventAt(0).Slots;

    /// <summary>The key of the last row that became an event, as a text that is not empty. Void like <see cref="Slots"/>.</summary>
    public Value Key => evaluation.Key;

    /// <summary>How many events the last row became; at least one when it was mapped to <see cref="MapResult.Event"/>.</summary>
    public int EventCount => evaluation.Events;

    internal MappingPlan Plan => plan;

    /// <summary>
    /// Checks the rules against the source's columns. Null when <paramref name="findings"/> holds an error afterwards, whoever
    /// reported it, and when <paramref name="schema"/> is null: then the source is not known, and all is checked that can be without it.
    /// </summary>
    /// <param name="files">Opens look-up tables in files; null where there are none to be had.</param>
    /// <param name="secrets">Gives the values that <c>secret</c> names; null where there are none to be had.</param>
    public static Mapper? Compile(MappingRules rules, Schema? schema, FindingList findings, ITableFiles? files = null, ISecretValues? secrets = null) =>
        Compile(rules, schema, findings, files, secrets, out _);

    /// <summary>As <see cref="Compile(MappingRules, Schema?, FindingList, ITableFiles?, ISecretValues?)"/>.</summary>
    /// <param name="shapes">
    /// What is known of the events' shapes, also when there is no mapper: a field with a mistake in it is a slot of unknown type. So a destination
    /// can say what it misses in the same breath.
    /// </param>
    /// <param name="trace">Sees the values of all parts while rows go through; null: nobody does.</param>
    public static Mapper? Compile(
        MappingRules rules, Schema? schema, FindingList findings, ITableFiles? files, ISecretValues? secrets, out IReadOnlyList<EventShape> shapes, ITrace? trace = null)
    {
        var compiler = new MappingCompiler(rules, schema, findings, files, secrets, trace);
        var compiled = compiler.Compile();
        shapes = compiler.Shapes;
        return compiled is null ? null : new(compiled);
    }

    /// <summary>A mapper over the same rules for another thread.</summary>
    public Mapper Another() => new(plan) { Now = Now };

    /// <summary>One of the events that the last row became.</summary>
    public MappedEvent EventAt(int index) => evaluation.EventAt(index);

    /// <summary>
    /// Maps one row: unreadable rows are rejected; the first skip rule that holds leaves the row out; then reject rules, key and
    /// the fields of all its events are evaluated, so that a rejected row names everything that is wrong with it.
    /// </summary>
    public Mapped Map(RowChunk chunk, int index)
    {
        if (plan.Group is not null) throw new InvalidOperationException("Rows of a mapping with groups go through a Grouper.");
        evaluation.Begin();
        if (Unreadable(chunk, index) is { } unreadable) return unreadable;
        evaluation.Frame.Begin();
        chunk.Read(index, evaluation.Frame.Cells);
        if (evaluation.Skip() is >= 0 and var skipped) return Mapped.Skipped(skipped);
        evaluation.Reject();
        evaluation.MakeKey();
        return evaluation.MakeEvents();
    }

    /// <summary>The key of a row that did not become an event, for people: null when it has none. With groups it is the group's.</summary>
    public string? KeyOf(RowChunk chunk, int index)
    {
        if (plan.Group is null) return Map(chunk, index).Result == MapResult.Event ? Key.Text : null;
        evaluation.Begin();
        if (chunk.ProblemOf(index) is not null) return null;
        evaluation.Frame.Begin();
        chunk.Read(index, evaluation.Frame.Cells);
        var key = evaluation.GroupKey();
        return key.IsProblem ? null : key.Text;
    }

    internal static Mapped? Unreadable(RowChunk chunk, int index) => chunk.ProblemOf(index) is { } unreadable
        ? Mapped.Rejected([new(null, new(unreadable.Code, unreadable.Message, unreadable.Place, unreadable.Hint))])
        : null;
}
