using Loader.Mappings.Expressions;
using Loader.Mappings.Rows;
using Loader.Mappings.Rules;

namespace Loader.Mappings.Mapping;

/// <summary>
/// Why a rule can hold for no row, as far as its words show it: it asks for two values at once or for a number above 2 and below 1, for capitals in lower case,
/// compares with null by size, or stands behind a rule that takes all of its rows. Never says so of a rule that can hold.
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
            if (rule.Condition.Syntax is { } earlier && (earlier == condition || parts.Contains(earlier)))
                return $"its rows are skipped by '{rule.Name}' above it";
        }

        if (parts.OfType<BinarySyntax>().FirstOrDefault(part => IsOrder(part.Operator) && (IsNull(part.Left) || IsNull(part.Right))) is { } ordered)
            return $"'{ordered}' is null for every row";
        var wanted = parts.OfType<BinarySyntax>().Where(part => part is { Operator: BinaryOperator.Equal, Right: LiteralSyntax }).ToList();
        for (var i = 0; i < wanted.Count; i++)
        {
            if (wanted.Take(i).FirstOrDefault(other => other.Left == wanted[i].Left && Differ(other.Right, wanted[i].Right)) is { } other)
                return $"'{other}' and '{wanted[i]}' exclude each other";
            if (parts.OfType<BinarySyntax>().Any(part => part.Operator == BinaryOperator.NotEqual
                && part.Left == wanted[i].Left
                && part.Right == wanted[i].Right))
                return $"it asks for '{wanted[i]}' and for the opposite";
        }

        return parts.OfType<BinarySyntax>().Select(WrongCase).FirstOrDefault(reason => reason is not null) ?? NoNumberBetween(parts.OfType<BinarySyntax>());
    }

    /// <summary>Capitals asked of what <c>lower</c> made, or small letters of <c>upper</c>.</summary>
    private static string? WrongCase(BinarySyntax part) => part switch
    {
        { Operator: BinaryOperator.Equal, Left: CallSyntax { Function: "lower" }, Right: LiteralSyntax { Value: { Kind: ValueKind.Text } text } }
            when !string.Equals(text.Text, text.Text.ToLowerInvariant(), StringComparison.Ordinal) => $"lower never gives {part.Right}",
        { Operator: BinaryOperator.Equal, Left: CallSyntax { Function: "upper" }, Right: LiteralSyntax { Value: { Kind: ValueKind.Text } text } }
            when !string.Equals(text.Text, text.Text.ToUpperInvariant(), StringComparison.Ordinal) => $"upper never gives {part.Right}",
        _ => null,
    };

    private static string? NoNumberBetween(IEnumerable<BinarySyntax> parts)
    {
        foreach (var of in parts.Where(part => Number(part.Right) is not null).GroupBy(part => part.Left))
        {
            var above = of.Where(part => part.Operator is BinaryOperator.Greater or BinaryOperator.GreaterOrEqual or BinaryOperator.Equal).ToList();
            var below = of.Where(part => part.Operator is BinaryOperator.Less or BinaryOperator.LessOrEqual or BinaryOperator.Equal).ToList();
            foreach (var low in above)
            {
                foreach (var high in below)
                {
                    var open = low.Operator == BinaryOperator.Greater || high.Operator == BinaryOperator.Less;
                    if (Number(low.Right) > Number(high.Right) || (open && Number(low.Right) == Number(high.Right)))
                        return $"'{low}' and '{high}' exclude each other";
                }
            }
        }

        return null;
    }

    private static decimal? Number(Syntax syntax) => syntax is not LiteralSyntax { Value: var value } ? null : value.Kind switch
    {
        ValueKind.Integer => value.Integer,
        ValueKind.Decimal => value.Decimal,
        _ => null,
    };

    private static IEnumerable<Syntax> Conjuncts(Syntax syntax) =>
        syntax is BinarySyntax { Operator: BinaryOperator.And } both ? Conjuncts(both.Left).Concat(Conjuncts(both.Right)) : [syntax];

    /// <summary>Numbers that are written differently may be equal: 1 and 1.0. Only texts are compared.</summary>
    private static bool Differ(Syntax left, Syntax right) =>
        left is LiteralSyntax { Value.Kind: ValueKind.Text } && right is LiteralSyntax { Value.Kind: ValueKind.Text } && left != right;

    private static bool IsNull(Syntax syntax) => syntax is LiteralSyntax { Value.IsNull: true };

    private static bool IsOrder(BinaryOperator one) =>
        one is BinaryOperator.Less or BinaryOperator.LessOrEqual or BinaryOperator.Greater or BinaryOperator.GreaterOrEqual;
}
