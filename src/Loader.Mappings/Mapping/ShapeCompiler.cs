using Loader.Mappings.Events;
using Loader.Mappings.Expressions;
using Loader.Mappings.Findings;
using Loader.Mappings.Rows;
using Loader.Mappings.Rules;

namespace Loader.Mappings.Mapping;

/// <summary>The template of an event into its shape: formulas become slots in the order of the mapping, or constants where no column is in them.</summary>
internal sealed class ShapeCompiler(Scope scope, int cells, FindingList findings)
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
        TemplateFormula { Formula: var formula } => Slot(formula, path),
        _ => throw new InvalidOperationException(template.GetType().Name),
    };

    private ShapeList List(TemplateList template, string path)
    {
        var items = new List<ShapeNode>(template.Items.Count);
        for (var i = 0; i < template.Items.Count; i++) items.Add(Node(template.Items[i], FormattableString.Invariant($"{path}[{i}]")));
        return new(items, template.Place);
    }

    private ShapeNode Slot(Formula formula, string path)
    {
        var node = formula.Syntax is { } syntax ? Binder.Bind(syntax, formula.Origin, scope, findings) : null;

        // A formula with a mistake keeps its place, so that what follows keeps its own.
        if (node is null) return new ShapeConstant(Value.Null, formula.Place);
        if (node.IsConstant) return Constant(node, formula.Place, path);
        var slot = new ShapeSlot(slots.Count, node.Kind, path, formula.Place);
        slots.Add(new(path, node, Hidden.IsPossibleIn(node.Kind)));
        return slot;
    }

    private ShapeConstant Constant(Node node, Place place, string path)
    {
        var value = node.Evaluate(new Frame(cells));
        if (Hidden.ProblemIn(value) is not { } problem) return new(value, place);
        findings.Add(MapperCodes.NeverSendable, problem.Place ?? node.Place, $"'{path}' fails for every row: {problem.Message}", problem.Hint);
        return new(Value.Null, place);
    }
}
