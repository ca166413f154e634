using FsCheck;
using FsCheck.Fluent;
using Loader.Mappings.Expressions;
using Loader.Mappings.Functions;
using Loader.Mappings.Rows;

namespace Loader.Mappings.Tests.Expressions;

/// <summary>Any tree that the parser can make, also senseless ones: they must print, bind and evaluate without an exception.</summary>
internal static class SyntaxTrees
{
    private static readonly string[] Functions = [.. FunctionCatalog.All.Select(entry => entry.Name), "no_such_function"];

    private static readonly string[] Texts =
        [
            "", "a", "é😀", "{x}", "\"\\", "\n\t\r", "yyyy-MM-dd", "UTC", "Europe/Rome", "s", "half-up", "12.5", "-3", "2026-03-29 02:30:00",
            "1.2.3.4", "::1", "39", "dns", "google",
        ];

    public static Arbitrary<Syntax> Any { get; } = Gen.Sized(size => Tree(Math.Min(size, 24))).ToArbitrary();

    private static Gen<Syntax> Tree(int size) => size <= 1 ? Leaf() : Gen.OneOf(
        Leaf(),
        from target in Tree(size / 2) from name in Gen.Elements("email", "odd name", "in") select (Syntax)new MemberSyntax(0, 0, target, name),
        from target in Tree(size / 2) from index in Tree(size / 2) select (Syntax)new IndexSyntax(0, 0, target, index),
        from op in Gen.Elements(Enum.GetValues<UnaryOperator>()) from operand in Tree(size - 1) select (Syntax)new UnarySyntax(0, 0, op, operand),
        from op in Gen.Elements(Enum.GetValues<BinaryOperator>()) from left in Tree(size / 2) from right in Tree(size / 2) select (Syntax)new BinarySyntax(0, 0, op, left, right),
        from op in Gen.Elements(Enum.GetValues<BinaryOperator>()) from left in Tree(size / 2) from right in Tree(size / 2) select (Syntax)new BinarySyntax(0, 0, op, left, right),
        Call(size),
        Call(size),
        from items in Trees(size, 0) select (Syntax)new ListSyntax(0, 0, new(items)),
        from parts in Trees(size, 1) select Interpolated(parts));

    private static Gen<Syntax> Call(int size) =>
        from function in Gen.Elements(Functions)
        from piped in Gen.Elements(true, false)
        from arguments in Trees(size, piped ? 1 : 0)
        select (Syntax)new CallSyntax(0, 0, function, new(arguments), piped);

    private static Gen<List<Syntax>> Trees(int size, int least) =>
        from count in Gen.Choose(least, 4)
        from trees in Tree(size / 3).ListOf(count)
        select trees.ToList();

    private static Gen<Syntax> Leaf() => Gen.OneOf(
        from cell in Gen.Elements(SampleRow.Cells) select (Syntax)new ColumnSyntax(0, 0, cell.Name, false),
        from text in Gen.Elements(Texts) select (Syntax)new LiteralSyntax(0, 0, Value.Of(text)),
        from number in Gen.Elements(0L, 1, 2, 7, long.MaxValue) select (Syntax)new LiteralSyntax(0, 0, Value.Of(number)),
        from number in Gen.Elements(
            0.0m,
            12.50m,
            0.0000000000000000000000000001m,
            7922816251426433759354395033.5m)
        select (Syntax)new LiteralSyntax(0, 0, Value.Of(number)),
        from value in Gen.Elements(Value.True, Value.False, Value.Null) select (Syntax)new LiteralSyntax(0, 0, value),
        Gen.Constant((Syntax)new NowSyntax(0, 0)));

    /// <summary>As the parser makes it: at least one expression, literal texts never empty and never neighbours.</summary>
    private static Syntax Interpolated(List<Syntax> parts)
    {
        List<Syntax> canonical = [];
        foreach (var part in parts)
        {
            if (part is not LiteralSyntax { Value.Kind: ValueKind.Text } literal) canonical.Add(part);
            else if (canonical.Count > 0 && canonical[^1] is LiteralSyntax { Value.Kind: ValueKind.Text } before)
                canonical[^1] = before with { Value = Value.Of(before.Value.Text + literal.Value.Text) };
            else if (literal.Value.Text.Length > 0) canonical.Add(part);
        }

        return canonical switch
        {
            [] => new LiteralSyntax(0, 0, Value.Of("")),
            [LiteralSyntax { Value.Kind: ValueKind.Text } only] => only,
            _ => new InterpolatedSyntax(0, 0, new(canonical)),
        };
    }
}
