using System.Buffers;
using System.Globalization;
using System.Text;
using Loader.Mappings.Rows;
using Loader.Sources.Typed;

namespace Loader.Sources.BigQuery.Query;

/// <summary>Values as parameters of BigQuery: their types, and their texts in BigQuery's forms.</summary>
internal static class ParameterText
{
    private static readonly SearchValues<char> DigitsAndPoint = SearchValues.Create(".0123456789");

    /// <summary>The type that a text says by its form: an instant, a day, a local time; anything else is a STRING.</summary>
    public static ParameterType TypeOfText(string text) =>
        Instant(text) is not null ? ParameterType.Of("TIMESTAMP")
        : TimeText.DayOf(text) is not null ? ParameterType.Of("DATE")
        : text.Length >= 19 && TimeText.Read(text.Replace(' ', 'T') + "Z") is not null ? ParameterType.Of("DATETIME")
        : ParameterType.Of("STRING");

    /// <summary>A text in the form of its type, or null when it is no such value.</summary>
    public static string? Of(string text, string type) => type switch
    {
        "TIMESTAMP" => (Instant(text) ?? (text.Length == 10 ? Instant(text + "T00:00:00Z") : null)) is { } time ? Timestamp(time) : null,
        "DATE" => TimeText.DayOf(text) is null ? null : text,
        "DATETIME" => TimeText.Read(text.Replace(' ', 'T') + "Z") is { Kind: ValueKind.Time } time ? Timestamp(time)[..^3] : null,
        "INT64" => long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _) ? text : null,
        "NUMERIC" or "BIGNUMERIC" => IsNumber(text) ? text : null,
        "FLOAT64" => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out _) ? text : null,
        "BOOL" => text.ToLowerInvariant() is "true" or "false" ? text.ToLowerInvariant() : null,
        _ => text,
    };

    /// <summary>A computed value; null when BigQuery has no such parameters (an object, a list of lists).</summary>
    public static (ParameterType Type, ParameterValue Value)? Of(in Value value)
    {
        switch (value.Kind)
        {
            case ValueKind.Text:
                var type = TypeOfText(value.Text);
                return (type, new ParameterValue.Single(Of(value.Text, type.Name)));
            case ValueKind.List:
                var items = value.List.Select(item => Of(item)).ToList();
                if (items.Count == 0 || items.Exists(item => item is null || item.Value.Type.Name == ParameterType.Array)) return null;
                return items.TrueForAll(item => item!.Value.Type == items[0]!.Value.Type)
                    ? (ParameterType.ArrayOf(items[0]!.Value.Type), new ParameterValue.Many([.. items.Select(item => item!.Value.Value)]))
                    : null;
            default:
                return Scalar(value) is var (name, text) ? (ParameterType.Of(name), new ParameterValue.Single(text)) : null;
        }
    }

    /// <summary>Digits with one point at most and a sign before them; as many as there are.</summary>
    private static bool IsNumber(string text)
    {
        var digits = text.AsSpan(text is ['+' or '-', ..] ? 1 : 0);
        return digits.ContainsAnyInRange('0', '9') && !digits.ContainsAnyExcept(DigitsAndPoint) && digits.Count('.') <= 1;
    }

    /// <summary>Whether NUMERIC holds it: 29 digits before the point, 9 behind it.</summary>
    private static bool IsNumeric(ReadOnlySpan<byte> digits)
    {
        var point = digits.IndexOf((byte)'.');
        var whole = digits[..(point < 0 ? digits.Length : point)].TrimStart((byte)'-').Length;
        return whole <= 29 && (point < 0 || digits.Length - point - 1 <= 9);
    }

    private static (string Type, string Text)? Scalar(in Value value) => value.Kind switch
    {
        ValueKind.Integer => ("INT64", value.Integer.ToString(CultureInfo.InvariantCulture)),
        ValueKind.Decimal => (value.Decimal.Scale <= 9 ? "NUMERIC" : "BIGNUMERIC", value.Decimal.ToString(CultureInfo.InvariantCulture)),
        ValueKind.WideDecimal => (IsNumeric(value.Utf8) ? "NUMERIC" : "BIGNUMERIC", Encoding.ASCII.GetString(value.Utf8)),
        ValueKind.Float => ("FLOAT64", value.Float.ToString("R", CultureInfo.InvariantCulture)),
        ValueKind.Boolean => ("BOOL", value.Boolean ? "true" : "false"),
        ValueKind.Date => ("DATE", TimeText.Day(value.Days)),
        ValueKind.Time => ("TIMESTAMP", Timestamp(value)),
        ValueKind.Bytes => ("BYTES", Convert.ToBase64String(value.Utf8)),
        ValueKind.Duration when value.Nanoseconds % 1000 == 0 => ("INTERVAL", Interval(value)),
        _ => null,
    };

    /// <summary><c>yyyy-MM-dd HH:mm:ss.ffffff+00</c>, never finer than a microsecond: what is, is cut off, as BigQuery's own clock would.</summary>
    private static string Timestamp(in Value time)
    {
        var text = TimeText.Instant(time.Seconds, time.Nanoseconds - (time.Nanoseconds % 1000)).TrimEnd('Z').Replace('T', ' ');
        return (text.Length == 19 ? text + ".000000" : text.PadRight(26, '0')) + "+00";
    }

    private static string Interval(in Value length)
    {
        var (seconds, micros) = (length.Seconds, length.Nanoseconds / 1000);
        var sign = seconds < 0 ? "-" : "";
        if (seconds < 0 && micros > 0) (seconds, micros) = (seconds + 1, 1_000_000 - micros);
        seconds = Math.Abs(seconds);
        return FormattableString.Invariant($"0-0 0 {sign}{seconds / 3600}:{seconds / 60 % 60}:{seconds % 60}.{micros:D6}");
    }

    /// <summary>An instant, in UTC or with an offset.</summary>
    private static Value? Instant(string text)
    {
        if (text.Length < 20 || text[4] != '-' || text[10] is not ('T' or ' ')) return null;
        if (text[^1] == 'Z') return TimeText.Read(text.Replace(' ', 'T'));
        var sign = text.LastIndexOfAny(['+', '-']);
        if (sign < 19) return null;
        var offset = text[(sign + 1)..].Replace(":", "", StringComparison.Ordinal);
        if (offset.Length == 2) offset += "00";
        if (offset.Length != 4 || !int.TryParse(offset, NumberStyles.None, CultureInfo.InvariantCulture, out var number)) return null;
        if (TimeText.Read(text[..sign].Replace(' ', 'T') + "Z") is not { Kind: ValueKind.Time } local) return null;
        var shift = ((number / 100 * 3600) + (number % 100 * 60)) * (text[sign] == '-' ? 1 : -1);
        return Value.OfTime(local.Seconds + shift, local.Nanoseconds);
    }
}
