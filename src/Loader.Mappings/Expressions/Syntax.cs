using Loader.Mappings.Rows;

namespace Loader.Mappings.Expressions;

/// <summary>
/// A part of an expression as it was written. Closed: the records of this file. Two trees are equal when they say the same,
/// wherever they stand. Prints as the language: parsing the print gives an equal tree.
/// </summary>
/// <param name="Start">Its first character, counted from 0 in the expression's text.</param>
/// <param name="Length">How many characters it spans.</param>
public abstract record Syntax(int Start, int Length)
{
    /// <summary>The character that a message about it points at: an operator, a function's name. Else its first one.</summary>
    public int Anchor { get; init; } = Start;

    /// <summary>The first character behind it.</summary>
    internal int End => Start + Length;

    /// <summary>How many levels it nests. The parser refuses trees so high that recursion over them could not end well.</summary>
    internal abstract int Height { get; }

    public virtual bool Equals(Syntax? other) => other is not null && EqualityContract == other.EqualityContract;

    public override int GetHashCode() => EqualityContract.GetHashCode();

    public sealed override string ToString() => SyntaxPrinter.Print(this);
}

/// <summary>A number, a text without expressions in it, true, false or null.</summary>
public sealed record LiteralSyntax(int Start, int Length, Value Value) : Syntax(Start, Length)
{
    internal override int Height => 1;
}

/// <summary>A column, or a part of a column when under a member or an index.</summary>
/// <param name="Quoted">Whether it stood in backticks: then it is a column, whatever else bears that name.</param>
public sealed record ColumnSyntax(int Start, int Length, string Name, bool Quoted) : Syntax(Start, Length)
{
    internal override int Height => 1;

    public bool Equals(ColumnSyntax? other) => other is not null && Name == other.Name;

    public override int GetHashCode() => Name.GetHashCode(StringComparison.Ordinal);
}

/// <summary>The word <c>now</c>: the start of the run.</summary>
public sealed record NowSyntax(int Start, int Length) : Syntax(Start, Length)
{
    internal override int Height => 1;
}

/// <summary><c>customer.email</c></summary>
public sealed record MemberSyntax(int Start, int Length, Syntax Target, string Name) : Syntax(Start, Length)
{
    internal override int Height { get; } = Target.Height + 1;
}

/// <summary><c>items[0]</c>, <c>customer["e-mail"]</c></summary>
public sealed record IndexSyntax(int Start, int Length, Syntax Target, Syntax Index) : Syntax(Start, Length)
{
    internal override int Height { get; } = Math.Max(Target.Height, Index.Height) + 1;
}

public sealed record UnarySyntax(int Start, int Length, UnaryOperator Operator, Syntax Operand) : Syntax(Start, Length)
{
    internal override int Height { get; } = Operand.Height + 1;
}

public sealed record BinarySyntax(int Start, int Length, BinaryOperator Operator, Syntax Left, Syntax Right) : Syntax(Start, Length)
{
    internal override int Height { get; } = Math.Max(Left.Height, Right.Height) + 1;
}

/// <summary>A function with its arguments; the input of a pipe is the first of them.</summary>
/// <param name="Piped">Whether it was written <c>x | f(a)</c> instead of <c>f(x, a)</c>. Both mean the same.</param>
public sealed record CallSyntax(int Start, int Length, string Function, SyntaxList Arguments, bool Piped) : Syntax(Start, Length)
{
    internal override int Height { get; } = Arguments.Height + 1;
}

/// <summary>An argument that says which parameter it is for: <c>zone: "Europe/Rome"</c>. Stands among the arguments of a call only.</summary>
public sealed record NamedSyntax(int Start, int Length, string Name, Syntax Value) : Syntax(Start, Length)
{
    internal override int Height { get; } = Value.Height;
}

/// <summary>
/// <c>"text with {expressions} inside"</c>: literal texts and expressions in their order. Literal texts are never empty and never
/// neighbours, so that equal texts have equal trees.
/// </summary>
public sealed record InterpolatedSyntax(int Start, int Length, SyntaxList Parts) : Syntax(Start, Length)
{
    internal override int Height { get; } = Parts.Height + 1;
}

/// <summary><c>["paid", "shipped"]</c></summary>
public sealed record ListSyntax(int Start, int Length, SyntaxList Items) : Syntax(Start, Length)
{
    internal override int Height { get; } = Items.Height + 1;
}
