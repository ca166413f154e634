using System.Globalization;

namespace Loader.Sources;

/// <summary>Floats as ECMAScript prints them (Number::toString); NaN and the infinities as texts, the negative zero as -0.0.</summary>
internal static class EcmaNumber
{
    public static string Of(double value)
    {
        if (double.IsNaN(value)) return "\"NaN\"";
        if (double.IsInfinity(value)) return value > 0 ? "\"Infinity\"" : "\"-Infinity\"";
        if (value == 0) return double.IsNegative(value) ? "-0.0" : "0";

        var (digits, exponent) = Digits(Math.Abs(value).ToString("R", CultureInfo.InvariantCulture));
        var sign = value < 0 ? "-" : "";
        var count = digits.Length;
        if (count <= exponent && exponent <= 21) return sign + digits + new string('0', exponent - count);
        if (exponent is > 0 and <= 21) return $"{sign}{digits[..exponent]}.{digits[exponent..]}";
        if (exponent is > -6 and <= 0) return $"{sign}0.{new string('0', -exponent)}{digits}";
        var power = (exponent - 1).ToString("+0;-0", CultureInfo.InvariantCulture);
        return count == 1 ? $"{sign}{digits}e{power}" : $"{sign}{digits[..1]}.{digits[1..]}e{power}";
    }

    /// <summary>Digits without zeros at the ends, and the power of ten such that the value is 0.digits times it.</summary>
    private static (string Digits, int Exponent) Digits(string text)
    {
        var exponent = 0;
        var e = text.IndexOf('E', StringComparison.Ordinal);
        if (e >= 0)
        {
            exponent = int.Parse(text.AsSpan(e + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
            text = text[..e];
        }

        var point = text.IndexOf('.', StringComparison.Ordinal);
        if (point < 0) point = text.Length;
        else text = text.Remove(point, 1);
        var leading = text.Length - text.TrimStart('0').Length;
        return (text.Trim('0'), exponent + point - leading);
    }
}
