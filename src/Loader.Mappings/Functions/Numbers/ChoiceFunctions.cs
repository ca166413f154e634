using Loader.Mappings.Rows;

namespace Loader.Mappings.Functions.Numbers;

/// <summary>The smallest and the largest of some values that have an order.</summary>
internal static class ChoiceFunctions
{
    private static readonly Kinds Ordered = Kinds.Of(
        ValueKind.Integer, ValueKind.Decimal, ValueKind.WideDecimal, ValueKind.Float, ValueKind.Text, ValueKind.Time, ValueKind.Date, ValueKind.Duration);

    public static readonly IReadOnlyList<FunctionEntry> All =
    [
        new()
        {
            Name = "min",
            Group = "number",
            Over = Fold.Min,
            Help = "The smallest of the values, which must be of one kind: numbers, times, dates, durations or texts. Null when one of them is null. "
                + "Of a list or of rows: min(rows, price), without its nulls.",
            Parameters = [new("x", Ordered) { Repeats = true }],
            Examples =
            [
                new("min([3, 1, 2])", "1"),
                new("min([3, 1, null], item * 10)", "10"),
                new("min(3, 2.50, 7)", "2.50"),
                new("min(\"b\", \"a\")", "\"a\""),
                new("min(1, null)", "null"),
            ],
            Bind = arguments => Chosen("min", Standing.Less, arguments),
        },
        new()
        {
            Name = "max",
            Group = "number",
            Over = Fold.Max,
            Help = "The largest of the values, which must be of one kind: numbers, times, dates, durations or texts. Null when one of them is null. "
                + "Of a list or of rows: max(rows, price), without its nulls.",
            Parameters = [new("x", Ordered) { Repeats = true }],
            Examples =
            [
                new("max([\"a\", \"b\"])", "\"b\""),
                new("max([1, 2], -item)", "-1"),
                new("max(0, -5)", "0"),
                new("max(1, 1.0)", "1"),
                new("max(date(\"2026-03-01\"), date(\"2025-12-31\"))", "\"2026-03-01\""),
            ],
            Bind = arguments => Chosen("max", Standing.Greater, arguments),
        },
        new()
        {
            Name = "clamp",
            Group = "number",
            Help = "The value, or the nearest of the two bounds when it lies outside them. All three must be of one kind.",
            Parameters = [new("x", Ordered), new("low", Ordered), new("high", Ordered)],
            Examples = [new("clamp(120, 0, 100)", "100"), new("clamp(-0.5, 0, 1)", "0"), new("clamp(7, 0, 10)", "7")],
            Bind = arguments =>
            {
                var kinds = Enumerable.Range(0, 3).Select(arguments.Kind).Distinct().ToList();
                return Implementation.Of(kinds.Count == 1 ? kinds[0] : null, Clamp);
            },
        },
        new()
        {
            Name = "sign",
            Group = "number",
            Help = "-1, 0 or 1 for a number below, equal to or above zero.",
            Parameters = [new("x", Kinds.Numbers.And(ValueKind.WideDecimal))],
            Result = ValueKind.Integer,
            Examples = [new("sign(-12.50)", "-1"), new("sign(0.00)", "0"), new("sign(3)", "1")],
            Bind = _ => Implementation.Of(ValueKind.Integer, (in x, _) => Comparison.Of(x, Value.Of(0L)) switch
            {
                Standing.Less => Value.Of(-1L),
                Standing.Equal => Value.Of(0L),
                Standing.Greater => Value.Of(1L),
                _ => Trouble.NotFinite("sign got a number that is not one (NaN)"),
            }),
        },
    ];

    private static Value Clamp(Span<Value> values, Scratch scratch)
    {
        var bounded = Choose("clamp", Standing.Greater, values[..2]);
        if (bounded.IsProblem) return bounded;
        if (Comparison.Of(values[1], values[2]) == Standing.Greater) return Trouble.OutOfRange("the lower bound of clamp is above the upper one");
        values[1] = bounded;
        return Choose("clamp", Standing.Less, values[1..]);
    }

    private static Implementation? Chosen(string name, Standing wanted, Arguments arguments)
    {
        var kind = arguments.Kind(0);
        for (var i = 1; i < arguments.Count; i++)
        {
            if (arguments.Kind(i) is { } next and not ValueKind.Null && arguments.Kind(0) is { } first and not ValueKind.Null
                && !Comparison.Comparable(first, next))
            {
                arguments.Report(i, $"{name} cannot compare {first.Noun()} with {next.Noun()}");
                return null;
            }

            if (arguments.Kind(i) != kind) kind = null;
        }

        return Implementation.Of(kind, (values, _) => Choose(name, wanted, values));
    }

    private static Value Choose(string name, Standing wanted, ReadOnlySpan<Value> values)
    {
        var best = values[0];
        foreach (ref readonly var value in values[1..])
        {
            var standing = Comparison.Of(value, best);
            if (standing == Standing.Incomparable) return Trouble.WrongKind($"{name} cannot compare {value.Kind.Noun()} with {best.Kind.Noun()}");
            if (standing == Standing.Unordered) return Trouble.NotFinite($"{name} got a number that is not one (NaN)");
            if (standing == wanted) best = value;
        }

        return best;
    }
}
