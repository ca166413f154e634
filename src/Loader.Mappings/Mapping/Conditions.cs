using Loader.Mappings.Expressions;
using Loader.Mappings.Findings;
using Loader.Mappings.Functions;
using Loader.Mappings.Rows;
using Loader.Mappings.Rules;

namespace Loader.Mappings.Mapping;

/// <summary>Binds what must be true or false, and says when it can be only one of them.</summary>
internal static class Conditions
{
    /// <summary>The condition, or null after reporting why there is none.</summary>
    /// <param name="names">What names mean in it; null: the row's.</param>
    /// <param name="what">Its name for people: <c>when</c>, the name of a rule.</param>
    public static Node? Bind(Formula formula, Scope scope, FindingList findings, Names? names, string what)
    {
        if (formula.Syntax is not { } syntax || new Binding(formula.Origin, scope, findings, names).Bind(syntax) is not { } node) return null;
        if (node.Kind is { } kind and not (ValueKind.Boolean or ValueKind.Null))
        {
            findings.Add(
                MapperCodes.NotACondition,
                node.Place,
                $"'{what}' should be true or false; it is {kind.Noun()}",
                "compare it with something, for example == or != null");
            return null;
        }

        if (node.IsConstant)
        {
            var holds = node.Evaluate(new Frame(0)) is { Kind: ValueKind.Boolean, Boolean: true };
            findings.Add(
                MapperCodes.SameForAll, formula.Place, $"'{what}' {(holds ? "holds for every row" : "can never hold")}: there is no column in it",
                "name the column it is about: = status != \"paid\"");
        }

        return node;
    }
}
