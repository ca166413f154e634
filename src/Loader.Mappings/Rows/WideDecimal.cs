using System.Buffers.Text;
using System.Globalization;

namespace Loader.Mappings.Rows;

/// <summary>
/// Decimal numbers of more digits than <see cref="decimal"/> holds, such as those of DECIMAL(38, 10) and BIGNUMERIC. They keep their digits, are
/// compared by their exact value and leave as they came. Nothing is computed with them that would have to round.
/// </summary>
/// <remarks>
/// The digits stand as UTF-8 in <see cref="Value.Utf8"/>: a minus sign where there is one, no zeros before the first digit but one before the point, zeros
/// at the end of the fraction as they came. Work grows with the number of digits and no faster.
/// </remarks>
public static class WideDecimal
{
    /// <summary>
    /// The number that these digits say: <c>-12.50</c>, with an optional sign and point and nothing else. It is a <see cref="ValueKind.Decimal"/> where
    /// that keeps every digit, else a <see cref="ValueKind.WideDecimal"/> over a buffer of its own.
    /// </summary>
    public static Value Of(ReadOnlySpan<byte> digits)
    {
        var isNegative = digits[0] == '-' && digits.ContainsAnyExcept("-0."u8);
        digits = digits.TrimStart("+-"u8).TrimStart((byte)'0');
        var zero = digits.IsEmpty || digits[0] == '.';
        var plain = new byte[(isNegative ? 1 : 0) + (zero ? 1 : 0) + digits.Length];
        var at = 0;
        if (isNegative) plain[at++] = (byte)'-';
        if (zero) plain[at++] = (byte)'0';
        digits.CopyTo(plain.AsSpan(at));
        return TryExact(plain, out var number) ? Value.Of(number) : Value.OfWide(plain);
    }

    /// <summary>
    /// The same number for arithmetic, where that can hold it: zeros at the end of a fraction may be dropped, other digits never.
    /// </summary>
    public static bool TryNarrow(in Value wide, out decimal number) => TryExact(Significant(wide.Utf8), out number);

    /// <summary>The nearest float; infinite beyond the largest one.</summary>
    public static double ToFloat(in Value wide) => double.Parse(wide.Utf8, NumberStyles.Float, CultureInfo.InvariantCulture);

    /// <summary>Compares two numbers by the digits that they are written with. Below 0: the first is smaller.</summary>
    public static int Compare(ReadOnlySpan<byte> a, ReadOnlySpan<byte> b)
    {
        var (isBelow, isOtherBelow) = (a[0] == '-', b[0] == '-');
        if (isBelow != isOtherBelow) return isBelow ? -1 : 1;
        return isBelow ? -CompareSizes(a[1..], b[1..]) : CompareSizes(a, b);
    }

    /// <summary>The number with at most so many digits after the point.</summary>
    public static Value Rounded(in Value wide, int places, MidpointRounding rule)
    {
        var digits = wide.Utf8;
        var point = digits.IndexOf((byte)'.');
        if (point < 0 || digits.Length - point - 1 <= places) return wide;

        // What is left grows by one in its last place, or stays: a sign and a further digit may be added to it.
        var kept = digits[..(places == 0 ? point : point + 1 + places)];
        var cut = digits[(point + 1 + places)..];
        var isNegative = digits[0] == '-';
        var grown = new byte[kept.Length + 1];
        kept.CopyTo(grown.AsSpan(1));
        grown[0] = (byte)'0';
        if (isNegative) (grown[0], grown[1]) = ((byte)'-', (byte)'0');
        if (IsAway(kept[^1], cut, isNegative, rule)) Increment(grown);
        return Of(grown);
    }

    internal static int Hash(ReadOnlySpan<byte> digits)
    {
        var hash = default(HashCode);
        hash.AddBytes(Significant(digits));
        return hash.ToHashCode();
    }

    /// <summary>A decimal of these very digits. Reading rounds what does not fit; its digits then are others.</summary>
    private static bool TryExact(ReadOnlySpan<byte> digits, out decimal number)
    {
        const NumberStyles Plain = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint;
        number = 0;
        Span<byte> read = stackalloc byte[40];
        return digits.Length <= read.Length
            && decimal.TryParse(digits, Plain, CultureInfo.InvariantCulture, out number)
            && Utf8Formatter.TryFormat(number, read, out var length)
            && read[..length].SequenceEqual(digits);
    }

    private static ReadOnlySpan<byte> Significant(ReadOnlySpan<byte> digits) =>
        digits.Contains((byte)'.') ? digits.TrimEnd((byte)'0').TrimEnd((byte)'.') : digits;

    private static int CompareSizes(ReadOnlySpan<byte> a, ReadOnlySpan<byte> b)
    {
        var whole = Whole(a);
        var otherWhole = Whole(b);
        if (whole.Length != otherWhole.Length) return whole.Length.CompareTo(otherWhole.Length);
        var sign = whole.SequenceCompareTo(otherWhole);
        return sign != 0 ? sign : Significant(a)[whole.Length..].SequenceCompareTo(Significant(b)[whole.Length..]);
    }

    private static ReadOnlySpan<byte> Whole(ReadOnlySpan<byte> digits) => digits.IndexOf((byte)'.') is >= 0 and var point ? digits[..point] : digits;

    /// <summary>Whether a number moves away from zero when it is cut there.</summary>
    private static bool IsAway(byte last, ReadOnlySpan<byte> cut, bool isNegative, MidpointRounding rule)
    {
        if (!cut.ContainsAnyExcept((byte)'0')) return false;
        var half = cut[0] != '5' ? cut[0].CompareTo((byte)'5') : cut[1..].ContainsAnyExcept((byte)'0') ? 1 : 0;
        return rule switch
        {
            MidpointRounding.ToZero => false,
            MidpointRounding.ToNegativeInfinity => isNegative,
            MidpointRounding.ToPositiveInfinity => !isNegative,
            MidpointRounding.AwayFromZero => half >= 0,
            _ => half > 0 || (half == 0 && (last - '0') % 2 != 0),
        };
    }

    private static void Increment(Span<byte> digits)
    {
        for (var i = digits.Length - 1; ; i--)
        {
            if (digits[i] == '.') continue;
            if (digits[i] != '9')
            {
                digits[i]++;
                return;
            }

            digits[i] = (byte)'0';
        }
    }
}
