using System.Diagnostics;

namespace Loader.Mappings.Expressions;

public enum UnaryOperator
{
    Negate,
    Not,
}

public enum BinaryOperator
{
    Or,
    And,
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    In,
    Coalesce,
    Add,
    Subtract,
    Multiply,
    Divide,
    Remainder,
}

/// <summary>
/// How tightly things bind, loosest first. The pipe takes everything to its left: <c>a ?? b | upper</c> is <c>(a ?? b) | upper</c>.
/// <c>??</c> binds tighter than comparisons, because <c>coupon ?? "none" == "none"</c> asks about the coupon with its default.
/// </summary>
internal enum Precedence
{
    Pipe = 1,
    Or,
    And,
    Not,
    Comparison,
    Coalesce,
    Sum,
    Product,
    Negation,
    Postfix,
}

internal static class Operators
{
    public static string Sign(this BinaryOperator op) => op switch
    {
        BinaryOperator.Or => "or",
        BinaryOperator.And => "and",
        BinaryOperator.Equal => "==",
        BinaryOperator.NotEqual => "!=",
        BinaryOperator.Less => "<",
        BinaryOperator.LessOrEqual => "<=",
        BinaryOperator.Greater => ">",
        BinaryOperator.GreaterOrEqual => ">=",
        BinaryOperator.In => "in",
        BinaryOperator.Coalesce => "??",
        BinaryOperator.Add => "+",
        BinaryOperator.Subtract => "-",
        BinaryOperator.Multiply => "*",
        BinaryOperator.Divide => "/",
        BinaryOperator.Remainder => "%",
        _ => throw new UnreachableException(),
    };

    public static Precedence Precedence(this BinaryOperator op) => op switch
    {
        BinaryOperator.Or => Expressions.Precedence.Or,
        BinaryOperator.And => Expressions.Precedence.And,
        BinaryOperator.Coalesce => Expressions.Precedence.Coalesce,
        BinaryOperator.Add or BinaryOperator.Subtract => Expressions.Precedence.Sum,
        BinaryOperator.Multiply or BinaryOperator.Divide or BinaryOperator.Remainder => Expressions.Precedence.Product,
        _ => Expressions.Precedence.Comparison,
    };
}
