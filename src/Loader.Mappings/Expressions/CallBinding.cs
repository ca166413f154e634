using System.Diagnostics;
using Loader.Mappings.Expressions.Nodes;
using Loader.Mappings.Findings;
using Loader.Mappings.Functions;
using Loader.Mappings.Rows;

namespace Loader.Mappings.Expressions;

/// <summary>The functions' share of binding.</summary>
internal sealed class CallBinding(Binding binding)
{
    /// <summary>The pipe whose left side is being bound.</summary>
    private CallSyntax? pipe;

    /// <summary>Binds an argument. What stands under <c>try</c> may fail always: that is what it is for.</summary>
    public Node? Argument(CallSyntax call, Syntax argument, int index)
    {
        var guarded = index == 0 && call.Function == "try";
        if (guarded) binding.Guards++;
        var around = pipe;
        pipe = index == 0 && call.Piped ? call : null;
        var node = binding.Bind(argument is NamedSyntax named ? named.Value : argument);
        pipe = around;
        if (guarded) binding.Guards--;
        return node;
    }

    /// <summary>Binds a call whose arguments are bound; null stands for one that has no tree.</summary>
    public Node? Call(CallSyntax syntax, Node?[] arguments)
    {
        if (FunctionCatalog.Find(syntax.Function) is not { } entry)
        {
            var hint = binding.IsColumn(syntax.Function)
                ? $"'{syntax.Function}' is a column and takes no arguments"
                : TypeWords.Hint(syntax.Function)
                    ?? DidYouMean.Hint(syntax.Function, FunctionCatalog.All.Select(known => known.Name))
                    ?? "`loader functions` lists all of them";
            binding.Error(ExpressionCodes.UnknownFunction, syntax, $"unknown function '{syntax.Function}'", hint);
            return null;
        }

        if (entry.HasOtherForm?.Invoke((arguments.FirstOrDefault() as ConstantNode)?.Value) == true) entry = entry.OtherForm!;
        if (syntax.Arguments.Any(argument => argument is NamedSyntax))
        {
            if (NamedArguments.Place(syntax, entry, arguments, binding) is not { } placed) return null;
            (syntax, arguments) = placed;
        }

        if (!CountFits(syntax, entry, arguments.Length)) return null;
        var fine = true;
        for (var i = 0; i < arguments.Length; i++) fine &= arguments[i] is { } argument && Fits(syntax, entry, argument, i);
        return fine ? Implemented(syntax, entry, arguments!) : null;
    }

    /// <summary>What may have been meant when an operation with a mistake is the left side of a pipe; null when it is not.</summary>
    public string? PipeHint(Syntax operation) => pipe is not null && ReferenceEquals(pipe.Arguments[0], operation) ? PipeHint(operation, pipe) : null;

    /// <summary>The pipe takes everything to its left, which is seldom meant after an operator.</summary>
    private static string? PipeHint(Syntax input, CallSyntax pipe)
    {
        if (input is not BinarySyntax operation || operation.Operator.Precedence() > Precedence.Comparison) return null;
        var last = pipe with { Arguments = new([operation.Right, .. pipe.Arguments.Skip(1)]) };
        return $"the pipe takes everything to its left; for only the last part: {operation with { Right = last }}";
    }

    private bool CountFits(CallSyntax syntax, FunctionEntry entry, int count)
    {
        if (count >= entry.FewestArguments && !(count > entry.MostArguments)) return true;
        var wanted = entry.MostArguments is not { } most ? $"at least {entry.FewestArguments}"
            : most == entry.FewestArguments ? $"{most}"
            : $"{entry.FewestArguments} to {most}";
        var given = syntax.Piped ? $"{count}, the value before the pipe included" : $"{count}";
        var noun = wanted == "1" ? "argument" : "arguments";
        binding.Error(ExpressionCodes.ArgumentCount, syntax, $"{entry.Name} takes {wanted} {noun}, not {given}", entry.Signature);
        return false;
    }

    private bool Fits(CallSyntax syntax, FunctionEntry entry, Node argument, int index)
    {
        var parameter = entry.ParameterOf(index);
        var written = syntax.Arguments[index];
        if (NamedArguments.IsLeftOut(argument)) return true;
        if (argument.Kind is { } kind && kind != ValueKind.Null && !parameter.Kinds.Contains(kind))
        {
            var message = $"{entry.Name} takes {parameter.Kinds} for '{parameter.Name}', not {kind.Noun()}";

            if (index == 0 && syntax.Piped)
                binding.Error(ExpressionCodes.WrongType, syntax, message, PipeHint(written, syntax) ?? entry.Signature);
            else
                binding.ErrorAtStart(ExpressionCodes.WrongType, written, message, entry.Signature);
            return false;
        }

        if (!parameter.Constant) return true;
        if (argument is not ConstantNode constant)
        {
            binding.ErrorAtStart(
                FunctionCodes.NotConstant, written, $"{entry.Name} needs a constant for '{parameter.Name}', the same for all rows", entry.Signature);
            return false;
        }

        if (constant.Value.IsNull)
        {
            binding.ErrorAtStart(FunctionCodes.BadConstant, written, $"'{parameter.Name}' of {entry.Name} cannot be null", entry.Signature);
            return false;
        }

        if (parameter.Choices.Count == 0 || parameter.Choices.Contains(constant.Value.Text, StringComparer.Ordinal)) return true;
        binding.ErrorAtStart(FunctionCodes.BadConstant, written, $"'{parameter.Name}' of {entry.Name} cannot be \"{constant.Value.Text}\"",
            DidYouMean.Hint(constant.Value.Text, parameter.Choices) ?? $"one of {string.Join(", ", parameter.Choices.Select(choice => $"\"{choice}\""))}");
        return false;
    }

    private Node? Implemented(CallSyntax syntax, FunctionEntry entry, Node[] arguments)
    {
        var given = arguments
            .Select(argument => NamedArguments.IsLeftOut(argument)
                ? default
                : new Given(true, argument.Kind, argument is ConstantNode constant ? constant.Value : null))
            .ToList();
        var implementation = entry.Bind(new(entry, given, Report) { Tables = binding.Tables, Secrets = binding.Secrets });
        if (implementation is null) return null;
        var place = binding.PlaceOf(syntax);
        if (implementation.Lazy is { } form) return Lazy(form, syntax, arguments);
        var perRow = Enumerable.Range(0, arguments.Length).Where(i => !entry.ParameterOf(i).Constant).ToArray();
        Node[] nodes = [.. perRow.Select(i => arguments[i])];
        Parameter[] parameters = [.. perRow.Select(entry.ParameterOf)];
        Node node = implementation switch
        {
            { One: { } one } when nodes.Length == 1 => new Call1Node(entry, one, nodes[0], parameters[0], implementation.Kind, place),
            { Two: { } two } when nodes.Length == 2 =>
                new Call2Node(entry, two, nodes[0], nodes[1], parameters[0], parameters[1], implementation.Kind, place),
            { Many: { } many } => new CallManyNode(entry, many, nodes, parameters, implementation.Kind, place),
            _ => throw new UnreachableException($"{entry.Name} was bound for another number of arguments than it was given"),
        };
        return implementation.IsHidden ? node : binding.Folded(node, syntax, nodes);

        void Report(int index, string message, string? hint)
        {
            if (index < syntax.Arguments.Count && !(index == 0 && syntax.Piped))
                binding.ErrorAtStart(FunctionCodes.BadConstant, syntax.Arguments[index], message, hint);
            else
                binding.Error(FunctionCodes.BadConstant, syntax, message, hint);
        }
    }

    /// <summary>Conditions and values in turn, as an if inside the other's otherwise.</summary>
    private Node? Cases(CallSyntax syntax, Node[] arguments, Place place)
    {
        var fine = true;
        for (var i = 0; i + 1 < arguments.Length; i += 2) fine &= binding.IsCondition(arguments[i], syntax.Arguments[i], "case");
        if (!fine) return null;
        var paired = arguments.Length / 2 * 2;
        var chosen = paired < arguments.Length ? arguments[^1] : new ConstantNode(Value.Null, place);
        for (var i = paired - 2; i >= 0; i -= 2)
        {
            if (arguments[i] is ConstantNode { Value.Kind: ValueKind.Boolean or ValueKind.Null } known)
                chosen = known.Value is { Kind: ValueKind.Boolean, Boolean: true } ? arguments[i + 1] : chosen;
            else
                chosen = new IfNode(arguments[i], arguments[i + 1], chosen, OperatorBinding.CommonKind(arguments[i + 1], chosen), place);
        }

        return chosen;
    }

    private Node? Lazy(LazyForm form, CallSyntax syntax, Node[] arguments)
    {
        var place = binding.PlaceOf(syntax);
        switch (form)
        {
            case LazyForm.If:
                if (arguments[0] is ConstantNode { Value.Kind: ValueKind.Boolean or ValueKind.Null } known)
                    return known.Value is { Kind: ValueKind.Boolean, Boolean: true } ? arguments[1] : Otherwise(2);
                return new IfNode(arguments[0], arguments[1], Otherwise(2), OperatorBinding.CommonKind(arguments[1], Otherwise(2)), place);
            case LazyForm.Case:
                return Cases(syntax, arguments, place);
            case LazyForm.Coalesce:
                return arguments[0].IsConstant && arguments[0].Kind != ValueKind.Null
                    ? arguments[0]
                    : binding.Folded(new CoalesceNode(arguments, OperatorBinding.CommonKind(arguments), place), syntax, arguments);
            case LazyForm.Default:
                return binding.Folded(new DefaultNode(arguments[0], arguments[1], OperatorBinding.CommonKind(arguments), place), syntax, arguments);
            case LazyForm.Try:
                return arguments[0].IsConstant
                    ? arguments[0]
                    : new TryNode(arguments[0], Otherwise(1), OperatorBinding.CommonKind(arguments[0], Otherwise(1)), place);
            default:
                throw new UnreachableException();
        }

        Node Otherwise(int index) => index < arguments.Length ? arguments[index] : new ConstantNode(Value.Null, place);
    }
}
