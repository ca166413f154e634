using System.Globalization;

namespace Loader.Parquet.Values;

/// <summary>A day of the proleptic Gregorian calendar, of any year that 32 bits of days reach.</summary>
/// <param name="Days">Days since 1970-01-01.</param>
public readonly record struct CalendarDate(long Days)
{
    // DateOnly begins here.
    private const long FirstOfYear1 = -719162;

    public bool TryToDateOnly(out DateOnly date)
    {
        var number = Days - FirstOfYear1;
        var fits = number >= 0 && number <= DateOnly.MaxValue.DayNumber;
        date = fits ? DateOnly.FromDayNumber((int)number) : default;
        return fits;
    }

    /// <summary>Year (0 is the year before 1), month and day.</summary>
    public (long Year, int Month, int Day) Parts()
    {
        // Counted in eras of 400 years that begin on a first of March, so that the leap day comes last.
        var days = Days + 719468;
        var era = Math.DivRem(days, 146097, out var ofEra);
        if (ofEra < 0) (era, ofEra) = (era - 1, ofEra + 146097);
        var yearOfEra = (ofEra - (ofEra / 1460) + (ofEra / 36524) - (ofEra / 146096)) / 365;
        var dayOfYear = ofEra - ((365 * yearOfEra) + (yearOfEra / 4) - (yearOfEra / 100));
        var shifted = ((5 * dayOfYear) + 2) / 153;
        var day = (int)(dayOfYear - (((153 * shifted) + 2) / 5) + 1);
        var month = (int)(shifted < 10 ? shifted + 3 : shifted - 9);
        return (yearOfEra + (era * 400) + (month <= 2 ? 1 : 0), month, day);
    }

    /// <summary>ISO 8601: 2026-11-21; years outside of 0 to 9999 have a sign.</summary>
    public override string ToString()
    {
        var (year, month, day) = Parts();
        var sign = year < 0 ? "-" : year > 9999 ? "+" : "";
        return string.Create(CultureInfo.InvariantCulture, $"{sign}{Math.Abs(year):0000}-{month:00}-{day:00}");
    }
}
