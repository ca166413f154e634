using Loader.Mappings.Events;
using Loader.Mappings.Expressions;
using Loader.Mappings.Expressions.Nodes;
using Loader.Mappings.Findings;
using Loader.Mappings.Rows;
using Loader.Mappings.Rules;

namespace Loader.Mappings.Mapping;

/// <summary>The template of an event into its shape: formulas become slots in the order of the mapping, or constants where no column is in them.</summary>
/// <param name="names">What names mean in the template; null: the row's.</param>
internal sealed class ShapeCompiler(Scope scope, int cells, bool nullsKept, FindingList findings, Names? names = null)
{
    private readonly List<PlannedSlot> slots = [];

    public IReadOnlyList<PlannedSlot> Slots => slots;

    public ShapeObject Object(TemplateObject template, string path)
    {
        var members = new List<ShapeMember>(template.Members.Count);
        foreach (var member in template.Members)
        {
            members.Add(new(member.Name, Node(member.Node, path.Length == 0 ? member.Name : $"{path}.{member.Name}"), member.Place));
        }

        return new(members, template.Place);
    }

    private ShapeNode Node(TemplateNode template, string path) => template switch
    {
        TemplateObject members => Object(members, path),
        TemplateList list => List(list, path),
        TemplateConstant constant => new ShapeConstant(constant.Value, constant.Place),
        TemplateFormula { Formula: var formula } => Slot(Bound(formula, names), formula.Place, path),
        TemplateEach each => Each(each, path),
        _ => throw new InvalidOperationException(template.GetType().Name),
    };

    private ShapeList List(TemplateList template, string path)
    {
        var items = new List<ShapeNode>(template.Items.Count);
        for (var i = 0; i < template.Items.Count; i++) items.Add(Node(template.Items[i], FormattableString.Invariant($"{path}[{i}]")));
        return new(items, template.Place);
    }

    private ShapeNode Slot(Node? node, Place place, string path)
    {
        if (node is { IsConstant: true }) return Constant(node, place, path);

        // A formula with a mistake keeps its place, so that what follows keeps its own; of its value nothing is known.
        var slot = new ShapeSlot(slots.Count, node?.Kind, path, place);
        slots.Add(new(path, node ?? new ConstantNode(Value.Null, place), Hidden.IsPossibleIn(node?.Kind)));
        return slot;
    }

    private ShapeSlot Each(TemplateEach template, string path)
    {
        var mayHide = false;
        var node = Each(template, names, ref mayHide);
        var slot = new ShapeSlot(slots.Count, ValueKind.List, path, template.Each.Place);
        slots.Add(new(path, (Node?)node ?? new ConstantNode(Value.Null, template.Place), mayHide));
        return slot;
    }

    private ShapeConstant Constant(Node node, Place place, string path)
    {
        var value = node.Evaluate(new Frame(cells));
        if (Hidden.ProblemIn(value) is not { } problem) return new(value, place);
        findings.Add(MapperCodes.NeverSendable, problem.Place ?? node.Place, $"'{path}' fails for every row: {problem.Message}", problem.Hint);
        return new(Value.Null, place);
    }

    private Node? Bound(Formula formula, Names? within) =>
        formula.Syntax is { } syntax ? new Binding(formula.Origin, scope, findings, within).Bind(syntax) : null;

    private MapNode? Each(TemplateEach template, Names? around, ref bool mayHide)
    {
        Names? within = null;
        Node? list = null;
        if (template.Each.Syntax is { } syntax) (list, within) = new Binding(template.Each.Origin, scope, findings, around).Each(syntax);

        // Whatever is wrong with the list, what is made of its elements is looked at too.
        var known = within is not null;
        within ??= new Binding(template.Each.Origin, scope, findings, around).WithinAny();
        var only = template.When is { } when ? Conditions.Bind(when, scope, findings, within, "when") : null;
        var made = Made(template.As, within, ref mayHide);
        return !known || made is null || (template.When is not null && only is null) ? null : new MapNode(list, within.Depth - 1, only, made, template.Place);
    }

    /// <summary>What is made of an element.</summary>
    private Node? Made(TemplateNode template, Names within, ref bool mayHide)
    {
        switch (template)
        {
            case TemplateConstant constant:
                return new ConstantNode(constant.Value, constant.Place);
            case TemplateFormula { Formula: var formula }:
                var node = Bound(formula, within);
                mayHide |= Hidden.IsPossibleIn(node?.Kind);
                return node;
            case TemplateEach each:
                return Each(each, within, ref mayHide);
            case TemplateList list:
                var items = new Node?[list.Items.Count];
                for (var i = 0; i < items.Length; i++) items[i] = Made(list.Items[i], within, ref mayHide);
                return Whole(items, Array.Exists(items, item => item is null) ? null : new ListNode(items!, list.Place));
            case TemplateObject members:
                var parts = new Node?[members.Members.Count];
                for (var i = 0; i < parts.Length; i++) parts[i] = Made(members.Members[i].Node, within, ref mayHide);
                return Whole(parts, Array.Exists(parts, part => part is null)
                    ? null
                    : new ObjectNode([.. members.Members.Select(member => member.Name)], parts!, nullsKept, members.Place));
            default:
                throw new InvalidOperationException(template.GetType().Name);
        }
    }

    /// <summary>What has only constants in it is made once.</summary>
    private Node? Whole(Node?[] parts, Node? node) =>
        node is not null && Array.TrueForAll(parts, part => part!.IsConstant) ? new ConstantNode(node.Evaluate(new Frame(cells)).Detached(), node.Place) : node;
}
