using Loader.Mappings.Rows;

namespace Loader.Mappings.Functions.Numbers;

/// <summary>Functions that change a number's size or digits; the type stays.</summary>
internal static class RoundingFunctions
{
    private static readonly Kinds Roundable = Kinds.Numbers.And(ValueKind.WideDecimal);

    private static readonly (string Name, MidpointRounding Rule)[] Modes =
    [
        ("half-even", MidpointRounding.ToEven), ("half-up", MidpointRounding.AwayFromZero), ("down", MidpointRounding.ToZero),
        ("floor", MidpointRounding.ToNegativeInfinity), ("ceil", MidpointRounding.ToPositiveInfinity),
    ];

    public static readonly IReadOnlyList<FunctionEntry> All =
    [
        new()
        {
            Name = "round",
            Group = "number",
            Help = "The number with at most so many digits after the point. A tie goes to the even digit, or away from zero with \"half-up\"; "
                + "\"down\" cuts off.",
            Parameters =
            [
                new("x", Roundable), new("digits", Kinds.Integer) { Default = "0", Constant = true },
                Parameter.Choice("mode", [.. Modes.Select(mode => mode.Name)]) with { Default = "\"half-even\"" },
            ],
            Examples =
            [
                new("round(12.345, 2)", "12.34"), new("round(12.345, 2, \"half-up\")", "12.35"), new("round(-2.5)", "-2"),
                new("round(7)", "7"), new("round(-1.19, 1, \"down\")", "-1.1"),
            ],
            Bind = Round,
        },
        Whole(
            "floor",
            "The next whole number below, or the number itself.",
            MidpointRounding.ToNegativeInfinity,
            new("floor(-1.5)", "-2"),
            new("floor(2)", "2")),
        Whole(
            "ceil",
            "The next whole number above, or the number itself.",
            MidpointRounding.ToPositiveInfinity,
            new("ceil(1.01)", "2"),
            new("ceil(-1.5)", "-1")),
        new()
        {
            Name = "abs",
            Group = "number",
            Help = "The number without its sign.",
            Parameters = [new("x", Kinds.Numbers)],
            Examples = [new("abs(-12.50)", "12.50"), new("abs(3)", "3"), new("abs(-9223372036854775807 - 1)", "ROW002")],
            Bind = arguments => Implementation.Of(arguments.Kind(0), (in x, _) => x.Kind switch
            {
                ValueKind.Decimal => Value.Of(Math.Abs(x.Decimal)),
                ValueKind.Float => Value.Of(Math.Abs(x.Float)),
                _ => x.Integer == long.MinValue ? Trouble.OutOfRange("the result of abs does not fit an integer of 64 bits") : Value.Of(Math.Abs(x.Integer)),
            }),
        },
    ];

    private static FunctionEntry Whole(string name, string help, MidpointRounding rule, params IReadOnlyList<Example> examples) => new()
    {
        Name = name,
        Group = "number",
        Help = help + " The type stays; integer(...) makes it an integer.",
        Parameters = [new("x", Roundable)],
        Examples = examples,
        Bind = arguments => Implementation.Of(arguments.Kind(0), (in x, _) => Rounded(x, 0, rule)),
    };

    private static Implementation? Round(Arguments arguments)
    {
        const int MostDigits = 28;
        var digits = arguments.Integer(1);
        if (digits is < 0 or > MostDigits)
        {
            arguments.Report(1, $"the digits after the point must be 0 to {MostDigits}, not {digits}");
            return null;
        }

        var rule = Array.Find(Modes, mode => mode.Name == arguments.Text(2)).Rule;
        return Implementation.Of(arguments.Kind(0), (in x, _) => Rounded(x, (int)digits, rule));
    }

    private static Value Rounded(in Value x, int digits, MidpointRounding rule) => x.Kind switch
    {
        ValueKind.Decimal => Value.Of(Math.Round(x.Decimal, digits, rule)),
        ValueKind.WideDecimal => WideDecimal.Rounded(x, digits, rule),

        // A float has no more than 15 digits that could be rounded, and beyond 2^52 no fraction.
        ValueKind.Float => Value.Of(Math.Round(x.Float, Math.Min(digits, 15), rule)),
        _ => x,
    };
}
