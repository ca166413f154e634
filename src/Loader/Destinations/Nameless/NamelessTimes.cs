using Loader.Mappings.Findings;
using Loader.Mappings.Rows;

namespace Loader.Destinations.Nameless;

/// <summary>Timestamps in whole milliseconds and dates, read strictly: the tag checks neither.</summary>
internal static class NamelessTimes
{
    /// <summary>Below this a number of milliseconds is before March 1973, and a number of seconds before the year 5138: it is seconds.</summary>
    private const long LeastPlausible = 100_000_000_000;

    /// <summary>From here on a number of milliseconds is after the year 5138, and a number of microseconds after March 1973.</summary>
    private const long LeastMicroseconds = 100_000_000_000_000;

    private const long LastMillisecond = 253_402_300_799_999;
    private const long MillisecondsPerDay = 86_400_000;

    private const string Hint = "give a time: declare the column as time(…) or convert it; whole milliseconds since 1970 are taken too";

    /// <summary>Milliseconds since 1970, or what is wrong. A finer time is rounded towards the past, as the original clients do.</summary>
    public static Problem? Milliseconds(in Value value, string field, Place place, out long milliseconds)
    {
        milliseconds = 0;
        switch (value.Kind)
        {
            case ValueKind.Time:
                if (value.Seconds is < 0 or > LastMillisecond / 1000) return Wrong($"{field} {value} is before 1970 or after 9999", place);
                milliseconds = (value.Seconds * 1000) + (value.Nanoseconds / 1_000_000);
                return milliseconds > 0 ? null : Wrong($"{field} is 0, which the tag takes for missing", place);
            case ValueKind.Integer:
                milliseconds = value.Integer;
                break;
            case ValueKind.Decimal when decimal.IsInteger(value.Decimal) && Math.Abs(value.Decimal) < LastMillisecond:
                milliseconds = (long)value.Decimal;
                break;
            case ValueKind.Float when double.IsInteger(value.Float) && Math.Abs(value.Float) < LastMillisecond:
                milliseconds = (long)value.Float;
                break;
            case ValueKind.Decimal or ValueKind.Float:
                return Wrong($"{field} {value} is not a whole number of milliseconds", place);
            default:
                return NotATime(value.Kind, field, place);
        }

        return milliseconds switch
        {
            0 => Wrong($"{field} is 0, which the tag takes for missing", place),
            < 0 => Wrong($"{field} {milliseconds} is before 1970", place),
            < LeastPlausible => Wrong($"{field} {milliseconds} looks like seconds, not milliseconds", place),
            >= LeastMicroseconds => Wrong($"{field} {milliseconds} looks like microseconds or nanoseconds, not milliseconds", place),
            _ => null,
        };
    }

    public static Problem NotATime(ValueKind kind, string field, Place place) => Wrong($"{field} is {ValueWords.Of(kind)}, not a time", place);

    /// <summary>The UTC day of a time since 1970.</summary>
    public static int DayOf(long milliseconds) => (int)(milliseconds / MillisecondsPerDay);

    /// <summary>Days since 1970 of a date, or of a text in the form yyyy-MM-dd; false for anything else.</summary>
    public static bool TryDay(in Value value, out int day)
    {
        day = 0;
        if (value.Kind == ValueKind.Date)
        {
            day = value.Days;
            return true;
        }

        if (value.Kind != ValueKind.Text || value.Utf8.Length != 10) return false;
        var text = value.Utf8;
        if (text[4] != '-' || text[7] != '-') return false;
        if (!TryDigits(text[..4], out var year) || !TryDigits(text[5..7], out var month) || !TryDigits(text[8..], out var dayOfMonth)) return false;
        if (year == 0 || month is < 1 or > 12 || dayOfMonth < 1 || dayOfMonth > Calendar.DaysInMonth(year, month)) return false;
        day = (int)Calendar.DayNumber(year, month, dayOfMonth);
        return true;
    }

    private static bool TryDigits(ReadOnlySpan<byte> text, out int number)
    {
        number = 0;
        foreach (var character in text)
        {
            if (!char.IsAsciiDigit((char)character)) return false;
            number = (number * 10) + (character - '0');
        }

        return true;
    }

    private static Problem Wrong(FormattableString message, Place place) =>
        new(NamelessCodes.BadTimestamp, FormattableString.Invariant(message), place, Hint);
}
