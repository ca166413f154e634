using System.Numerics;
using Loader.Mappings.Rows;

namespace Loader.Mappings.Functions;

/// <summary>A set of types, such as those that a parameter takes.</summary>
public readonly record struct Kinds
{
    private readonly int bits;

    private Kinds(int bits) => this.bits = bits;

    public static Kinds Text { get; } = Of(ValueKind.Text);

    public static Kinds Integer { get; } = Of(ValueKind.Integer);

    public static Kinds Boolean { get; } = Of(ValueKind.Boolean);

    /// <summary>What is computed with. A decimal of more than 28 digits is not among them.</summary>
    public static Kinds Numbers { get; } = Of(ValueKind.Integer, ValueKind.Decimal, ValueKind.Float);

    public static Kinds Time { get; } = Of(ValueKind.Time);

    /// <summary>What has one written form: everything but lists, objects and bytes.</summary>
    public static Kinds Scalars { get; } = Of(
        ValueKind.Text, ValueKind.Integer, ValueKind.Decimal, ValueKind.WideDecimal, ValueKind.Float, ValueKind.Boolean,
        ValueKind.Time, ValueKind.Date, ValueKind.Duration);

    public static Kinds Any { get; } = Of(
        [.. Enum.GetValues<ValueKind>().Where(kind => kind is not (ValueKind.Null or ValueKind.Problem))]);

    public static Kinds Of(params ReadOnlySpan<ValueKind> kinds)
    {
        var set = 0;
        foreach (var kind in kinds) set |= 1 << (int)kind;
        return new(set);
    }

    /// <summary>These and one more.</summary>
    public Kinds And(ValueKind kind) => new(bits | (1 << (int)kind));

    public bool Contains(ValueKind kind) => (bits >> (int)kind & 1) != 0;

    /// <summary>"text", "integer or decimal", "number", "anything".</summary>
    public override string ToString()
    {
        if (this == Any) return "anything";
        if (this == Scalars) return "any single value";
        if ((bits & Scalars.bits) == Scalars.bits) return string.Join(" or ", Named(bits & ~Scalars.bits).Prepend("any single value"));
        if ((bits & Numbers.bits) == Numbers.bits)
            return string.Join(" or ", Named(bits & ~Numbers.bits).Prepend("number"));
        return BitOperations.PopCount((uint)bits) == 0 ? "nothing" : string.Join(" or ", Named(bits));
    }

    /// <summary>A person knows one kind of decimals, however many digits they have.</summary>
    private static IEnumerable<string> Named(int set) => Enum.GetValues<ValueKind>()
        .Where(kind => (set >> (int)kind & 1) != 0 && kind != ValueKind.WideDecimal)
        .Select(kind => kind.Name());
}
