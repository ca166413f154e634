using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using System.Text;
using System.Text.Unicode;
using Loader.Mappings.Rows;
using Loader.Sources.Typed;
using Calendar = Loader.Mappings.Rows.Calendar;

namespace Loader.Sources.BigQuery;

/// <summary>
/// What a cell of each type is in the mapping language, whichever way it came: both readers make their values here, so that a row is the same through either.
/// What the language cannot hold is a problem of that cell, never a rounded or guessed value.
/// </summary>
internal static class BigQueryValues
{
    private const long MicrosPerSecond = 1_000_000;
    private const long SecondsPerDay = 86_400;

    /// <summary>BigQuery has 3,660,000 of them at most, and 87,840,000 hours.</summary>
    private const long MostDays = 3_660_000;

    /// <summary><c>59.</c> and nine digits.</summary>
    private const int LongestSecond = 12;

    /// <summary>0001-01-01 and 9999-12-31, in days since 1970.</summary>
    private const int FirstDay = -719_162;
    private const int LastDay = 2_932_896;

    private static readonly SearchValues<byte> NumberCharacters = SearchValues.Create("-+.0123456789"u8);
    private static readonly SearchValues<byte> MonthCharacters = SearchValues.Create("-0123456789"u8);

    /// <summary>
    /// The type of a single cell; null where it differs from cell to cell. DATETIME and TIME have no zone: they stay text until the mapping says one.
    /// </summary>
    public static ValueKind? KindOf(BigQueryType type) => type switch
    {
        BigQueryType.Bytes => ValueKind.Bytes,
        BigQueryType.Integer => ValueKind.Integer,
        BigQueryType.Float => ValueKind.Float,
        BigQueryType.Numeric or BigQueryType.BigNumeric => ValueKind.Decimal,
        BigQueryType.Boolean => ValueKind.Boolean,
        BigQueryType.Timestamp => ValueKind.Time,
        BigQueryType.Date => ValueKind.Date,
        BigQueryType.Interval => ValueKind.Duration,
        BigQueryType.Range or BigQueryType.Record => ValueKind.Object,
        BigQueryType.Json => null,
        _ => ValueKind.Text,
    };

    /// <summary>A number with the digits that it has: zeros at the end of its fraction are only the column's scale.</summary>
    public static Value Decimal(ReadOnlySpan<byte> digits)
    {
        if (digits.Contains((byte)'.')) digits = digits.TrimEnd((byte)'0').TrimEnd((byte)'.');
        return digits.IsEmpty || digits.ContainsAnyExcept(NumberCharacters) ? None(digits, "is no number") : ExactNumber.Decimal(digits);
    }

    /// <summary>An instant from microseconds since 1970, also before it.</summary>
    public static Value Timestamp(long micros)
    {
        var seconds = Math.DivRem(micros, MicrosPerSecond, out var rest);
        if (rest < 0) (seconds, rest) = (seconds - 1, rest + MicrosPerSecond);
        return seconds is >= FirstDay * SecondsPerDay and < (LastDay + 1) * SecondsPerDay
            ? Value.OfTime(seconds, (int)rest * 1000)
            : None(Encoding.ASCII.GetBytes(micros.ToString(CultureInfo.InvariantCulture)), "microseconds are outside of the years 1 to 9999");
    }

    /// <summary>A DATETIME from microseconds since 1970 in no zone, as the text that it is.</summary>
    public static Value LocalTime(long micros, Scratch texts)
    {
        var time = Timestamp(micros);
        return time.IsProblem ? time : Clock(Encoding.ASCII.GetBytes(TimeText.Instant(time.Seconds, time.Nanoseconds)).AsSpan()[..^1], texts);
    }

    /// <summary>A day from days since 1970.</summary>
    public static Value Date(long days) =>
        days is >= FirstDay and <= LastDay
            ? Value.OfDate((int)days)
            : None(Encoding.ASCII.GetBytes(days.ToString(CultureInfo.InvariantCulture)), "days are outside of the years 1 to 9999");

    /// <summary><c>2024-02-29</c>.</summary>
    public static Value Date(ReadOnlySpan<byte> text) => DayOf(text) is { } day ? Value.OfDate(day) : None(text, "is no date");

    /// <summary>A time of day from microseconds: <c>12:34:56</c>, or with exactly six digits of the second where it has a fraction.</summary>
    public static Value TimeOfDay(long micros, Scratch texts)
    {
        var room = texts.Take(15);
        var (seconds, fraction) = (micros / MicrosPerSecond, micros % MicrosPerSecond);
        Utf8.TryWrite(room, CultureInfo.InvariantCulture, $"{seconds / 3600:D2}:{seconds / 60 % 60:D2}:{seconds % 60:D2}", out var length);
        if (fraction == 0) return texts.Text(length);
        Utf8.TryWrite(room[length..], CultureInfo.InvariantCulture, $".{fraction:D6}", out var more);
        return texts.Text(length + more);
    }

    /// <summary>A TIME or DATETIME as a text: its fraction absent when it is zero, else of six digits; a <c>T</c> between day and time.</summary>
    public static Value Clock(ReadOnlySpan<byte> text, Scratch texts)
    {
        const int dayLength = 10;
        if (text.Length > dayLength && text[dayLength] == (byte)' ')
        {
            Span<byte> plain = stackalloc byte[text.Length <= 40 ? text.Length : 0];
            if (plain.IsEmpty) return texts.Copy(text);
            text.CopyTo(plain);
            plain[dayLength] = (byte)'T';
            return Clock(plain, texts);
        }

        var point = text.IndexOf((byte)'.');
        if (point < 0) return texts.Copy(text);
        var fraction = text[(point + 1)..].TrimEnd((byte)'0');
        if (fraction.Length > 6) return texts.Copy(text);
        var room = texts.Take(point + 7);
        text[..point].CopyTo(room);
        if (fraction.IsEmpty) return texts.Text(point);
        room[point] = (byte)'.';
        room.Slice(point + 1, 6).Fill((byte)'0');
        fraction.CopyTo(room[(point + 1)..]);
        return texts.Text(point + 7);
    }

    /// <summary>
    /// <c>[-]Y-M [-]D [-]H:M:S[.F]</c>, each of the three with a sign of its own. A day has 24 hours; years and months have no length.
    /// </summary>
    public static Value Interval(ReadOnlySpan<byte> text)
    {
        Span<Range> parts = stackalloc Range[4];
        if (Split(text, (byte)' ', parts) != 3) return None(text, "is no length of time");
        var months = text[parts[0]];
        if (months.ContainsAnyExcept(MonthCharacters)) return None(text, "is no length of time");
        if (months.ContainsAnyExcept("-0"u8))
        {
            return None(text, "has months, which have no fixed length", "say what they are worth in the query: EXTRACT(DAY FROM …)");
        }

        if (!Utf8Parser.TryParse(text[parts[1]], out long days, out var used) || used != text[parts[1]].Length) return None(text, "is no length of time");
        var clock = text[parts[2]];
        var isNegative = clock is [(byte)'-', ..];
        if (isNegative) clock = clock[1..];
        Span<Range> units = stackalloc Range[4];
        if (Split(clock, (byte)':', units) != 3
            || !Utf8Parser.TryParse(clock[units[0]], out uint hours, out used) || used != clock[units[0]].Length
            || !Utf8Parser.TryParse(clock[units[1]], out ushort minutes, out used) || used != clock[units[1]].Length
            || days is > MostDays or < -MostDays
            || clock[units[2]].Length > LongestSecond
            || !decimal.TryParse(clock[units[2]], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds))
        {
            return None(text, "is no length of time");
        }

        var time = (hours * 3600m) + (minutes * 60m) + seconds;
        var total = ((decimal)days * SecondsPerDay) + (isNegative ? -time : time);
        var whole = Math.Floor(total);
        return Value.OfDuration((long)whole, (int)((total - whole) * 1_000_000_000));
    }

    /// <summary>A range, both of whose ends are null where it has none.</summary>
    public static Value Range(in Value start, in Value end) => Value.Of(new ValueObject([new("start", start), new("end", end)]));

    /// <summary>What a JSON text holds, its numbers with their digits.</summary>
    public static Value Json(ReadOnlySpan<byte> text, Scratch texts) =>
        TypedJson.Read(text, texts, plain: true) ?? None(text, "is JSON nested too deeply, or none");

    /// <summary>Days since 1970 of yyyy-MM-dd; null for anything else.</summary>
    public static int? DayOf(ReadOnlySpan<byte> text)
    {
        if (text.Length != 10 || text[4] != '-' || text[7] != '-') return null;
        if (Digits(text[..4]) is not ({ } year and > 0) || Digits(text[5..7]) is not ({ } month and > 0 and <= 12)) return null;
        if (Digits(text[8..]) is not ({ } day and > 0)) return null;
        return day <= Calendar.DaysInMonth(year, month) ? (int)Calendar.DayNumber(year, month, day) : null;
    }

    /// <summary>No value, and why.</summary>
    public static Value None(ReadOnlySpan<byte> text, string what, string? hint = null) => Value.Of(
        new Problem(
            TypedCodes.NoValue,
            $"'{Encoding.UTF8.GetString(text[..Math.Min(text.Length, 60)])}' {what}",
            Hint: hint ?? "make it a text in the query: CAST(column AS STRING)"));

    private static int? Digits(ReadOnlySpan<byte> digits)
    {
        var number = 0;
        foreach (var digit in digits)
        {
            if (!char.IsAsciiDigit((char)digit)) return null;
            number = (number * 10) + digit - '0';
        }

        return number;
    }

    private static int Split(ReadOnlySpan<byte> text, byte separator, Span<Range> parts)
    {
        var count = 0;
        foreach (var part in text.Split(separator))
        {
            if (count == parts.Length) return count;
            parts[count++] = part;
        }

        return count;
    }
}
