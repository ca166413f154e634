using System.Buffers.Text;
using System.Globalization;
using System.Numerics;
using System.Runtime.InteropServices;

namespace Loader.Mappings.Functions;

/// <summary>
/// Decimal numbers without silent loss: texts that do not fit are refused instead of rounded, sums, differences and products are
/// exact or out of range, and only a quotient is rounded, to 28 digits.
/// </summary>
internal static class ExactDecimal
{
    private const int MostScale = 28;
    private static readonly UInt128 LargestMantissa = (UInt128.One << 96) - 1;
    private static readonly BigInteger LargestBig = (BigInteger.One << 96) - 1;
    private static readonly BigInteger TenToThe28 = BigInteger.Pow(10, 28);

    /// <summary>
    /// Digits with an optional sign and point, nothing else: <c>-12.50</c>. The digits are kept, also trailing zeros. False when it is
    /// no such text or does not fit.
    /// </summary>
    public static bool TryParse(ReadOnlySpan<byte> utf8, out decimal number) => Parse(utf8, out number) == Reading.Number;

    public static Reading Parse(ReadOnlySpan<byte> utf8, out decimal number)
    {
        number = 0;
        var negative = !utf8.IsEmpty && utf8[0] == '-';
        var i = negative || (!utf8.IsEmpty && utf8[0] == '+') ? 1 : 0;
        var digits = 0;
        var scale = -1;
        var fits = true;
        UInt128 mantissa = 0;
        for (; i < utf8.Length; i++)
        {
            var digit = (uint)utf8[i] - '0';
            if (digit <= 9)
            {
                digits++;
                if (scale >= 0) scale++;
                if (fits) mantissa = (mantissa * 10) + digit;
                fits &= mantissa <= LargestMantissa && scale <= MostScale;
            }
            else if (utf8[i] == '.' && scale < 0 && digits > 0)
            {
                scale = 0;
            }
            else
            {
                return Reading.NoNumber;
            }
        }

        if (digits == 0 || scale == 0) return Reading.NoNumber;
        if (!fits) return Reading.TooLong;
        number = Of(mantissa, Math.Max(scale, 0), negative);
        return Reading.Number;
    }

    public static decimal? Add(decimal a, decimal b)
    {
        try
        {
            var sum = a + b;
            return sum.Scale == Math.Max(a.Scale, b.Scale) ? sum : Exact(Scaled(a, MostScale) + Scaled(b, MostScale), MostScale);
        }
        catch (OverflowException)
        {
            return null;
        }
    }

    public static decimal? Multiply(decimal a, decimal b)
    {
        try
        {
            var product = a * b;
            return product.Scale == a.Scale + b.Scale ? product : Exact(Scaled(a, a.Scale) * Scaled(b, b.Scale), a.Scale + b.Scale);
        }
        catch (OverflowException)
        {
            return null;
        }
    }

    /// <summary>The quotient rounded half-even to at most 28 digits, without trailing zeros. <paramref name="b"/> is not zero.</summary>
    public static decimal? Divide(decimal a, decimal b)
    {
        try
        {
            var quotient = a / b;

            // The runtime gives up to 29 digits, correctly rounded; rounding those again could tip a tie the wrong way.
            if (Mantissa(quotient) < (UInt128)TenToThe28) return Trimmed(quotient);
            return quotient.Scale > 0 ? Trimmed(Divide28(a, b, quotient.Scale - 1)) : null;
        }
        catch (OverflowException)
        {
            return null;
        }
    }

    /// <summary>What is left of a whole-number division, with the sign of <paramref name="a"/>. <paramref name="b"/> is not zero.</summary>
    public static decimal? Remainder(decimal a, decimal b)
    {
        var scale = Math.Max(a.Scale, b.Scale);
        return Exact(BigInteger.Remainder(Scaled(a, scale), Scaled(b, scale)), scale);
    }

    /// <summary>The nearest float. The runtime's own conversion is a step off for some numbers; reading the digits is not.</summary>
    public static double ToFloat(decimal number)
    {
        Span<byte> digits = stackalloc byte[40];
        Utf8Formatter.TryFormat(number, digits, out var length);
        return double.Parse(digits[..length], NumberStyles.Float, CultureInfo.InvariantCulture);
    }

    /// <summary>The same number without zeros at the end of its fraction.</summary>
    public static decimal Trimmed(decimal number) => number / 1.0000000000000000000000000000m;

    private static decimal Divide28(decimal a, decimal b, int scale)
    {
        var over = BigInteger.Abs(Scaled(a, MostScale)) * BigInteger.Pow(10, scale);
        var under = BigInteger.Abs(Scaled(b, MostScale));
        var whole = BigInteger.DivRem(over, under, out var rest);
        var half = (rest * 2).CompareTo(under);
        if (half > 0 || (half == 0 && !whole.IsEven)) whole++;
        return Of((UInt128)whole, scale, decimal.IsNegative(a) != decimal.IsNegative(b));
    }

    /// <summary>The decimal of exactly that value, dropping zeros of the fraction where it must; null when there is none.</summary>
    private static decimal? Exact(BigInteger mantissa, int scale)
    {
        var size = BigInteger.Abs(mantissa);
        while (scale > 0 && (scale > MostScale || size > LargestBig))
        {
            size = BigInteger.DivRem(size, 10, out var digit);
            if (!digit.IsZero) return null;
            scale--;
        }

        return size <= LargestBig ? Of((UInt128)size, scale, mantissa.Sign < 0) : null;
    }

    internal static BigInteger Scaled(decimal number, int scale)
    {
        BigInteger mantissa = Mantissa(number);
        return (decimal.IsNegative(number) ? -mantissa : mantissa) * BigInteger.Pow(10, scale - number.Scale);
    }

    private static UInt128 Mantissa(decimal number)
    {
        Span<int> parts = stackalloc int[4];
        decimal.GetBits(number, parts);
        var words = MemoryMarshal.Cast<int, uint>(parts);
        return ((UInt128)words[2] << 64) | ((UInt128)words[1] << 32) | words[0];
    }

    /// <summary>Zero has no sign here: "-0.00" reads as 0.00.</summary>
    private static decimal Of(UInt128 mantissa, int scale, bool negative) =>
        new((int)(uint)mantissa, (int)(uint)(mantissa >> 32), (int)(uint)(mantissa >> 64), negative && mantissa != 0, (byte)scale);

    internal enum Reading
    {
        Number,
        NoNumber,
        TooLong,
    }
}
