using System.Globalization;
using Loader.Mappings.Rows;
using Calendar = Loader.Mappings.Rows.Calendar;

namespace Loader.Sources.Typed;

/// <summary>Dates, instants and lengths of time as ISO 8601, each with one form.</summary>
internal static class TimeText
{
    private const int SecondsPerDay = 86_400;

    public static string Day(int days)
    {
        var (year, month, day) = Calendar.YearMonthDay(days);
        return FormattableString.Invariant($"{year:D4}-{month:D2}-{day:D2}");
    }

    public static string Instant(long seconds, int nanoseconds)
    {
        var day = Math.DivRem(seconds, SecondsPerDay, out var second);
        if (second < 0) (day, second) = (day - 1, second + SecondsPerDay);
        return FormattableString.Invariant($"{Day((int)day)}T{second / 3600:D2}:{second / 60 % 60:D2}:{second % 60:D2}{Fraction(nanoseconds)}Z");
    }

    public static string Length(long seconds, int nanoseconds)
    {
        var sign = seconds < 0 ? "-" : "";
        if (seconds < 0 && nanoseconds != 0) (seconds, nanoseconds) = (seconds + 1, 1_000_000_000 - nanoseconds);
        return FormattableString.Invariant($"{sign}PT{Math.Abs((decimal)seconds)}{Fraction(nanoseconds)}S");
    }

    /// <summary>What is written like that, or null when it is none of the three.</summary>
    public static Value? Read(string text)
    {
        if (text is [.., 'S'] && text.IndexOf("PT", StringComparison.Ordinal) is 0 or 1) return ReadLength(text);
        if (text.Length == 10) return DayOf(text) is { } day ? Value.OfDate(day) : null;
        if (text is not [_, _, _, _, '-', _, _, '-', _, _, 'T', _, _, ':', _, _, ':', _, _, .., 'Z'] || DayOf(text[..10]) is not { } days) return null;
        if (!TimeOnly.TryParseExact(text[11..19], "HH:mm:ss", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time)) return null;
        return Nanoseconds(text[19..^1]) is { } fraction ? Value.OfTime((days * (long)SecondsPerDay) + (time.Ticks / TimeSpan.TicksPerSecond), fraction) : null;
    }

    /// <summary>Days since 1970 of yyyy-MM-dd in the years 1 to 9999; null for anything else.</summary>
    public static int? DayOf(string text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
            ? date.DayNumber - DateOnly.FromDateTime(DateTime.UnixEpoch).DayNumber
            : null;

    /// <summary>Nanoseconds of a fraction with its point (nothing for none); null when it is none or finer than that.</summary>
    public static int? Nanoseconds(string fraction)
    {
        if (fraction.Length == 0) return 0;
        return fraction.Length is >= 2 and <= 10
            && fraction[0] == '.'
            && int.TryParse(fraction[1..].PadRight(9, '0'), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;
    }

    private static Value? ReadLength(string text)
    {
        var negative = text[0] == '-';
        var number = text[(negative ? 3 : 2)..^1];
        var point = number.IndexOf('.', StringComparison.Ordinal);
        if (!long.TryParse(point < 0 ? number : number[..point], NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)) return null;
        if (Nanoseconds(point < 0 ? "" : number[point..]) is not { } fraction) return null;
        return !negative
            ? Value.OfDuration(seconds, fraction)
            : fraction == 0 ? Value.OfDuration(-seconds, 0)
            : Value.OfDuration(-seconds - 1, 1_000_000_000 - fraction);
    }

    private static string Fraction(int nanoseconds) =>
        nanoseconds == 0 ? "" : "." + nanoseconds.ToString("D9", CultureInfo.InvariantCulture).TrimEnd('0');
}
