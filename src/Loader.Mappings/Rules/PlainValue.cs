using System.Buffers;
using System.Globalization;
using Loader.Mappings.Findings;
using Loader.Mappings.Rows;
using Loader.Mappings.Yaml;

namespace Loader.Mappings.Rules;

/// <summary>
/// The constant that a YAML scalar is: by the core rules of YAML 1.2 (10.3.2), as far as nothing is lost. 12.50 is a decimal with its digits, 3 an
/// integer, true and false booleans, null, ~ and nothing null; what is quoted, and all else, is text. A number whose digits JSON
/// could not repeat (007, +39, 0x1F) is a finding, not a guess.
/// </summary>
internal static class PlainValue
{
    private static readonly SearchValues<char> Digits = SearchValues.Create("0123456789");
    private static readonly SearchValues<char> OctalDigits = SearchValues.Create("01234567");
    private static readonly SearchValues<char> HexadecimalDigits = SearchValues.Create("0123456789abcdefABCDEF");

    public static Value Read(YamlScalar scalar, string text, FindingList findings)
    {
        if (scalar.Quoted) return Value.Of(text);
        if (scalar.IsNull) return Value.Null;
        switch (text)
        {
            case "true" or "True" or "TRUE": return Value.True;
            case "false" or "False" or "FALSE": return Value.False;
        }

        if (Number(text) is { } number) return number;
        if (!LooksLikeANumber(text)) return Value.Of(text);
        findings.Add(
            RuleCodes.NotExact,
            scalar.Place,
            $"'{text}' is a number to YAML, but would not be sent as it is written",
            $"if it is a text, put it in quotes: \"{text}\"");
        return Value.Of(text);
    }

    /// <summary>A number in JSON's own grammar whose digits are kept; null for everything else.</summary>
    private static Value? Number(string text)
    {
        var size = text.AsSpan(text.StartsWith('-') ? 1 : 0);
        var whole = CountDigits(size);
        if (whole == 0 || (whole > 1 && size[0] == '0')) return null;
        var rest = size[whole..];
        if (rest.IsEmpty && long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var integer)) return Value.Of(integer);
        if (rest.IsEmpty || (rest[0] == '.' && rest.Length > 1 && CountDigits(rest[1..]) == rest.Length - 1)) return ExactDecimal(text);
        return Exponent(rest) && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number)
            ? Value.Of(number)
            : null;
    }

    private static Value? ExactDecimal(string text) =>
        decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
            && number.ToString(CultureInfo.InvariantCulture) == text
            ? Value.Of(number)
            : null;

    private static bool Exponent(ReadOnlySpan<char> rest)
    {
        if (rest[0] == '.') rest = rest[(1 + CountDigits(rest[1..]))..];
        if (rest.IsEmpty || rest[0] is not ('e' or 'E')) return false;
        rest = rest[1..];
        if (!rest.IsEmpty && rest[0] is '+' or '-') rest = rest[1..];
        return !rest.IsEmpty && CountDigits(rest) == rest.Length;
    }

    /// <summary>The rest of what the core rules take for a number: 007, +1, .5, 5., 0x1F, 0o17, .inf, .nan, and what is too long.</summary>
    private static bool LooksLikeANumber(string text)
    {
        if (text is ".nan" or ".NaN" or ".NAN") return true;
        var size = text.AsSpan(text[0] is '-' or '+' ? 1 : 0);
        if (size is ".inf" or ".Inf" or ".INF") return true;
        if (size.Length == text.Length && size.StartsWith("0x")) return size.Length > 2 && !size[2..].ContainsAnyExcept(HexadecimalDigits);
        if (size.Length == text.Length && size.StartsWith("0o")) return size.Length > 2 && !size[2..].ContainsAnyExcept(OctalDigits);
        var whole = CountDigits(size);
        var rest = size[whole..];
        var fraction = !rest.IsEmpty && rest[0] == '.' ? CountDigits(rest[1..]) : 0;
        if (whole + fraction == 0) return false;
        if (!rest.IsEmpty && rest[0] == '.') rest = rest[(1 + fraction)..];
        return rest.IsEmpty || Exponent(rest);
    }

    private static int CountDigits(ReadOnlySpan<char> text) => text.IndexOfAnyExcept(Digits) is var end and >= 0 ? end : text.Length;
}
