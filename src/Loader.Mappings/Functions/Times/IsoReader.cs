using Loader.Mappings.Rows;

namespace Loader.Mappings.Functions.Times;

/// <summary>
/// ISO 8601 as RFC 3339 narrows it, a little wider: <c>2026-03-01T10:00:00.123+01:00</c> with T or a space, seconds and fraction left out
/// or not, the offset Z, +01:00, +0100 or +01, or none.
/// </summary>
internal sealed class IsoReader : TimeReader
{
    public override string Form => "ISO 8601";

    public override bool ReadsOffset => true;

    public override bool AlwaysReadsOffset => false;

    public override Misreading? Read(ReadOnlySpan<byte> utf8, out ReadTime time)
    {
        time = default;
        var at = 0;
        var year = Digits(utf8, ref at, 4, 4);
        if (year < 0 || !Skip(utf8, ref at, '-')) return new(at, "a date such as 2026-03-01");
        var month = Digits(utf8, ref at, 2, 2);
        if (month < 0 || !Skip(utf8, ref at, '-')) return new(at, "a date such as 2026-03-01");
        var day = Digits(utf8, ref at, 2, 2);
        if (day < 0) return new(at, "a date such as 2026-03-01");
        if (!IsDay(year, month, day)) return new(0, "a day that exists");
        if (at == utf8.Length) return new(at, "a time of day after the date; a date without one is read by date(...)");
        if (utf8[at] is not ((byte)'T' or (byte)'t' or (byte)' ')) return new(at, "'T' or a space");
        at++;
        var hour = Digits(utf8, ref at, 2, 2);
        if (hour is < 0 or > 23 || !Skip(utf8, ref at, ':')) return new(at, "a time of day such as 10:00:00");
        var minute = Digits(utf8, ref at, 2, 2);
        if (minute is < 0 or > 59) return new(at, "minutes from 00 to 59");
        var second = 0;
        if (Skip(utf8, ref at, ':'))
        {
            second = Digits(utf8, ref at, 2, 2);
            if (second is < 0 or > 59) return new(at, "seconds from 00 to 59");
            if (Skip(utf8, ref at, '.') || Skip(utf8, ref at, ','))
            {
                time.Nanoseconds = Fraction(utf8, ref at, 1, 9);
                if (time.Nanoseconds < 0) return new(at, "one to nine digits after the point");
            }
        }

        time.Days = (int)Calendar.DayNumber(year, month, day);
        time.SecondOfDay = (hour * 3600) + (minute * 60) + second;
        if (Skip(utf8, ref at, 'Z') || Skip(utf8, ref at, 'z')) time.Offset = 0;
        else time.Offset = Offset(utf8, ref at);
        return at == utf8.Length ? null : new(at, "the end, Z or an offset such as +01:00");
    }

    private static bool Skip(ReadOnlySpan<byte> utf8, ref int at, char sign)
    {
        if (at >= utf8.Length || utf8[at] != sign) return false;
        at++;
        return true;
    }
}
