using System.Globalization;
using Loader.Mappings.Expressions.Nodes;
using Loader.Mappings.Findings;
using Loader.Mappings.Functions;
using Loader.Mappings.Rows;

namespace Loader.Mappings.Expressions;

/// <summary>
/// Arguments that name their parameters, put in the order of the parameters: <c>time(x, zone: "Europe/Rome")</c>. What is left out in between
/// stands there as its default, or as a mark that it was left out.
/// </summary>
internal static class NamedArguments
{
    private static readonly ConstantNode LeftOut = new(Value.Null, Findings.Place.Of("left out"));

    /// <summary>Whether it stands for an optional argument that nobody wrote.</summary>
    public static bool IsLeftOut(Node argument) => ReferenceEquals(argument, LeftOut);

    /// <summary>The call with its arguments in order, or null after reporting why they have none.</summary>
    public static (CallSyntax Syntax, Node?[] Arguments)? Place(CallSyntax syntax, FunctionEntry entry, Node?[] arguments, Binding binding)
    {
        var written = new int[entry.Parameters.Count];
        Array.Fill(written, -1);
        string? firstNamed = null;
        for (var i = 0; i < arguments.Length; i++)
        {
            if (syntax.Arguments[i] is NamedSyntax named)
            {
                firstNamed ??= named.Name;
                if (IndexOf(named, entry, binding) is not { } parameter) return null;
                if (written[parameter] >= 0)
                {
                    binding.ErrorAtStart(ExpressionCodes.ArgumentCount, named, $"'{named.Name}' of {entry.Name} is given twice", entry.Signature);
                    return null;
                }

                written[parameter] = i;
            }
            else if (firstNamed is not null)
            {
                binding.ErrorAtStart(
                    ExpressionCodes.ArgumentCount,
                    syntax.Arguments[i],
                    $"an argument without a name follows '{firstNamed}:'",
                    "arguments without names come first");
                return null;
            }
            else if (i >= written.Length)
            {
                binding.Error(ExpressionCodes.ArgumentCount, syntax, $"{entry.Name} takes at most {written.Length} arguments", entry.Signature);
                return null;
            }
            else
            {
                written[i] = i;
            }
        }

        return Ordered(syntax, entry, arguments, written, binding);
    }

    private static int? IndexOf(NamedSyntax named, FunctionEntry entry, Binding binding)
    {
        for (var i = 0; i < entry.Parameters.Count; i++)
        {
            if (entry.Parameters[i].Name == named.Name && !entry.Parameters[i].Repeats) return i;
        }

        var names = entry.Parameters.Where(parameter => !parameter.Repeats).Select(parameter => parameter.Name);
        binding.ErrorAtStart(
            ExpressionCodes.ArgumentCount, named, $"{entry.Name} has no argument '{named.Name}'", DidYouMean.Hint(named.Name, names) ?? entry.Signature);
        return null;
    }

    private static (CallSyntax Syntax, Node?[] Arguments)? Ordered(CallSyntax syntax, FunctionEntry entry, Node?[] arguments, int[] written, Binding binding)
    {
        var count = Array.FindLastIndex(written, at => at >= 0) + 1;
        var parts = new Syntax[count];
        var nodes = new Node?[count];
        for (var i = 0; i < count; i++)
        {
            var parameter = entry.Parameters[i];
            if (written[i] >= 0)
            {
                parts[i] = syntax.Arguments[written[i]] is NamedSyntax named ? named.Value : syntax.Arguments[written[i]];
                nodes[i] = arguments[written[i]];
                continue;
            }

            if (parameter.Default is null && !(parameter.Optional && parameter.Constant))
            {
                binding.Error(ExpressionCodes.ArgumentCount, syntax, $"{entry.Name} needs '{parameter.Name}'", entry.Signature);
                return null;
            }

            // Constants that are left out are looked up by the function, which knows its defaults; the others must have a value per row.
            parts[i] = new LiteralSyntax(syntax.Start, 0, Value.Null);
            nodes[i] = parameter.Constant ? LeftOut : new ConstantNode(DefaultOf(parameter.Default!), binding.PlaceOf(syntax));
        }

        return (syntax with { Arguments = new(parts), Piped = syntax.Piped && written[0] == 0 }, nodes);
    }

    private static Value DefaultOf(string written) =>
        written[0] == '"' ? Value.Of(written[1..^1]) : Value.Of(long.Parse(written, CultureInfo.InvariantCulture));
}
