using Loader.Mappings.Events;
using Loader.Mappings.Expressions;
using Loader.Mappings.Findings;
using Loader.Mappings.Rows;

namespace Loader.Destinations.Http;

/// <summary>
/// The fields of an event as formulas of the settings see them: by name, <c>event_id</c> and <c>row_key</c> besides. Single fields, also nested
/// ones named as a whole (<c>user.id</c>), cost nothing per row; an object is put together anew for each row, and only where a formula asks for it.
/// One thread at a time.
/// </summary>
internal sealed class EventFields
{
    public const string EventId = "event_id";
    public const string RowKey = "row_key";

    private readonly EventShape shape;
    private readonly List<ScopeColumn> columns = [];
    private readonly List<ShapeNode?> nodes = [];
    private readonly SortedSet<int> used = [];
    private readonly RunStart start;
    private int[]? filled;
    private Frame? frame;

    /// <param name="shape">The events.</param>
    /// <param name="optional">Fields that formulas may name although an event does not have them; they are null then.</param>
    /// <param name="start">What <c>now</c> is.</param>
    public EventFields(EventShape shape, IEnumerable<string>? optional = null, RunStart? start = null)
    {
        (this.shape, this.start) = (shape, start ?? new());
        if (shape.Root.Find(EventId) is null) Add(EventId, null, ValueKind.Text);
        if (shape.Root.Find(RowKey) is null) Add(RowKey, null, ValueKind.Text);
        foreach (var member in shape.Root.Members) Add(member.Name, member.Node, KindOf(member.Node));
        foreach (var name in optional ?? [])
        {
            if (columns.TrueForAll(column => column.Name != name)) Add(name, new ShapeConstant(Value.Null, shape.Root.Place), ValueKind.Null);
        }
    }

    /// <summary>A formula ready for rows; null with findings.</summary>
    public Node? Bind(SettingFormula formula, FindingList findings)
    {
        formula = formula with { Syntax = Direct(formula.Syntax) };
        var scope = new Scope(columns, open: false);
        var node = Binder.Bind(formula.Syntax, formula.Origin, scope, findings);
        used.UnionWith(scope.UsedCells);
        return node;
    }

    /// <summary>The next row. Every formula is bound before the first one.</summary>
    public Frame Begin(ReadOnlySpan<Value> slots, in Value key)
    {
        frame ??= new(columns.Count);
        filled ??= [.. used];
        frame.Begin();
        frame.Now = start.Now;
        foreach (var cell in filled)
        {
            frame.Cells[cell] = nodes[cell] is { } node ? Of(node, slots) : columns[cell].Name == RowKey ? key : Value.Null;
        }

        return frame;
    }

    /// <summary>What <c>event_id</c> is from now on, where the event has no field of that name.</summary>
    public void SetId(in Value id)
    {
        if (columns[0].Name == EventId && nodes[0] is null) frame!.Cells[0] = id;
    }

    private void Add(string name, ShapeNode? node, ValueKind? kind)
    {
        columns.Add(new(name, columns.Count, kind));
        nodes.Add(node);
    }

    /// <summary>A nested single field named as a whole becomes a column of its own, so that no object has to be made for it.</summary>
    private Syntax Direct(Syntax syntax)
    {
        if (syntax is InterpolatedSyntax { Parts: [var only] } text) return text with { Parts = new([Direct(only)]) };
        if (Path(syntax) is not { Count: > 1 } path || EventPath.Find(shape.Root, path) is not (ShapeSlot or ShapeConstant)) return syntax;
        var name = string.Join('.', path);
        if (columns.TrueForAll(column => column.Name != name)) Add(name, EventPath.Find(shape.Root, path), KindOf(EventPath.Find(shape.Root, path)!));
        return new ColumnSyntax(syntax.Start, syntax.Length, name, Quoted: true) { Anchor = syntax.Anchor };
    }

    private static List<string>? Path(Syntax syntax) => syntax switch
    {
        ColumnSyntax column => [column.Name],
        MemberSyntax member when Path(member.Target) is { } target => [.. target, member.Name],
        _ => null,
    };

    private static ValueKind? KindOf(ShapeNode node) => node switch
    {
        ShapeConstant constant => constant.Value.Kind,
        ShapeSlot slot => slot.Kind,
        ShapeObject => ValueKind.Object,
        ShapeList => ValueKind.List,
        _ => null,
    };

    private static Value Of(ShapeNode node, ReadOnlySpan<Value> slots)
    {
        switch (node)
        {
            case ShapeConstant constant: return constant.Value;
            case ShapeSlot slot: return slots[slot.Index];
            case ShapeObject members:
                var values = new KeyValuePair<string, Value>[members.Members.Count];
                for (var i = 0; i < values.Length; i++) values[i] = new(members.Members[i].Name, Of(members.Members[i].Node, slots));
                return Value.Of(new ValueObject(values));
            case ShapeList list:
                var items = new Value[list.Items.Count];
                for (var i = 0; i < items.Length; i++) items[i] = Of(list.Items[i], slots);
                return Value.Of(items);
            default: return Value.Null;
        }
    }
}
