using System.Diagnostics;
using Loader.Mappings.Expressions.Nodes;
using Loader.Mappings.Findings;
using Loader.Mappings.Functions;
using Loader.Mappings.Rows;

namespace Loader.Mappings.Expressions;

/// <summary>
/// One expression being bound. A mistake in one branch does not end the others: whoever has a child without a tree has none
/// itself, after looking at all its children.
/// </summary>
internal sealed class Binding
{
    private readonly TextOrigin origin;
    private readonly Scope scope;
    private readonly CallBinding calls;
    private readonly OperatorBinding operators;
    private readonly ListBinding lists;
    private readonly PathBinding paths;
    private Names names;
    private FindingList findings;

    public Binding(TextOrigin origin, Scope scope, FindingList findings, Names? names = null)
    {
        this.origin = origin;
        this.scope = scope;
        this.findings = findings;
        calls = new(this);
        operators = new(this, calls);
        lists = new(this, calls);
        paths = new(this);
        this.names = names ?? new RowNames(scope);
    }

    /// <summary>How many <c>try</c> stand around: their first arguments may fail always.</summary>
    public int Guards { get; set; }

    public Scope Scope => scope;

    /// <summary>How many lists are being gone through around.</summary>
    public int Depth => names.Depth;

    /// <summary>The look-up tables that calls may use.</summary>
    public Tables Tables => scope.Tables;

    public ISecretValues? Secrets => scope.Secrets;

    public Node? Bind(Syntax syntax) => TracedNode.Around(Untraced(syntax), syntax, scope.Trace);

    public Node? Conversion(Syntax syntax, Node input) => TracedNode.Around(UntracedConversion(syntax, input), syntax, scope.Trace);

    private Node? Untraced(Syntax syntax) => syntax switch
    {
        LiteralSyntax literal => new ConstantNode(literal.Value, PlaceOf(literal)),
        NowSyntax => new NowNode(PlaceOf(syntax)),
        ColumnSyntax column => Column(column),
        MemberSyntax member => paths.Member(member),
        IndexSyntax index => paths.Index(index),
        UnarySyntax unary => operators.Unary(unary),
        BinarySyntax binary => operators.Binary(binary),
        CallSyntax call when FunctionCatalog.Find(call.Function) is { Over: not null } over => lists.Call(call, over),
        CallSyntax call => calls.Call(call, [.. call.Arguments.Select((argument, i) => calls.Argument(call, argument, i))]),
        NamedSyntax named => Misplaced(named),
        InterpolatedSyntax interpolated => Interpolated(interpolated),
        ListSyntax list => List(list),
        _ => throw new UnreachableException(),
    };

    private Node? UntracedConversion(Syntax syntax, Node input)
    {
        switch (syntax)
        {
            case ColumnSyntax { Quoted: false } name:
                return calls.Call(new(name.Start, name.Length, name.Name, new([name]), Piped: true), [input]);
            case CallSyntax { Piped: true } pipe:
                return Applied(pipe, Conversion(pipe.Arguments[0], input));
            case CallSyntax call:
                // Seen as piped from the column, so that messages count and point at the arguments that were written.
                return Applied(call with { Arguments = new([call, .. call.Arguments]), Piped = true }, input);
            default:
                Error(
                    ExpressionCodes.Syntax, syntax, $"expected a function that converts the column, but here is {syntax}",
                    "decimal; time(\"yyyy-MM-dd HH:mm:ss\", \"Europe/Rome\"); trim | lower");
                return null;
        }
    }

    private Node? Applied(CallSyntax pipe, Node? input) =>
        calls.Call(pipe, [input, .. pipe.Arguments.Skip(1).Select((argument, i) => calls.Argument(pipe, argument, i + 1))]);

    public Place PlaceOf(Syntax syntax) => origin.At(syntax.Anchor);

    public void Error(FindingCode code, Syntax at, string message, string? hint = null) => findings.Add(code, origin.At(at.Anchor), message, hint);

    public void ErrorAtStart(FindingCode code, Syntax at, string message, string? hint = null) => findings.Add(code, origin.At(at.Start), message, hint);

    public bool IsColumn(string name) => scope.Knows(name);

    /// <summary>Computes what has only constants in it, once. A problem then is everybody's problem.</summary>
    public Node? Folded(Node node, Syntax syntax, params IEnumerable<Node> parts)
    {
        if (!parts.All(part => part.IsConstant)) return node;
        var value = node.Evaluate(new Frame(0)).Detached();
        if (!value.IsProblem) return new ConstantNode(value, node.Place);
        if (Guards > 0) return node;
        var problem = value.Problem;
        findings.Add(ExpressionCodes.AlwaysFails, problem.Place ?? PlaceOf(syntax), $"this fails for every row: {problem.Message}", problem.Hint);
        return null;
    }

    /// <summary>The list that stands behind <c>each</c>, and the names within it; no names: it has a mistake. The list is null for rows.</summary>
    public (Node? List, Names? Names) Each(Syntax syntax)
    {
        if (lists.IsRows(syntax)) return (null, lists.TakeRows(syntax) ? WithinRows() : null);
        if (Bind(syntax) is not { } list) return (null, null);
        if (list.Kind is null or ValueKind.List or ValueKind.Null) return (list, WithinList(list));
        Error(
            ExpressionCodes.WrongType,
            syntax,
            $"'each' needs a list or rows, not {list.Kind.Value.Noun()}",
            list.Kind == ValueKind.Text ? "split(tags, \",\") makes a list of a text" : null);
        return (null, null);
    }

    /// <summary>The names within the rows of the group.</summary>
    public Names WithinRows() => new RowNames(scope, names.Depth + 1, names);

    /// <summary>The names within a list.</summary>
    public Names WithinList(Node list) => new ElementNames(names, scope, ElementKind(list), Hidden);

    /// <summary>The names within a list of which nothing is known.</summary>
    public Names WithinAny() => new ElementNames(names, scope, null, static (_, _) => { });

    /// <summary>What the elements of a list are, where that is known.</summary>
    public static ValueKind? ElementKind(Node list)
    {
        if (list is not ConstantNode { Value.Kind: ValueKind.List } constant) return null;
        var kinds = constant.Value.List.Select(item => item.Kind).Where(kind => kind != ValueKind.Null).Distinct().ToList();
        return kinds.Count == 1 ? kinds[0] : null;
    }

    public T Within<T>(Names inner, Func<T> bind)
    {
        var around = names;
        names = inner;
        var bound = bind();
        names = around;
        return bound;
    }

    /// <summary>With one place more for a value that is held.</summary>
    public T Shifted<T>(Func<T> bind) => Within(new HeldNames(names), bind);

    /// <summary>Without findings: what is bound may have mistakes that are none.</summary>
    public T Quietly<T>(Func<T> bind)
    {
        var around = findings;
        findings = [];
        var bound = bind();
        findings = around;
        return bound;
    }

    public bool IsCondition(Node node, Syntax syntax, string where) => operators.IsCondition(node, syntax, where);

    private void Hidden(string name, Place place) => findings.Add(
        ExpressionCodes.HiddenColumn,
        place,
        $"'{name}' is a member of the element where it has one, else the column of the row",
        $"item.{name} is the element's only; a value of the row under another name: let");

    /// <summary>A name before an argument of a function whose arguments are told apart by their order alone.</summary>
    private Node? Misplaced(NamedSyntax syntax)
    {
        ErrorAtStart(
            ExpressionCodes.ArgumentCount,
            syntax,
            $"arguments have no names here: '{syntax.Name}:'",
            "they are told apart by their order: sum(rows, price * quantity)");
        return null;
    }

    private Node? Column(ColumnSyntax syntax)
    {
        var rowsBefore = scope.RowsUsed;
        scope.RowsUsed = false;
        var known = names.Find(syntax.Name, syntax.Quoted, PlaceOf(syntax), out var found);
        if (scope.RowsUsed && scope.WithoutRows is { } part)
        {
            Error(
                ExpressionCodes.NoRows,
                syntax,
                $"'{syntax.Name}' is computed from the group's rows and cannot be used in '{part}', before the group is complete",
                "use it in let, event, events or key");
            found = null;
        }

        scope.RowsUsed |= rowsBefore;
        if (known) return found;
        if (!syntax.Quoted && scope.ComesLater(syntax.Name))
        {
            Error(
                ExpressionCodes.LetOrder,
                syntax,
                $"'{syntax.Name}' is not known yet: a value under 'let' may use those above it",
                "move it up, or break the circle");
            return null;
        }

        if (!syntax.Quoted && lists.IsRows(syntax))
        {
            if (!scope.Grouped) lists.TakeRows(syntax);
            else
                Error(
                    ExpressionCodes.NoRows,
                    syntax,
                    "'rows' stands as the first argument of a function over rows, or behind 'each'",
                    "sum(rows, price), count(rows), first(rows, sku), each: = rows");
            return null;
        }

        var hint = !syntax.Quoted && FunctionCatalog.Find(syntax.Name) is { } function
            ? $"'{syntax.Name}' is a function: {function.Signature}"
            : DidYouMean.Nearest(syntax.Name, scope.Names) is { } nearest
                ? $"did you mean {(Lexer.Quoted(nearest) is var quoted && quoted == nearest ? $"'{nearest}'" : quoted)}?"
                : Listed(scope.Names.ToList());
        Error(ExpressionCodes.UnknownColumn, syntax, $"unknown column '{syntax.Name}'", hint);
        return null;
    }

    private static string? Listed(List<string> names) => names.Count == 0 ? null
        : $"the columns are {string.Join(", ", names.Take(12).Select(Lexer.Quoted))}{(names.Count > 12 ? $" and {names.Count - 12} more" : "")}";

    private Node? Interpolated(InterpolatedSyntax syntax)
    {
        var failed = false;
        var parts = new List<Node>();
        foreach (var part in syntax.Parts)
        {
            var node = Bind(part);
            if (node is { Kind: { } kind and not ValueKind.Null } && !Kinds.Scalars.Contains(kind))
            {
                ErrorAtStart(ExpressionCodes.WrongType, part, $"{kind.Noun()} has no single text form",
                    kind == ValueKind.List ? "join(items, \", \")" : null);
                node = null;
            }

            failed |= node is null;
            if (node is not null) parts.Add(node);
        }

        return failed ? null : Folded(new InterpolatedNode([.. parts], PlaceOf(syntax)), syntax, parts);
    }

    private Node? List(ListSyntax syntax)
    {
        Node?[] items = [.. syntax.Items.Select(Bind)];
        return Array.Exists(items, item => item is null) ? null : Folded(new ListNode(items!, PlaceOf(syntax)), syntax, items!);
    }
}
