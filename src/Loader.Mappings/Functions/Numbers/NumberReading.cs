using System.Globalization;
using Loader.Mappings.Rows;

namespace Loader.Mappings.Functions.Numbers;

/// <summary>Texts and numbers as numbers of another type. Strict: nothing is skipped, guessed or rounded.</summary>
internal static class NumberReading
{
    private const string TrimHint = "there is white space around it: trim it first, total | trim | decimal";

    public static Value Integer(in Value x)
    {
        switch (x.Kind)
        {
            case ValueKind.Text: return IntegerOfText(x);
            case ValueKind.Decimal:
                if (x.Decimal != decimal.Truncate(x.Decimal)) return Trouble.NotA(x, "a whole number", "round(x), floor(x) or ceil(x) make it one");
                return x.Decimal is >= long.MinValue and <= long.MaxValue ? Value.Of(decimal.ToInt64(x.Decimal)) : TooLong(x, "an integer of 64 bits");
            case ValueKind.WideDecimal:
                return WideDecimal.TryNarrow(x, out var whole) ? Integer(Value.Of(whole)) : TooLong(x, "an integer of 64 bits");
            case ValueKind.Float:
                if (!double.IsInteger(x.Float)) return Trouble.NotA(x, "a whole number", "round(x), floor(x) or ceil(x) make it one");

                // 2^63 itself is a float and no longer an integer.
                return x.Float is >= long.MinValue and < 9_223_372_036_854_775_808d ? Value.Of((long)x.Float) : TooLong(x, "an integer of 64 bits");
            default: return x;
        }
    }

    public static Value Decimal(in Value x)
    {
        switch (x.Kind)
        {
            case ValueKind.Text:
                return ExactDecimal.Parse(x.Utf8, out var number) switch
                {
                    ExactDecimal.Reading.Number => Value.Of(number),
                    ExactDecimal.Reading.TooLong => WideDecimal.Of(x.Utf8),
                    _ => Trouble.NotA(x, "a decimal number", DecimalHint(x)),
                };
            case ValueKind.Integer: return Value.Of((decimal)x.Integer);
            case ValueKind.Float: return DecimalOfFloat(x);
            default: return x;
        }
    }

    public static Value Float(in Value x)
    {
        switch (x.Kind)
        {
            case ValueKind.Text:
                const NumberStyles Style = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;
                if (!double.TryParse(x.Utf8, Style, CultureInfo.InvariantCulture, out var number))
                    return Trouble.NotA(x, "a number", Spaced(x) ? TrimHint : null);
                return double.IsFinite(number) ? Value.Of(number) : Trouble.NotFinite($"{Trouble.Quoted(x)} is not a finite number");
            case ValueKind.Integer: return Value.Of((double)x.Integer);
            case ValueKind.Decimal: return Value.Of(ExactDecimal.ToFloat(x.Decimal));
            case ValueKind.WideDecimal:
                var nearest = WideDecimal.ToFloat(x);
                return double.IsFinite(nearest) ? Value.Of(nearest) : TooLong(x, "a float");
            default: return x;
        }
    }

    private static Value IntegerOfText(in Value x)
    {
        var utf8 = x.Utf8;
        var negative = !utf8.IsEmpty && utf8[0] == '-';
        var digits = utf8[(negative || (!utf8.IsEmpty && utf8[0] == '+') ? 1 : 0)..];
        if (digits.IsEmpty || digits.ContainsAnyExceptInRange((byte)'0', (byte)'9'))
            return Trouble.NotA(x, "an integer", Spaced(x) ? TrimHint : ExactDecimal.TryParse(utf8, out _) ? "a number with a fraction: decimal(x)" : null);
        long number = 0;
        foreach (var digit in digits)
        {
            // Downwards, because the smallest integer has no positive counterpart.
            if (number < (long.MinValue + (digit - '0')) / 10) return TooLong(x, "an integer of 64 bits");
            number = (number * 10) - (digit - '0');
        }

        return negative ? Value.Of(number) : number == long.MinValue ? TooLong(x, "an integer of 64 bits") : Value.Of(-number);
    }

    private static Value DecimalOfFloat(in Value x)
    {
        // The shortest digits that mean this float are what people see and mean; its binary expansion is not.
        Span<byte> digits = stackalloc byte[32];
        if (!double.IsFinite(x.Float)) return Trouble.NotFinite("NaN and infinity are not decimals");
        x.Float.TryFormat(digits, out var length, "R", CultureInfo.InvariantCulture);
        return decimal.TryParse(digits[..length], NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            && ExactDecimal.ToFloat(number).Equals(x.Float)
            ? Value.Of(number)
            : TooLong(x, "a decimal of 28 digits");
    }

    private static string? DecimalHint(in Value x) =>
        Spaced(x) ? TrimHint
        : x.Utf8.Contains((byte)',') ? "with a decimal comma: decimal(x, \",\"), and groups of thousands: decimal(x, \",\", \".\")"
        : x.Utf8.ContainsAny((byte)'e', (byte)'E') ? "with an exponent: float(x) | decimal"
        : null;

    private static bool Spaced(in Value x) => !x.Utf8.IsEmpty && (char.IsWhiteSpace((char)x.Utf8[0]) || char.IsWhiteSpace((char)x.Utf8[^1]));

    private static Value TooLong(in Value x, string wanted) => Trouble.OutOfRange($"{Trouble.Quoted(x)} does not fit {wanted}");
}
