using Loader.Mappings.Rows;

namespace Loader.Mappings.Functions;

/// <summary>The times and dates of the language: the years 0001 to 9999. Durations up to the length of all of them.</summary>
internal static class TimeRange
{
    public const string Message = "the result is outside the years 0001 to 9999";

    public static readonly long FirstDay = Calendar.DayNumber(1, 1, 1);
    public static readonly long LastDay = Calendar.DayNumber(9999, 12, 31);
    public static readonly long FirstSecond = FirstDay * 86_400;
    public static readonly long LastSecond = (LastDay * 86_400) + 86_399;
    public static readonly long LongestSeconds = 10_000L * 366 * 86_400;

    public static bool HoldsDay(long day) => day >= FirstDay && day <= LastDay;

    public static bool Holds(long second) => second >= FirstSecond && second <= LastSecond;
}
