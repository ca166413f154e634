using System.Globalization;
using Loader.Mappings.Findings;
using Loader.Mappings.Rows;

namespace Loader.Destinations.Ga4;

/// <summary>Timestamps in whole microseconds since 1970, and how old they are.</summary>
internal static class Ga4Times
{
    private const long LastSecond = 253_402_300_799;

    /// <summary>Below this a number of microseconds is before March 1973, and a number of milliseconds before the year 5138.</summary>
    private const long LeastPlausible = 100_000_000_000_000;

    private const string Hint = "give a time: declare the column as time(…), or whole microseconds since 1970";

    public static Problem? Microseconds(in Value value, Place place, out long microseconds)
    {
        microseconds = 0;
        switch (value.Kind)
        {
            case ValueKind.Null:
                return new(Ga4Codes.BadTimestamp, "timestamp is empty", place, "skip or reject such rows");
            case ValueKind.Time when value.Seconds is > 0 and <= LastSecond:
                microseconds = (value.Seconds * 1_000_000) + (value.Nanoseconds / 1_000);
                return null;
            case ValueKind.Integer when value.Integer >= LeastPlausible:
                microseconds = value.Integer;
                return null;
            case ValueKind.Time or ValueKind.Integer:
                return new(Ga4Codes.BadTimestamp, $"timestamp {value} is no moment in microseconds since 1970", place, Hint);
            default:
                return new(Ga4Codes.BadTimestamp, $"timestamp is {ValueWords.Of(value.Kind)}, not a time", place, Hint);
        }
    }

    public static EventAge AgeOf(long microseconds, TimeProvider clock)
    {
        var age = (clock.GetUtcNow() - DateTimeOffset.UnixEpoch) - TimeSpan.FromMicroseconds(microseconds);
        return age > Ga4Limits.OldestEvent - Ga4Limits.Margin ? EventAge.Old
            : age < -Ga4Limits.ClockDifference ? EventAge.Future
            : EventAge.Fresh;
    }

    public static Problem Future(long microseconds, Place place)
    {
        var moment = (DateTimeOffset.UnixEpoch + TimeSpan.FromMicroseconds(microseconds)).ToString("u", CultureInfo.InvariantCulture);
        return new(
            Ga4Codes.BadTimestamp, $"timestamp {moment} lies in the future", place, "Google would put the event at its arrival; check the column's zone");
    }
}

/// <summary>What Google does with an event's own time.</summary>
internal enum EventAge
{
    /// <summary>Keeps it.</summary>
    Fresh,

    /// <summary>Replaces it by 72 hours ago.</summary>
    Old,

    /// <summary>Replaces it by the arrival.</summary>
    Future,
}
