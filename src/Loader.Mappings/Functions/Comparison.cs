using System.Globalization;
using System.Numerics;
using System.Text;
using Loader.Mappings.Rows;

namespace Loader.Mappings.Functions;

/// <summary>How two values stand to each other.</summary>
internal enum Standing
{
    Less,
    Equal,
    Greater,

    /// <summary>Both are numbers, and one is not a number (NaN); or they differ and have no order (lists, objects).</summary>
    Unordered,

    /// <summary>Their types have nothing to do with each other: text and a number.</summary>
    Incomparable,
}

/// <summary>
/// Comparing values: numbers of all types by their exact value, texts by their UTF-8 bytes (which is the order of Unicode's
/// code points), times, dates and durations by length. Not for null and problems.
/// </summary>
internal static class Comparison
{
    /// <summary>Beyond every decimal: 2^96.</summary>
    private const double BeyondDecimals = 79_228_162_514_264_337_593_543_950_336d;

    private static readonly Kinds AllNumbers = Kinds.Numbers.And(ValueKind.WideDecimal);

    public static bool Comparable(ValueKind a, ValueKind b) => a == b || (AllNumbers.Contains(a) && AllNumbers.Contains(b));

    /// <summary>Whether values of that type come one after the other.</summary>
    public static bool Ordered(ValueKind kind) => kind is not (ValueKind.List or ValueKind.Object);

    public static Standing Of(in Value a, in Value b)
    {
        if (a.Kind != b.Kind) return AllNumbers.Contains(a.Kind) && AllNumbers.Contains(b.Kind) ? Numbers(a, b) : Standing.Incomparable;
        return a.Kind switch
        {
            ValueKind.Text or ValueKind.Bytes => FromSign(a.Utf8.SequenceCompareTo(b.Utf8)),
            ValueKind.Integer => FromSign(a.Integer.CompareTo(b.Integer)),
            ValueKind.Decimal => FromSign(a.Decimal.CompareTo(b.Decimal)),
            ValueKind.WideDecimal => FromSign(WideDecimal.Compare(a.Utf8, b.Utf8)),
            ValueKind.Float => Floats(a.Float, b.Float),
            ValueKind.Boolean => FromSign(a.Boolean.CompareTo(b.Boolean)),
            ValueKind.Date => FromSign(a.Days.CompareTo(b.Days)),
            ValueKind.Time or ValueKind.Duration =>
                FromSign(a.Seconds != b.Seconds ? a.Seconds.CompareTo(b.Seconds) : a.Nanoseconds.CompareTo(b.Nanoseconds)),
            _ => Structures(a, b),
        };
    }

    private static Standing FromSign(int sign) => sign < 0 ? Standing.Less : sign > 0 ? Standing.Greater : Standing.Equal;

    private static Standing Floats(double a, double b) =>
        double.IsNaN(a) || double.IsNaN(b) ? Standing.Unordered : FromSign(a.CompareTo(b));

    private static Standing Numbers(in Value a, in Value b)
    {
        if (a.Kind == ValueKind.WideDecimal || b.Kind == ValueKind.WideDecimal) return ByDigits(a, b);
        if (a.Kind == ValueKind.Float) return Exactly(a.Float, AsDecimal(b));
        if (b.Kind != ValueKind.Float) return FromSign(AsDecimal(a).CompareTo(AsDecimal(b)));
        return Exactly(b.Float, AsDecimal(a)) switch
        {
            Standing.Less => Standing.Greater,
            Standing.Greater => Standing.Less,
            var same => same,
        };
    }

    private static Standing ByDigits(in Value a, in Value b)
    {
        if (a.Kind == ValueKind.Float && !double.IsFinite(a.Float)) return Floats(a.Float, 0);
        if (b.Kind == ValueKind.Float && !double.IsFinite(b.Float)) return Floats(0, b.Float);
        return FromSign(WideDecimal.Compare(Digits(a), Digits(b)));
    }

    /// <summary>Every digit of a number; a float has up to 1,074 behind the point, and they end.</summary>
    private static ReadOnlySpan<byte> Digits(in Value number) => number.Kind switch
    {
        ValueKind.WideDecimal => number.Utf8,
        ValueKind.Float => Encoding.ASCII.GetBytes(number.Float.ToString("F1074", CultureInfo.InvariantCulture)),
        _ => Encoding.ASCII.GetBytes(number.ToString()),
    };

    private static decimal AsDecimal(in Value value) => value.Kind == ValueKind.Integer ? value.Integer : value.Decimal;

    /// <summary>Both as whole numbers over a common denominator: 0.1 as a float is not 0.1 as a decimal.</summary>
    private static Standing Exactly(double a, decimal b)
    {
        if (double.IsNaN(a)) return Standing.Unordered;
        if (Math.Abs(a) >= BeyondDecimals) return a < 0 ? Standing.Less : Standing.Greater;
        var bits = BitConverter.DoubleToInt64Bits(a);
        var exponent = (int)((bits >> 52) & 0x7FF);
        BigInteger mantissa = (bits & 0xF_FFFF_FFFF_FFFF) | (exponent == 0 ? 0 : 1L << 52);
        if (a < 0) mantissa = -mantissa;
        var power = Math.Max(exponent, 1) - 1075;
        var left = mantissa * BigInteger.Pow(10, b.Scale);
        var right = ExactDecimal.Scaled(b, b.Scale);
        if (power >= 0) left <<= power;
        else right <<= -power;
        return FromSign(left.CompareTo(right));
    }

    private static Standing Structures(in Value a, in Value b)
    {
        if (a.Kind == ValueKind.Object) return a.Object.Equals(b.Object) ? Standing.Equal : Standing.Unordered;
        if (a.List.Count != b.List.Count) return Standing.Unordered;
        for (var i = 0; i < a.List.Count; i++)
        {
            var (x, y) = (a.List[i], b.List[i]);
            if (x.IsNull || y.IsNull ? x.IsNull != y.IsNull : Of(x, y) != Standing.Equal) return Standing.Unordered;
        }

        return Standing.Equal;
    }
}
