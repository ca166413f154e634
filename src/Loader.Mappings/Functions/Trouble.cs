using System.Globalization;
using System.Text;
using Loader.Mappings.Rows;

namespace Loader.Mappings.Functions;

/// <summary>
/// The problems that functions and operators give instead of a value. Quoted values stand in straight double quotes and are cut at 40 characters.
/// </summary>
internal static class Trouble
{
    private const int LongestQuote = 40;

    /// <summary><c>"abc" is not an integer</c></summary>
    public static Value NotA(in Value value, string wanted, string? hint = null) =>
        Value.Of(new Problem(RowCodes.NotThatType, $"{Quoted(value)} is not {wanted}", Hint: hint));

    public static Value OutOfRange(string message, string? hint = null) => Value.Of(new Problem(RowCodes.OutOfRange, message, Hint: hint));

    public static Value NotFinite(string message) => Value.Of(new Problem(RowCodes.NotFinite, message));

    public static Value LocalTime(string message, string hint) => Value.Of(new Problem(RowCodes.LocalTime, message, Hint: hint));

    public static Value WrongKind(string message, string? hint = null) => Value.Of(new Problem(RowCodes.WrongKind, message, Hint: hint));

    public static Value DivisionByZero() =>
        Value.Of(new Problem(RowCodes.DivisionByZero, "a number is divided by zero", Hint: "if(divisor == 0, null, x / divisor)"));

    public static Value EmptyText(string message, string hint) => Value.Of(new Problem(RowCodes.EmptyText, message, Hint: hint));

    public static Value TooWide(in Value wide, string what) => OutOfRange(
        $"{Quoted(wide)} has more digits than {what} computes with (28)",
        "round it first: round(x, 2); comparisons, text(x) and the event itself take it as it is");

    public static string Quoted(in Value value)
    {
        var text = value.Kind is ValueKind.Text or ValueKind.WideDecimal ? Shortened(value.Utf8) : value.ToString();
        return "\"" + text + "\"";
    }

    private static string Shortened(ReadOnlySpan<byte> utf8)
    {
        var text = Encoding.UTF8.GetString(utf8[..Math.Min(utf8.Length, LongestQuote * 4)]);
        var info = new StringInfo(text);
        if (info.LengthInTextElements <= LongestQuote && text.Length <= LongestQuote * 2) return text;
        return info.SubstringByTextElements(0, Math.Min(LongestQuote, info.LengthInTextElements)) + "…";
    }
}
