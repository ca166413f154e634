using System.Globalization;
using System.Runtime.InteropServices;
using Loader.Parquet.Schemas;

namespace Loader.Parquet.Values;

/// <summary>
/// A date and time, exact for every unit and every year that Parquet can store. Whether it is an instant or a local time
/// says the column (<see cref="ColumnType.IsUtc"/>).
/// </summary>
/// <param name="Seconds">Whole seconds since 1970-01-01T00:00:00, rounded towards the past.</param>
/// <param name="Nanoseconds">0 to 999,999,999 within the second.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct Timestamp(long Seconds, int Nanoseconds)
{
    private const long SecondsPerDay = 86400;
    private const long NanosecondsPerSecond = 1_000_000_000;

    // Day 0 of INT96 is in the year 4713 before our era; this is 1970-01-01.
    private const long JulianDayOf1970 = 2440588;

    /// <summary>From a count of units since 1970.</summary>
    public static Timestamp From(long count, TimeUnit unit)
    {
        var perSecond = unit switch { TimeUnit.Milliseconds => 1000L, TimeUnit.Microseconds => 1_000_000L, _ => NanosecondsPerSecond };
        var seconds = Math.DivRem(count, perSecond, out var rest);
        if (rest < 0) (seconds, rest) = (seconds - 1, rest + perSecond);
        return new Timestamp(seconds, (int)(rest * (NanosecondsPerSecond / perSecond)));
    }

    /// <summary>
    /// From the two halves of an INT96, the legacy timestamp of Impala and Spark. Spark makes them of 64-bit microseconds with
    /// wrapping arithmetic, so that its farthest dates (beyond the year 290000) come out right only if the wrapping is undone.
    /// </summary>
    public static Timestamp FromInt96(long nanosecondsOfDay, int julianDay)
    {
        var withinDay = From(nanosecondsOfDay, TimeUnit.Nanoseconds);
        var exact = withinDay with { Seconds = withinDay.Seconds + ((julianDay - JulianDayOf1970) * SecondsPerDay) };
        var microseconds = ((Int128)exact.Seconds * 1_000_000) + (exact.Nanoseconds / 1000);
        if (microseconds >= long.MinValue && microseconds <= long.MaxValue) return exact;
        var wrapped = From(unchecked((long)microseconds), TimeUnit.Microseconds);
        return wrapped with { Nanoseconds = wrapped.Nanoseconds + (exact.Nanoseconds % 1000) };
    }

    /// <summary>False outside of the years 1 to 9999; digits beyond 100 nanoseconds are cut off.</summary>
    public bool TryToDateTime(out DateTime value)
    {
        var ticks = ((Int128)Seconds * TimeSpan.TicksPerSecond) + (Nanoseconds / 100) + DateTime.UnixEpoch.Ticks;
        var fits = ticks >= 0 && ticks <= DateTime.MaxValue.Ticks;
        value = fits ? new DateTime((long)ticks, DateTimeKind.Unspecified) : default;
        return fits;
    }

    /// <summary>ISO 8601 without zone, with as many digits of the second as asked for, 0 to 9, the rest cut off.</summary>
    public string ToString(int digits)
    {
        var days = Math.DivRem(Seconds, SecondsPerDay, out var rest);
        if (rest < 0) (days, rest) = (days - 1, rest + SecondsPerDay);
        var date = new CalendarDate(days);
        var fraction = digits == 0 ? "" : "." + Nanoseconds.ToString("000000000", CultureInfo.InvariantCulture)[..digits];
        return string.Create(CultureInfo.InvariantCulture, $"{date}T{rest / 3600:00}:{rest / 60 % 60:00}:{rest % 60:00}{fraction}");
    }

    public override string ToString() => ToString(9);
}
