using Loader.Mappings.Expressions;
using Loader.Mappings.Rules;

namespace Loader.Mappings.Mapping;

/// <summary>
/// Why a rule can hold for no row, as far as its words show it: it asks for two values at once, compares with null by size, or stands behind a rule
/// that takes all of its rows. Never says so of a rule that can hold.
/// </summary>
internal static class NeverHolds
{
    /// <summary>The reason, or null.</summary>
    /// <param name="condition">The rule's condition.</param>
    /// <param name="before">Rules whose rows do not come this far.</param>
    public static string? Because(Syntax condition, IEnumerable<ConditionRule> before)
    {
        var parts = Conjuncts(condition).ToList();
        foreach (var rule in before)
        {
            if (rule.Condition.Syntax is { } earlier && (earlier == condition || parts.Contains(earlier))) return $"its rows are skipped by '{rule.Name}' above it";
        }

        if (parts.OfType<BinarySyntax>().FirstOrDefault(part => IsOrder(part.Operator) && (IsNull(part.Left) || IsNull(part.Right))) is { } ordered)
            return $"'{ordered}' is null for every row";
        var wanted = parts.OfType<BinarySyntax>().Where(part => part is { Operator: BinaryOperator.Equal, Right: LiteralSyntax }).ToList();
        for (var i = 0; i < wanted.Count; i++)
        {
            if (wanted.Take(i).FirstOrDefault(other => other.Left == wanted[i].Left && Differ(other.Right, wanted[i].Right)) is { } other)
                return $"'{other}' and '{wanted[i]}' exclude each other";
            if (parts.OfType<BinarySyntax>().Any(part => part.Operator == BinaryOperator.NotEqual && part.Left == wanted[i].Left && part.Right == wanted[i].Right))
                return $"it asks for '{wanted[i]}' and for the opposite";
        }

        return null;
    }

    private static IEnumerable<Syntax> Conjuncts(Syntax syntax) =>
        syntax is BinarySyntax { Operator: BinaryOperator.And } both ? Conjuncts(both.Left).Concat(Conjuncts(both.Right)) : [syntax];

    /// <summary>Numbers that are written differently may be equal: 1 and 1.0. Only texts are compared.</summary>
    private static bool Differ(Syntax left, Syntax right) =>
        left is LiteralSyntax { Value.Kind: Rows.ValueKind.Text } && right is LiteralSyntax { Value.Kind: Rows.ValueKind.Text } && left != right;

    private static bool IsNull(Syntax syntax) => syntax is LiteralSyntax { Value.IsNull: true };

    private static bool IsOrder(BinaryOperator one) =>
        one is BinaryOperator.Less or BinaryOperator.LessOrEqual or BinaryOperator.Greater or BinaryOperator.GreaterOrEqual;
}
