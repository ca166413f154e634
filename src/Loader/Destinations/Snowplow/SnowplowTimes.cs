using Loader.Mappings.Findings;
using Loader.Mappings.Rows;

namespace Loader.Destinations.Snowplow;

/// <summary>Times as the pipeline reads them: whole milliseconds since 1970, in the years 0 to 9999.</summary>
internal static class SnowplowTimes
{
    public const long First = -62_167_219_200_000;
    public const long Last = 253_402_300_799_999;

    private const string Hint = "give a time: declare the column as time(…), or say what numbers count: timestamp_unit: s, ms or us under to.snowplow";

    /// <summary>Whether values of that type can pass at all.</summary>
    public static Problem? CheckKind(ValueKind kind, TimestampUnit unit, string field, Place place) => kind switch
    {
        ValueKind.Null or ValueKind.Time => null,
        ValueKind.Integer or ValueKind.Decimal or ValueKind.Float when unit != TimestampUnit.None => null,
        ValueKind.Integer or ValueKind.Decimal or ValueKind.Float => new(
            SnowplowCodes.BadTimestamp, $"{field} is a number, and nothing says what it counts", place, "set timestamp_unit: s, ms or us under to.snowplow"),
        _ => new(SnowplowCodes.BadTimestamp, $"{field} is {ValueWords.Of(kind)}, not a time", place, Hint),
    };

    /// <summary>Milliseconds since 1970, or what is wrong. What is finer is rounded towards the past.</summary>
    public static Problem? Milliseconds(in Value value, TimestampUnit unit, string field, Place place, out long milliseconds)
    {
        milliseconds = 0;
        if (CheckKind(value.Kind, unit, field, place) is { } mistyped) return mistyped;
        if (value.Kind == ValueKind.Time)
        {
            milliseconds = (value.Seconds * 1000) + (value.Nanoseconds / 1_000_000);
        }
        else if (Scaled(value, unit) is { } scaled and >= First and <= Last)
        {
            milliseconds = (long)decimal.Floor(scaled);
        }
        else
        {
            milliseconds = long.MaxValue;
        }

        return milliseconds is >= First and <= Last
            ? null
            : new(SnowplowCodes.BadTimestamp, $"{field} {value} is outside of the years 0 to 9999", place, "check its unit: timestamp_unit under to.snowplow");
    }

    private static decimal? Scaled(in Value value, TimestampUnit unit)
    {
        var number = value.Kind switch
        {
            ValueKind.Integer => value.Integer,
            ValueKind.Decimal => value.Decimal,
            _ when double.IsFinite(value.Float) && Math.Abs(value.Float) < 1e18 => (decimal)value.Float,
            _ => decimal.MaxValue,
        };
        if (Math.Abs(number) > 1e18m) return null;
        return unit switch
        {
            TimestampUnit.Seconds => number * 1000,
            TimestampUnit.Microseconds => number / 1000,
            _ => number,
        };
    }
}
