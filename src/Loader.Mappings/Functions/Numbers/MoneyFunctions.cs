using System.Buffers.Text;
using Loader.Mappings.Rows;

namespace Loader.Mappings.Functions.Numbers;

/// <summary>Amounts in the units that destinations count in: exact, or a problem that says to round first.</summary>
internal static class MoneyFunctions
{
    private const decimal Million = 1_000_000m;
    private static readonly Kinds Exact = Kinds.Of(ValueKind.Integer, ValueKind.Decimal);

    public static readonly IReadOnlyList<FunctionEntry> All =
    [
        new()
        {
            Name = "micros",
            Group = "number",
            Help = "The number times a million as an integer, as Google's advertising APIs count money. More than six digits after the point are a problem.",
            Parameters = [new("x", Exact)],
            Result = ValueKind.Integer,
            Examples = [new("micros(12.50)", "12500000"), new("micros(0.0000001)", "ROW002")],
            Bind = _ => Implementation.Of(ValueKind.Integer, (in x, _) => Whole(x, Million, "micros")),
        },
        new()
        {
            Name = "from_micros",
            Group = "number",
            Help = "A millionth of the number, as a decimal.",
            Parameters = [new("x", Exact)],
            Result = ValueKind.Decimal,
            Examples = [new("from_micros(12500000)", "12.5"), new("from_micros(1)", "0.000001")],
            Bind = _ => Implementation.Of(ValueKind.Decimal, (in x, _) => Part(x, Million)),
        },
        new()
        {
            Name = "minor_units",
            Group = "number",
            Help = "An amount in the currency's smaller unit (cents), by ISO 4217: the yen has none, the Kuwaiti dinar a thousand. "
                + "More digits than the currency has are a problem: round first.",
            Parameters = [new("x", Exact), new("currency", Kinds.Text)],
            Result = ValueKind.Integer,
            Examples =
            [
                new("minor_units(12.50, \"EUR\")", "1250"),
                new("minor_units(500, \"jpy\")", "500"),
                new("minor_units(1.5, \"KWD\")", "1500"),
                new("minor_units(1, \"EURO\")", "ROW001"),
            ],
            Bind = _ => Implementation.Of(ValueKind.Integer, (in x, in currency, _) =>
                Currency.DigitsOf(currency.Utf8) is { } digits ? Whole(x, Power(digits), "minor_units") : NoCurrency(currency)),
        },
        new()
        {
            Name = "from_minor_units",
            Group = "number",
            Help = "An amount in the currency's smaller unit (cents) as an amount in the currency, with its digits.",
            Parameters = [new("x", Kinds.Integer), new("currency", Kinds.Text)],
            Result = ValueKind.Decimal,
            Examples = [new("from_minor_units(1250, \"EUR\")", "12.50"), new("from_minor_units(500, \"JPY\")", "500")],
            Bind = _ => Implementation.Of(ValueKind.Decimal, (in x, in currency, _) =>
                Currency.DigitsOf(currency.Utf8) is { } digits ? Value.Of(new decimal(1, 0, 0, false, (byte)digits) * x.Integer) : NoCurrency(currency)),
        },
        new()
        {
            Name = "format_number",
            Group = "number",
            Help = "The number as text with exactly so many digits after the point (rounded, a tie to the even digit), another mark for the point "
                + "and marks between thousands.",
            Parameters =
            [
                new("x", Kinds.Numbers), new("digits", Kinds.Integer) { Default = "2", Constant = true },
                Parameter.Choice("mark", ".", ",") with { Default = "\".\"" }, Parameter.Choice("groups", "", ".", ",", " ", "'") with { Default = "\"\"" },
            ],
            Result = ValueKind.Text,
            Examples =
            [
                new("format_number(1234.5)", "\"1234.50\""),
                new("format_number(1234567.891, 2, \",\", \".\")", "\"1.234.567,89\""),
                new("format_number(-7, 0)", "\"-7\""),
            ],
            Bind = Format,
        },
    ];

    private static Value Whole(in Value x, decimal factor, string function)
    {
        var number = x.Kind == ValueKind.Integer ? x.Integer : x.Decimal;
        if (Math.Abs(number) > long.MaxValue / factor) return Trouble.OutOfRange($"{x} in {function} does not fit an integer of 64 bits");
        var whole = number * factor;
        return whole == decimal.Truncate(whole)
            ? Value.Of((long)whole)
            : Trouble.OutOfRange($"{x} has more digits after the point than {function} can keep", $"round it first: round(x, 2) | {function}");
    }

    private static Value Part(in Value x, decimal divisor) =>
        ExactDecimal.Divide(x.Kind == ValueKind.Integer ? x.Integer : x.Decimal, divisor) is { } part
            ? Value.Of(part)
            : Trouble.OutOfRange("the result does not fit a decimal of 28 digits");

    private static Value NoCurrency(in Value currency) => Trouble.NotA(currency, "a currency of ISO 4217", "three letters: EUR, USD, GBP");

    private static decimal Power(int digits) => digits switch { 0 => 1, 2 => 100, 3 => 1_000, _ => 10_000 };

    private static Implementation? Format(Arguments arguments)
    {
        const int MostDigits = 15;
        var digits = arguments.Integer(1);
        var (mark, groups) = (arguments.Text(2)!, arguments.Text(3)!);
        if (digits is < 0 or > MostDigits) arguments.Report(1, $"the digits after the point must be 0 to {MostDigits}, not {digits}");
        if (mark == groups) arguments.Report(3, "the same mark cannot stand before the fraction and between the thousands");
        if (arguments.Failed) return null;
        var group = groups.Length == 0 ? (byte)0 : (byte)groups[0];
        return Implementation.Of(ValueKind.Text, (in x, scratch) => Format(x, (int)digits, (byte)mark[0], group, scratch));
    }

    private static Value Format(in Value x, int digits, byte mark, byte group, Scratch scratch)
    {
        var value = NumberReading.Decimal(x);
        if (value.IsProblem) return value;
        var number = Math.Round(value.Decimal, digits, MidpointRounding.ToEven);
        Span<byte> plain = stackalloc byte[64];
        Utf8Formatter.TryFormat(number, plain, out var length, new('F', (byte)digits));
        var whole = plain[..length].IndexOf((byte)'.') is >= 0 and var point ? point : length;
        var output = scratch.Take(length * 2);
        var at = 0;
        for (var i = 0; i < length; i++)
        {
            if (group != 0 && i > 0 && i < whole && (whole - i) % 3 == 0 && plain[i - 1] != '-') output[at++] = group;
            output[at++] = i == whole ? mark : plain[i];
        }

        return scratch.Text(at);
    }
}
