using System.Text.Json;

namespace Loader.Rehearsal.Nameless;

/// <summary>What JavaScript and the table think of single values.</summary>
internal static class NamelessValue
{
    private const double LargestExact = 9_007_199_254_740_992;

    /// <summary>JavaScript's idea of something: not "", 0, null or false.</summary>
    public static bool IsTruthy(in Utf8JsonReader reader) => reader.TokenType switch
    {
        JsonTokenType.String => reader.ValueSpan.Length > 0,
        JsonTokenType.Number => reader.TryGetDouble(out var number) && number != 0,
        JsonTokenType.True or JsonTokenType.StartObject or JsonTokenType.StartArray => true,
        _ => false,
    };

    /// <summary>Whether a value has no keys for JavaScript: {}, [], a number, a boolean; a text has one for each character.</summary>
    public static bool HasNoKeys(ReadOnlySpan<byte> raw, JsonTokenType kind) => kind switch
    {
        JsonTokenType.StartObject or JsonTokenType.StartArray => raw[1..^1].Trim(" \t\r\n"u8).IsEmpty,
        JsonTokenType.String => raw.Length == 2,
        _ => true,
    };

    /// <summary>Keys by which the tag finds users and sessions again; a caller's value there breaks them.</summary>
    public static bool IsIdentity(ReadOnlySpan<byte> key) =>
        key.SequenceEqual("client_id"u8) || key.SequenceEqual("session_id"u8) || key.SequenceEqual("sessions"u8);

    /// <summary>Keys of event_data that the tag always sets itself.</summary>
    public static bool IsPlace(ReadOnlySpan<byte> key) => key.SequenceEqual("country"u8) || key.SequenceEqual("city"u8);

    /// <summary>What the table does to a parameter's value (docs/rehearsal.md, "Rows that are lost"); null when nothing.</summary>
    public static Fate? Trouble(NamelessColumn column, in Utf8JsonReader reader)
    {
        var kind = reader.TokenType;
        if (column == NamelessColumn.ConsentData && kind is not (JsonTokenType.String or JsonTokenType.Null)) return new("is not a text", IsLoss: true);
        if (column == NamelessColumn.GtmData && kind is not (JsonTokenType.String or JsonTokenType.Null or JsonTokenType.Number))
        {
            return new("is neither a text nor a whole number", IsLoss: true);
        }

        if (kind != JsonTokenType.Number || !reader.TryGetDouble(out var number)) return null;
        var whole = Math.Floor(number) == number;
        if (column == NamelessColumn.GtmData && !whole) return new("is neither a text nor a whole number", IsLoss: true);
        var exact = reader.TryGetInt64(out var integer) ? (Int128)number == integer : Math.Abs(number) <= LargestExact;
        return whole && !exact ? new("is beyond 2^53 and loses digits", IsLoss: false) : null;
    }

    /// <summary>What becomes of a value: the row is lost, or only this value is another one afterwards.</summary>
    public readonly record struct Fate(string Text, bool IsLoss);
}
