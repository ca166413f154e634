using System.Buffers.Text;
using System.Globalization;
using Loader.Mappings.Rows;

namespace Loader.Sources.Typed;

/// <summary>Numbers out of their digits, never rounded.</summary>
internal static class ExactNumber
{
    /// <summary>Digits that every decimal of the mapping language holds, whatever they are.</summary>
    public const int MostDigits = 28;

    /// <summary>A whole number; one beyond 64 bits is a decimal.</summary>
    public static Value Integer(ReadOnlySpan<byte> digits) =>
        Utf8Parser.TryParse(digits, out long number, out var used) && used == digits.Length ? Value.Of(number) : Decimal(digits);

    /// <summary>A number with its digits, however many.</summary>
    public static Value Decimal(ReadOnlySpan<byte> digits)
    {
        var significant = digits.TrimStart("-+"u8).TrimStart("0."u8);
        var count = significant.Length - (significant.Contains((byte)'.') ? 1 : 0);
        var point = digits.IndexOf((byte)'.');
        var fits = count <= MostDigits && (point < 0 || digits.Length - point - 1 <= MostDigits);
        return fits && decimal.TryParse(digits, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
            ? Value.Of(number)
            : WideDecimal.Of(digits);
    }

    /// <summary>
    /// A float by its shortest digits: whole numbers up to 2^53 are integers, others decimals; what no decimal holds without loss (1e300, 1e-30)
    /// stays a float.
    /// </summary>
    public static Value Shortest(double number)
    {
        const double LargestExact = 1L << 53;
        if (number == Math.Truncate(number) && Math.Abs(number) <= LargestExact) return Value.Of((long)number);
        Span<byte> digits = stackalloc byte[32];
        if (!double.IsFinite(number) || !number.TryFormat(digits, out var length, "R", CultureInfo.InvariantCulture)) return Value.Of(number);
        return decimal.TryParse(digits[..length], NumberStyles.Float, CultureInfo.InvariantCulture, out var exact)
            && (double)exact == number
            && Fits(digits[..length])
            ? Value.Of(exact)
            : Value.Of(number);
    }

    /// <summary>Whether the last digit stands no further right than a decimal reaches.</summary>
    private static bool Fits(ReadOnlySpan<byte> shortest)
    {
        var mark = shortest.IndexOfAny((byte)'e', (byte)'E');
        var digits = mark < 0 ? shortest : shortest[..mark];
        var exponent = mark < 0 ? 0 : int.Parse(shortest[(mark + 1)..], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        var point = digits.IndexOf((byte)'.');
        return (point < 0 ? 0 : digits.Length - point - 1) - exponent <= MostDigits;
    }
}
