using System.Diagnostics;
using Loader.Mappings.Rows;

namespace Loader.Mappings.Functions.Times;

/// <summary>Writes times by a pattern, straight into UTF-8.</summary>
internal static class PatternWriter
{
    /// <summary>More than any pattern of that length writes.</summary>
    public static int Most(TimePattern pattern)
    {
        var most = 0;
        foreach (ref readonly var piece in pattern.Pieces.AsSpan()) most += Math.Max(piece.Text.Length, 9);
        return most;
    }

    /// <param name="days">Days since 1970-01-01 of the local date, in the years 0001 to 9999.</param>
    /// <param name="second">The local second of the day.</param>
    /// <param name="offset">Seconds east of UTC.</param>
    /// <returns>How many bytes were written.</returns>
    public static int Write(TimePattern pattern, long days, int second, int nanoseconds, int offset, Span<byte> output)
    {
        var (year, month, day) = Calendar.YearMonthDay(days);
        var hour = second / 3600;
        var at = 0;
        foreach (ref readonly var piece in pattern.Pieces.AsSpan())
        {
            switch (piece.Field)
            {
                case TimeField.Literal: Copy(piece.Text, output, ref at); break;
                case TimeField.Year: Number((int)year, 4, output, ref at); break;
                case TimeField.YearOfCentury: Number((int)(year % 100), 2, output, ref at); break;
                case TimeField.Month: Number(month, piece.Width, output, ref at); break;
                case TimeField.MonthName: Copy(EnglishNames.Months[month - 1], output, ref at); break;
                case TimeField.MonthShortName: Copy(EnglishNames.ShortMonths[month - 1], output, ref at); break;
                case TimeField.Day: Number(day, piece.Width, output, ref at); break;
                case TimeField.Weekday: Copy(EnglishNames.Weekdays[EnglishNames.WeekdayOf(days)], output, ref at); break;
                case TimeField.WeekdayShortName: Copy(EnglishNames.ShortWeekdays[EnglishNames.WeekdayOf(days)], output, ref at); break;
                case TimeField.Hour: Number(hour, piece.Width, output, ref at); break;
                case TimeField.Hour12: Number(hour % 12 == 0 ? 12 : hour % 12, piece.Width, output, ref at); break;
                case TimeField.Minute: Number(second / 60 % 60, piece.Width, output, ref at); break;
                case TimeField.Second: Number(second % 60, piece.Width, output, ref at); break;
                case TimeField.Fraction: Number(nanoseconds / Power(9 - piece.Width), piece.Width, output, ref at); break;
                case TimeField.OptionalFraction: OptionalFraction(nanoseconds / Power(9 - piece.Width), piece.Width, output, ref at); break;
                case TimeField.HalfOfDay: Copy(hour < 12 ? "AM"u8 : "PM"u8, output, ref at); break;
                case TimeField.Offset: Offset(offset, true, output, ref at); break;
                case TimeField.OffsetHours: Offset(offset, false, output, ref at); break;
                case TimeField.Utc: output[at++] = (byte)'Z'; break;
                case TimeField.OptionalOffset when offset == 0: output[at++] = (byte)'Z'; break;
                case TimeField.OptionalOffset: Offset(offset, true, output, ref at); break;
                default: throw new UnreachableException();
            }
        }

        return at;
    }

    private static void Copy(ReadOnlySpan<byte> text, Span<byte> output, ref int at)
    {
        text.CopyTo(output[at..]);
        at += text.Length;
    }

    private static void Number(int number, int width, Span<byte> output, ref int at)
    {
        var digits = width;
        for (var rest = number / Power(width); rest > 0; rest /= 10) digits++;
        for (var i = digits - 1; i >= 0; i--)
        {
            output[at + i] = (byte)('0' + (number % 10));
            number /= 10;
        }

        at += digits;
    }

    private static void OptionalFraction(int fraction, int width, Span<byte> output, ref int at)
    {
        if (fraction == 0)
        {
            if (at > 0 && output[at - 1] is (byte)'.' or (byte)',') at--;
            return;
        }

        for (; fraction % 10 == 0; fraction /= 10) width--;
        Number(fraction, width, output, ref at);
    }

    private static void Offset(int offset, bool minutes, Span<byte> output, ref int at)
    {
        output[at++] = (byte)(offset < 0 ? '-' : '+');
        Number(Math.Abs(offset) / 3600, 2, output, ref at);
        if (!minutes) return;
        output[at++] = (byte)':';
        Number(Math.Abs(offset) / 60 % 60, 2, output, ref at);
    }

    private static int Power(int exponent)
    {
        var power = 1;
        for (; exponent > 0; exponent--) power *= 10;
        return power;
    }
}
