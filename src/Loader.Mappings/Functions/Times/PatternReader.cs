using Loader.Mappings.Rows;

namespace Loader.Mappings.Functions.Times;

/// <summary>Reads times by a pattern that has at least a year, a month and a day. Two-digit years are 1950 to 2049.</summary>
internal sealed class PatternReader(TimePattern pattern) : TimeReader
{
    public override string Form => $"\"{pattern.Format}\"";

    public override bool ReadsOffset => pattern.Has(TimeField.Offset, TimeField.OffsetHours, TimeField.OptionalOffset, TimeField.Utc);

    public override bool AlwaysReadsOffset => ReadsOffset && !pattern.Has(TimeField.OptionalOffset);

    public override Misreading? Read(ReadOnlySpan<byte> utf8, out ReadTime time)
    {
        time = default;
        var at = 0;
        var (year, month, day, hour, minute, second, weekday, afternoon) = (0, 0, 0, 0, 0, 0, -1, -1);
        var pieces = pattern.Pieces;
        for (var i = 0; i < pieces.Length; i++)
        {
            ref readonly var piece = ref pieces[i];
            switch (piece.Field)
            {
                case TimeField.Literal:
                    if (OmitsFraction(utf8, at, i)) break;
                    if (!utf8[at..].StartsWith(piece.Text)) return new(at, $"'{System.Text.Encoding.UTF8.GetString(piece.Text)}'");
                    at += piece.Text.Length;
                    break;
                case TimeField.Year:
                    year = Digits(utf8, ref at, 4, 4);
                    if (year < 1) return new(at, "a year of four digits");
                    break;
                case TimeField.YearOfCentury:
                    year = Digits(utf8, ref at, 2, 2);
                    if (year < 0) return new(at, "a year of two digits");
                    year += year < 50 ? 2000 : 1900;
                    break;
                case TimeField.Month:
                    month = Digits(utf8, ref at, piece.Width, 2);
                    if (month is < 1 or > 12) return new(at, "a month from 1 to 12");
                    break;
                case TimeField.MonthName or TimeField.MonthShortName:
                    month = EnglishNames.Read(piece.Field == TimeField.MonthName ? EnglishNames.Months : EnglishNames.ShortMonths, utf8, ref at) + 1;
                    if (month == 0) return new(at, "an English month's name");
                    break;
                case TimeField.Day:
                    day = Digits(utf8, ref at, piece.Width, 2);
                    if (day is < 1 or > 31) return new(at, "a day from 1 to 31");
                    break;
                case TimeField.Weekday or TimeField.WeekdayShortName:
                    weekday = EnglishNames.Read(piece.Field == TimeField.Weekday ? EnglishNames.Weekdays : EnglishNames.ShortWeekdays, utf8, ref at);
                    if (weekday < 0) return new(at, "an English weekday's name");
                    break;
                case TimeField.Hour:
                    hour = Digits(utf8, ref at, piece.Width, 2);
                    if (hour is < 0 or > 23) return new(at, "an hour from 0 to 23");
                    break;
                case TimeField.Hour12:
                    hour = Digits(utf8, ref at, piece.Width, 2);
                    if (hour is < 1 or > 12) return new(at, "an hour from 1 to 12");
                    break;
                case TimeField.Minute:
                    minute = Digits(utf8, ref at, piece.Width, 2);
                    if (minute is < 0 or > 59) return new(at, "minutes from 0 to 59");
                    break;
                case TimeField.Second:
                    second = Digits(utf8, ref at, piece.Width, 2);
                    if (second is < 0 or > 59) return new(at, "seconds from 0 to 59");
                    break;
                case TimeField.Fraction or TimeField.OptionalFraction:
                    time.Nanoseconds = Fraction(utf8, ref at, piece.Field == TimeField.Fraction ? piece.Width : 0, piece.Width);
                    if (time.Nanoseconds < 0) return new(at, $"{piece.Width} digits of a second's fraction");
                    break;
                case TimeField.HalfOfDay:
                    afternoon = at + 2 <= utf8.Length && (utf8[at + 1] | 0x20) == 'm' ? "ap".IndexOf((char)(utf8[at] | 0x20), StringComparison.Ordinal) : -1;
                    if (afternoon < 0) return new(at, "AM or PM");
                    at += 2;
                    break;
                case TimeField.Utc:
                    if (at == utf8.Length || (utf8[at] | 0x20) != 'z') return new(at, "Z");
                    at++;
                    time.Offset = 0;
                    break;
                default:
                    if (piece.Field != TimeField.OffsetHours && at < utf8.Length && (utf8[at] | 0x20) == 'z')
                    {
                        at++;
                        time.Offset = 0;
                        break;
                    }

                    time.Offset = Offset(utf8, ref at);
                    if (time.Offset is null && piece.Field != TimeField.OptionalOffset) return new(at, "an offset such as +01:00");
                    break;
            }
        }

        if (at != utf8.Length) return new(at, "the end");
        if (!IsDay(year, month, day)) return new(0, "a day that exists");
        time.Days = (int)Calendar.DayNumber(year, month, day);
        if (weekday >= 0 && weekday != EnglishNames.WeekdayOf(time.Days)) return new(0, "the weekday of that date");
        if (afternoon >= 0) hour = (hour % 12) + (afternoon * 12);
        time.SecondOfDay = (hour * 3600) + (minute * 60) + second;
        return null;
    }

    /// <summary>A point before an optional fraction is left out with it.</summary>
    private bool OmitsFraction(ReadOnlySpan<byte> utf8, int at, int index) =>
        index + 1 < pattern.Pieces.Length && pattern.Pieces[index + 1].Field == TimeField.OptionalFraction
        && pattern.Pieces[index].Text is [(byte)'.' or (byte)','] && (at >= utf8.Length || utf8[at] != pattern.Pieces[index].Text[0]);
}
