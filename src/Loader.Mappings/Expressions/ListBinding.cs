using System.Diagnostics;
using System.Text;
using Loader.Mappings.Expressions.Nodes;
using Loader.Mappings.Findings;
using Loader.Mappings.Functions;
using Loader.Mappings.Rows;

namespace Loader.Mappings.Expressions;

/// <summary>The share of binding that functions over lists and rows have: what stands behind the list is bound with an element's names.</summary>
internal sealed class ListBinding(Binding binding, CallBinding calls)
{
    private const string Rows = "rows";

    /// <summary>Binds a call of a function that can go through lists.</summary>
    public Node? Call(CallSyntax call, FunctionEntry entry)
    {
        if (call.Arguments.Count == 0)
        {
            binding.Error(ExpressionCodes.ArgumentCount, call, $"{entry.Name} needs a list or rows", entry.Signature);
            return null;
        }

        var fold = entry.Over!.Value;
        if (IsRows(call.Arguments[0])) return TakeRows(call.Arguments[0]) ? Over(call, entry, null, binding.WithinRows()) : null;

        // Only min and max take single values too, in any number.
        var alsoSingle = fold is Fold.Min or Fold.Max;
        var first = calls.Argument(call, call.Arguments[0], 0);
        if (first is null)
        {
            Silently(call);
            return null;
        }

        if (first.Kind is ValueKind.List or ValueKind.Null && !(alsoSingle && first.Kind == ValueKind.Null))
            return Over(call, entry, first, binding.WithinList(first));
        if (first.Kind is not null)
        {
            if (alsoSingle) return Single(call, first);
            binding.ErrorAtStart(
                ExpressionCodes.WrongType, call.Arguments[0], $"{entry.Name} takes a list or rows, not {first.Kind.Value.Noun()}",
                binding.Scope.Grouped ? $"over the rows of the group: {entry.Name}(rows, {call.Arguments[0]})" : Hint(fold, entry));
            return null;
        }

        if (!alsoSingle) return Over(call, entry, first, binding.WithinList(first));
        return call.Arguments.Count > 2 ? Single(call, first) : Either(call, entry, first);
    }

    /// <summary>Whether it is the word <c>rows</c>, not a column of that name.</summary>
    public bool IsRows(Syntax syntax) =>
        syntax is ColumnSyntax { Quoted: false, Name: Rows } && (binding.Scope.Grouped || !binding.Scope.Knows(Rows) && !binding.Scope.IsOpen);

    /// <summary>Notes that the rows are used; reports it where there are none.</summary>
    public bool TakeRows(Syntax at)
    {
        if (!binding.Scope.Grouped)
        {
            binding.Error(
                ExpressionCodes.NoRows,
                at,
                "'rows' are the rows of a group, and the mapping makes none",
                "group: = order_id makes one event of neighbouring rows");
            return false;
        }

        if (binding.Scope.WithoutRows is { } part)
        {
            binding.Error(
                ExpressionCodes.NoRows,
                at,
                $"'rows' cannot be used in '{part}': it is computed for each row, before its group is complete",
                "use it in let, event, events or key");
            return false;
        }

        binding.Scope.RowsUsed = true;
        return true;
    }

    private static string Hint(Fold fold, FunctionEntry entry) =>
        fold is Fold.First or Fold.Last ? "for the beginning or end of a text: left(x, 3), right(x, 3)" : entry.Signature;

    private Node? Single(CallSyntax call, Node first) =>
        calls.Call(call, [first, .. call.Arguments.Skip(1).Select((argument, i) => calls.Argument(call, argument, i + 1))]);

    /// <summary>Whether the first argument is a list shows in the row: both are bound, and the row chooses.</summary>
    private EitherNode? Either(CallSyntax call, FunctionEntry entry, Node first)
    {
        var held = new HeldNode(binding.Depth, first.Place);
        return binding.Shifted(() =>
        {
            if (Over(call, entry, held, binding.WithinList(held)) is not { } over) return null;
            var single = binding.Quietly(() => Single(call, held));
            return new EitherNode(first, held, over, single, single is null ? over.Kind : single.Kind == over.Kind ? over.Kind : null, binding.PlaceOf(call));
        });
    }

    /// <summary>What stands behind a first argument with a mistake is looked at too, as far as it means the same in any case.</summary>
    private void Silently(CallSyntax call)
    {
        foreach (var argument in call.Arguments.Skip(1)) binding.Within(binding.WithinAny(), () => binding.Bind(argument));
    }

    private Node? Over(CallSyntax call, FunctionEntry entry, Node? list, Names names)
    {
        var fold = entry.Over!.Value;
        var arguments = call.Arguments;
        var place = binding.PlaceOf(call);
        var most = fold == Fold.Join ? 3 : 2;
        if (arguments.Count > most)
        {
            binding.Error(
                ExpressionCodes.ArgumentCount,
                call,
                $"{entry.Name} takes {(fold == Fold.Join ? "1 to 3" : "1 or 2")} arguments, not {arguments.Count}",
                Signature(entry));
            return null;
        }

        var separator = ", ";
        var value = arguments.Count > 1 ? arguments[1] : null;
        if (fold == Fold.Join && !Separator(arguments, ref value, ref separator)) return null;
        var needed = fold is Fold.Map or Fold.Filter or Fold.Any or Fold.All || (list is null && fold != Fold.Count);
        if (value is null && needed)
        {
            var of = fold is Fold.Filter or Fold.Any or Fold.All ? "a condition" : "a value";
            binding.Error(
                ExpressionCodes.ArgumentCount,
                call,
                $"{entry.Name} needs {of} for each {(list is null ? "row" : "element")}",
                Example(fold, list is null));
            return null;
        }

        if (list is null && fold == Fold.Filter)
        {
            binding.Error(
                ExpressionCodes.NoRows,
                call,
                "rows are no list that could be filtered",
                "each: = rows with when: = …, or sum(rows, if(quantity > 0, price, 0))");
            return null;
        }

        var node = value is null ? null : binding.Within(names, () => binding.Bind(value));
        if (value is not null && node is null) return null;
        if (fold is Fold.Count or Fold.Filter or Fold.Any or Fold.All && node is not null && !binding.IsCondition(node, value!, entry.Name)) return null;
        if (fold is Fold.Sum or Fold.Avg && node?.Kind is { } kind and not (ValueKind.Null or ValueKind.Duration) && !Kinds.Numbers.Contains(kind))
        {
            binding.ErrorAtStart(
                ExpressionCodes.WrongType,
                value!,
                $"{entry.Name} takes numbers, not {kind.Noun()}",
                Arithmetic.Hint(kind, ValueKind.Integer) ?? Signature(entry));
            return null;
        }

        var depth = names.Depth - 1;
        var each = node ?? (list is null ? null : ElementOf(list, depth, place));
        var made = each?.Kind;
        Node over = fold switch
        {
            Fold.Sum => new SumNode(false, list, depth, node, made == ValueKind.Null ? null : made, place),
            Fold.Avg =>
                new SumNode(
                    true,
                    list,
                    depth,
                    node,
                    made switch { ValueKind.Integer or ValueKind.Decimal => ValueKind.Decimal, ValueKind.Float => made, _ => null },
                    place),
            Fold.Count => new CountNode(list, depth, node, place),
            Fold.Min or Fold.Max => new ExtremeNode(fold == Fold.Min, list, depth, node, made == ValueKind.Null ? null : made, place),
            Fold.First or Fold.Last => new EndNode(fold == Fold.First, list, depth, node, made == ValueKind.Null ? null : made, place),
            Fold.Map => new MapNode(list, depth, null, node, place),
            Fold.Filter => new MapNode(list, depth, node, null, place),
            Fold.Any or Fold.All => new QuantifierNode(fold == Fold.All, list, depth, node!, place),
            Fold.Distinct or Fold.Sort or Fold.Join => new GatherNode(fold, list, depth, node, Encoding.UTF8.GetBytes(separator), place),
            _ => throw new UnreachableException(),
        };

        // What has only constants and its own elements in it is the same for every row.
        return list is { IsConstant: true } && (value is null || OnlyElements(value)) ? binding.Folded(over, call, []) : over;
    }

    private static ElementNode ElementOf(Node list, int depth, Place place) => new ElementNode(depth, Binding.ElementKind(list), place);

    private static bool OnlyElements(Syntax syntax) => syntax switch
    {
        ColumnSyntax { Quoted: false, Name: "item" or "index" } => true,
        ColumnSyntax or NowSyntax => false,
        MemberSyntax member => OnlyElements(member.Target),
        IndexSyntax index => OnlyElements(index.Target) && OnlyElements(index.Index),
        UnarySyntax unary => OnlyElements(unary.Operand),
        BinarySyntax binary => OnlyElements(binary.Left) && OnlyElements(binary.Right),
        CallSyntax call => call.Arguments.All(OnlyElements),
        InterpolatedSyntax text => text.Parts.All(OnlyElements),
        ListSyntax list => list.Items.All(OnlyElements),
        _ => true,
    };

    private bool Separator(SyntaxList arguments, ref Syntax? value, ref string separator)
    {
        // join(tags, "-") has a separator, join(tags, name) a value: a text that is the same for all elements can only be the former.
        var at = arguments.Count == 3
            ? arguments[2]
            : arguments.Count == 2 && arguments[1] is LiteralSyntax { Value.Kind: ValueKind.Text } ? arguments[1]
            : null;
        if (at is null) return true;
        if (arguments.Count == 2) value = null;
        if (at is LiteralSyntax { Value: { Kind: ValueKind.Text } text })
        {
            separator = text.Text;
            return true;
        }

        binding.ErrorAtStart(FunctionCodes.NotConstant, at, "join needs a constant for 'separator', the same for all rows", "join(rows, sku, \", \")");
        return false;
    }

    private static string Example(Fold fold, bool rows)
    {
        var (list, name) = rows ? ("rows", "price") : ("line_items", "price");
        return fold is Fold.Filter or Fold.Any or Fold.All
            ? $"{fold.ToString().ToLowerInvariant()}({list}, {name} > 0)"
            : $"{fold.ToString().ToLowerInvariant()}({list}, {name})";
    }

    private static string Signature(FunctionEntry entry) =>
        entry.Over is Fold.Min or Fold.Max ? $"{entry.Name}(rows, price), {entry.Name}(line_items, price)" : entry.Signature;
}
