using Loader.Mappings.Expressions.Nodes;
using Loader.Mappings.Functions;
using Loader.Mappings.Rows;

namespace Loader.Mappings.Expressions;

/// <summary>The operators' share of binding.</summary>
internal sealed class OperatorBinding(Binding binding, CallBinding calls)
{
    /// <summary>A whole chain of <c>+</c> and the left part of it that is bound next, so that a message can show all of it.</summary>
    private (BinarySyntax Whole, Syntax Left)? chain;

    public Node? Unary(UnarySyntax syntax)
    {
        if (binding.Bind(syntax.Operand) is not { } operand) return null;
        var place = binding.PlaceOf(syntax);
        if (syntax.Operator == UnaryOperator.Not)
            return IsCondition(operand, syntax.Operand, "'not'") ? binding.Folded(new NotNode(operand, place), syntax, operand) : null;
        if (operand.Kind is { } kind and not (ValueKind.Null or ValueKind.Duration) && !Kinds.Numbers.Contains(kind))
        {
            binding.Error(ExpressionCodes.WrongType, syntax, $"'-' does not take {kind.Noun()}", Arithmetic.Hint(kind, ValueKind.Integer));
            return null;
        }

        return binding.Folded(new NegateNode(operand, place), syntax, operand);
    }

    public Node? Binary(BinarySyntax syntax)
    {
        var whole = chain is { } outer && ReferenceEquals(outer.Left, syntax) ? outer.Whole : syntax;
        chain = syntax.Operator == BinaryOperator.Add ? (whole, syntax.Left) : null;
        var left = binding.Bind(syntax.Left);
        var right = binding.Bind(syntax.Right);
        return syntax.Operator switch
        {
            BinaryOperator.And or BinaryOperator.Or => Logic(syntax, left, right),
            BinaryOperator.Coalesce => left is null || right is null ? null : Coalesced(syntax, [left, right]),
            BinaryOperator.In => In(syntax, left, right),
            BinaryOperator.Add or BinaryOperator.Subtract or BinaryOperator.Multiply or BinaryOperator.Divide or BinaryOperator.Remainder
                => left is null || right is null ? null : Computed(syntax, left, right, whole),
            _ => left is null || right is null ? null : Compared(syntax, left, right),
        };
    }

    /// <summary>Whether it may stand where true or false is needed; reports it when not.</summary>
    public bool IsCondition(Node node, Syntax syntax, string where, string? hint = null)
    {
        if (node.Kind is null or ValueKind.Boolean or ValueKind.Null) return true;
        hint ??= $"compare it: {Shown(syntax)} {(node.Kind == ValueKind.Text ? "== \"yes\"" : "!= null")}";
        binding.ErrorAtStart(ExpressionCodes.WrongType, syntax, $"{where} needs true or false, not {node.Kind.Value.Noun()}", hint);
        return false;
    }

    public Node? Coalesced(Syntax syntax, Node[] choices)
    {
        // What follows a constant is never reached.
        if (choices[0].IsConstant && choices[0].Kind != ValueKind.Null) return choices[0];
        return binding.Folded(new CoalesceNode(choices, CommonKind(choices), binding.PlaceOf(syntax)), syntax, choices);
    }

    /// <summary>The type of a value that is one of these: known when all that are not null agree.</summary>
    public static ValueKind? CommonKind(params ReadOnlySpan<Node> nodes)
    {
        ValueKind? common = ValueKind.Null;
        foreach (var node in nodes)
        {
            if (node.Kind == ValueKind.Null) continue;
            if (common == ValueKind.Null) common = node.Kind;
            else if (common != node.Kind) return null;
        }

        return common;
    }

    private Node? Logic(BinarySyntax syntax, Node? left, Node? right)
    {
        var where = $"'{syntax.Operator.Sign()}'";
        var fine = left is not null && IsCondition(left, syntax.Left, where);
        fine &= right is not null && IsCondition(right, syntax.Right, where, calls.PipeHint(syntax));
        if (!fine) return null;
        return binding.Folded(new LogicNode(syntax.Operator == BinaryOperator.And, left!, right!, binding.PlaceOf(syntax)), syntax, left!, right!);
    }

    private Node? Computed(BinarySyntax syntax, Node left, Node right, BinarySyntax whole)
    {
        ValueKind? result = null;
        if (left.Kind is { } a and not ValueKind.Null && right.Kind is { } b and not ValueKind.Null)
        {
            result = Arithmetic.Result(syntax.Operator, a, b);
            if (result is null)
            {
                var joins = syntax.Operator == BinaryOperator.Add && (a == ValueKind.Text || b == ValueKind.Text)
                    && (a == b || syntax.Left is LiteralSyntax or InterpolatedSyntax || syntax.Right is LiteralSyntax or InterpolatedSyntax);
                var hint = joins ? $"texts are joined like this: {Interpolation(whole)}" : Arithmetic.Hint(a, b);
                binding.Error(ExpressionCodes.WrongType, syntax, Arithmetic.Refusal(syntax.Operator, a, b), hint);
                return null;
            }
        }

        return binding.Folded(new ArithmeticNode(syntax.Operator, left, right, result, binding.PlaceOf(syntax)), syntax, left, right);
    }

    private Node? Compared(BinarySyntax syntax, Node left, Node right)
    {
        if (left.Kind is { } a and not ValueKind.Null && right.Kind is { } b and not ValueKind.Null
            && (!Comparison.Comparable(a, b) || (syntax.Operator is not (BinaryOperator.Equal or BinaryOperator.NotEqual) && !Comparison.Ordered(a))))
        {
            binding.Error(ExpressionCodes.WrongType, syntax, CompareNode.Refusal(syntax.Operator, a, b), ComparisonHint(syntax, a, b));
            return null;
        }

        return binding.Folded(new CompareNode(syntax.Operator, left, right, binding.PlaceOf(syntax)), syntax, left, right);
    }

    private static string? ComparisonHint(BinarySyntax syntax, ValueKind a, ValueKind b)
    {
        var (left, sign) = (Shown(syntax.Left), syntax.Operator.Sign());
        if (a == ValueKind.Text && syntax.Right is LiteralSyntax { Value.Kind: ValueKind.Integer or ValueKind.Decimal } number)
            return $"compare texts: {left} {sign} \"{number}\"; or numbers: ({left} | {number.Value.Kind.Name()}) {sign} {number}";
        if ((a, b) is (ValueKind.Text, ValueKind.Boolean))
            return $"compare texts: {left} {sign} \"true\"; or give the column the type boolean under 'columns'";
        if ((a, b) is (ValueKind.Boolean, ValueKind.Text)) return "true and false stand without quotes, or alone: paid, not paid";
        if (Kinds.Numbers.Contains(a) && syntax.Right is LiteralSyntax { Value.Kind: ValueKind.Text }) return "numbers stand without quotes";
        if ((a, b) is (ValueKind.Time, ValueKind.Date) or (ValueKind.Date, ValueKind.Time)) return "date_of(time, \"Europe/Rome\") gives the day of a time";
        return Arithmetic.Hint(a, b);
    }

    private Node? In(BinarySyntax syntax, Node? left, Node? right)
    {
        if (right is { Kind: { } kind and not (ValueKind.List or ValueKind.Null) })
        {
            binding.ErrorAtStart(ExpressionCodes.WrongType, syntax.Right, $"'in' needs a list on its right, not {kind.Noun()}",
                kind == ValueKind.Text
                    ? $"for one of some: {Shown(syntax.Left)} in [\"a\", \"b\"]; for a part of a text: contains({syntax.Right}, {syntax.Left})"
                    : null);
            return null;
        }

        if (left is null || right is null) return null;
        if (syntax.Right is ListSyntax list && right is ConstantNode { Value.Kind: ValueKind.List } constant && left.Kind is { } wanted and not ValueKind.Null)
        {
            for (var i = 0; i < list.Items.Count; i++)
            {
                var item = constant.Value.List[i].Kind;
                if (item == ValueKind.Null || Comparison.Comparable(wanted, item)) continue;
                binding.ErrorAtStart(
                    ExpressionCodes.WrongType, list.Items[i], $"'in' cannot compare {wanted.Noun()} with {item.Noun()}",
                    item == ValueKind.Text ? "numbers, true and false stand without quotes" : Arithmetic.Hint(wanted, item));
                return null;
            }
        }

        return binding.Folded(new InNode(left, right, binding.PlaceOf(syntax)), syntax, left, right);
    }

    /// <summary>An operand as it may stand before an operator.</summary>
    private static string Shown(Syntax syntax) => syntax is BinarySyntax or UnarySyntax or CallSyntax { Piped: true } ? $"({syntax})" : syntax.ToString();

    /// <summary>A sum of texts as the interpolation that was meant.</summary>
    private static InterpolatedSyntax Interpolation(BinarySyntax sum)
    {
        List<Syntax> parts = [];
        Collect(sum);
        return new(0, 0, new(parts));

        void Collect(Syntax part)
        {
            if (part is BinarySyntax { Operator: BinaryOperator.Add } inner)
            {
                Collect(inner.Left);
                Collect(inner.Right);
            }
            else if (part is InterpolatedSyntax text)
            {
                parts.AddRange(text.Parts);
            }
            else
            {
                parts.Add(part);
            }
        }
    }
}
