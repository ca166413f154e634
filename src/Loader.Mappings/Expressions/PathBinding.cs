using Loader.Mappings.Expressions.Nodes;
using Loader.Mappings.Functions;
using Loader.Mappings.Rows;

namespace Loader.Mappings.Expressions;

/// <summary>Binds the ways into a value: <c>customer.email</c>, <c>items[0]</c>.</summary>
internal sealed class PathBinding(Binding binding)
{
    public Node? Member(MemberSyntax syntax)
    {
        if (DottedName(syntax) is { } dotted && !binding.Scope.Knows(dotted.Root) && binding.Scope.Knows(dotted.Name))
        {
            binding.ErrorAtStart(
                ExpressionCodes.UnknownColumn, syntax, $"unknown column '{dotted.Root}'",
                $"a column with a dot in its name stands in backticks: {Lexer.Quoted(dotted.Name)}");
            return null;
        }

        if (binding.Bind(syntax.Target) is not { } target) return null;
        if (target.Kind is { } kind and not (ValueKind.Object or ValueKind.Null))
        {
            binding.Error(ExpressionCodes.WrongType, syntax, $"only an object has members such as '{syntax.Name}', and {syntax.Target} is {kind.Noun()}");
            return null;
        }

        return binding.Folded(new MemberNode(target, syntax.Name, binding.PlaceOf(syntax)), syntax, target);
    }

    public Node? Index(IndexSyntax syntax)
    {
        var target = binding.Bind(syntax.Target);
        var index = binding.Bind(syntax.Index);
        if (target is null || index is null) return null;
        if (target.Kind is { } kind and not (ValueKind.List or ValueKind.Object or ValueKind.Null))
        {
            binding.Error(ExpressionCodes.WrongType, syntax, $"only lists and objects have items, and {syntax.Target} is {kind.Noun()}",
                kind == ValueKind.Text ? "for a part of a text: slice(text, 0, 3)" : null);
            return null;
        }

        if (index.Kind is { } by and not ValueKind.Null && by != (target.Kind == ValueKind.Object ? ValueKind.Text : ValueKind.Integer)
            && !(target.Kind is null or ValueKind.Null && by == ValueKind.Text))
        {
            binding.ErrorAtStart(ExpressionCodes.WrongType, syntax.Index, $"an item of {(target.Kind ?? ValueKind.List).Noun()} is not found by {by.Noun()}",
                "items[0] of a list, customer[\"name\"] of an object");
            return null;
        }

        return binding.Folded(new IndexNode(target, index, binding.PlaceOf(syntax)), syntax, target, index);
    }

    private static (string Root, string Name)? DottedName(Syntax syntax) => syntax switch
    {
        ColumnSyntax { Quoted: false } column => (column.Name, column.Name),
        MemberSyntax member when DottedName(member.Target) is { } target => (target.Root, target.Name + "." + member.Name),
        _ => null,
    };
}
