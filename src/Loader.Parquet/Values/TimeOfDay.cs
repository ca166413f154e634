using System.Globalization;
using System.Runtime.InteropServices;
using Loader.Parquet.Schemas;

namespace Loader.Parquet.Values;

/// <summary>A time of day as stored: a count of units since midnight. Nothing keeps a writer from storing more than a day.</summary>
/// <param name="Count">Units since midnight.</param>
/// <param name="Unit">What is counted.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct TimeOfDay(long Count, TimeUnit Unit)
{
    /// <summary>False where the count is negative or a day or more; digits beyond 100 nanoseconds are cut off.</summary>
    public bool TryToTimeOnly(out TimeOnly value)
    {
        var time = Timestamp.From(Count, Unit);
        var fits = time.Seconds is >= 0 and < 86400;
        value = fits ? new TimeOnly((time.Seconds * TimeSpan.TicksPerSecond) + (time.Nanoseconds / 100)) : default;
        return fits;
    }

    /// <summary>HH:MM:SS with as many digits of the second as asked for, 0 to 9, the rest cut off.</summary>
    public string ToString(int digits)
    {
        var time = Timestamp.From(Count, Unit);
        var fraction = digits == 0 ? "" : "." + time.Nanoseconds.ToString("000000000", CultureInfo.InvariantCulture)[..digits];
        var seconds = Math.Abs(time.Seconds);
        var sign = time.Seconds < 0 ? "-" : "";
        return string.Create(CultureInfo.InvariantCulture, $"{sign}{seconds / 3600:00}:{seconds / 60 % 60:00}:{seconds % 60:00}{fraction}");
    }

    public override string ToString() => ToString(Unit switch { TimeUnit.Milliseconds => 3, TimeUnit.Microseconds => 6, _ => 9 });
}
