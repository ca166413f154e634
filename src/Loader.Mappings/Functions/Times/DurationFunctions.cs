using System.Numerics;
using Loader.Mappings.Rows;

namespace Loader.Mappings.Functions.Times;

/// <summary>Lengths of time, to move times and dates by and to measure what lies between them.</summary>
internal static class DurationFunctions
{
    private const int NanosecondsPerSecond = 1_000_000_000;

    public static readonly IReadOnlyList<FunctionEntry> All =
    [
        Of("weeks", 604_800, new Example("date(\"2026-03-01\") + weeks(2)", "\"2026-03-15\"")),
        Of("days", 86_400, new Example("date(\"2026-02-28\") + days(1)", "\"2026-03-01\""), new("days(1.5)", "\"P1DT12H\"")),
        Of("hours", 3_600, new Example("time(\"2026-03-01T10:00:00Z\") - hours(2)", "\"2026-03-01T08:00:00Z\"")),
        Of("minutes", 60, new Example("minutes(90)", "\"PT1H30M\"")),
        Of("seconds", 1, new("seconds(0.25)", "\"PT0.25S\""), new("seconds(-10)", "\"-PT10S\"")),
        new()
        {
            Name = "milliseconds",
            Group = "time",
            Help = "A length of time of so many milliseconds.",
            Parameters = [new("x", Kinds.Of(ValueKind.Integer, ValueKind.Decimal))],
            Result = ValueKind.Duration,
            Examples = [new("milliseconds(1500)", "\"PT1.5S\"")],
            Bind = _ => Implementation.Of(
                ValueKind.Duration,
                (in x, _) => ExactDecimal.Multiply(x.Kind == ValueKind.Integer ? x.Integer : x.Decimal, 0.001m) is { } seconds
                    ? Length(Value.Of(seconds), 1)
                    : Trouble.OutOfRange("a duration is longer than 10,000 years")),
        },
        new()
        {
            Name = "duration",
            Group = "time",
            Help = "A length of time from its ISO 8601 text in weeks, days, hours, minutes and seconds, or from hours:minutes:seconds. Years and "
                + "months have no fixed length.",
            Parameters = [new("x", Kinds.Of(ValueKind.Text, ValueKind.Duration))],
            Result = ValueKind.Duration,
            Examples =
            [
                new("duration(\"P1DT2H30M\")", "\"P1DT2H30M\""),
                new("duration(\"-PT0.5S\")", "\"-PT0.5S\""),
                new("duration(\"01:30:05\")", "\"PT1H30M5S\""),
                new("duration(\"P1M\")", "ROW001"),
            ],
            Bind = _ => Implementation.Of(ValueKind.Duration, (in x, _) => x.Kind == ValueKind.Duration ? x : DurationReader.Read(x)),
        },
        new()
        {
            Name = "in_seconds",
            Group = "time",
            Help = "A length of time as an exact number of seconds.",
            Parameters = [new("x", Kinds.Of(ValueKind.Duration))],
            Result = ValueKind.Decimal,
            Examples = [new("in_seconds(minutes(2))", "120"), new("in_seconds(time(\"2026-03-01T10:00:00.5Z\") - time(\"2026-03-01T10:00:00Z\"))", "0.5")],
            Bind = _ => Implementation.Of(
                ValueKind.Decimal,
                (in x, _) => Value.Of(ExactDecimal.Trimmed(x.Seconds + (x.Nanoseconds / (decimal)NanosecondsPerSecond)))),
        },
    ];

    private static FunctionEntry Of(string name, int seconds, params IReadOnlyList<Example> examples) => new()
    {
        Name = name,
        Group = "time",
        Help = $"A length of time of so many {name}. A day has 24 hours here; a date moves by whole days.",
        Parameters = [new("x", Kinds.Of(ValueKind.Integer, ValueKind.Decimal))],
        Result = ValueKind.Duration,
        Examples = examples,
        Bind = _ => Implementation.Of(ValueKind.Duration, (in x, _) => Length(x, seconds)),
    };

    private static Value Length(in Value x, int unit)
    {
        var (number, scale) = x.Kind == ValueKind.Integer ? (new BigInteger(x.Integer), 0) : (ExactDecimal.Scaled(x.Decimal, x.Decimal.Scale), x.Decimal.Scale);
        var nanoseconds = BigInteger.DivRem(number * unit * NanosecondsPerSecond, BigInteger.Pow(10, scale), out var below);
        var seconds = BigInteger.DivRem(nanoseconds, NanosecondsPerSecond, out var rest);
        if (!below.IsZero) return Trouble.OutOfRange("a duration has no parts below a nanosecond", "round(x, 9)");
        if (rest.Sign < 0) (seconds, rest) = (seconds - 1, rest + NanosecondsPerSecond);
        return BigInteger.Abs(seconds) <= TimeRange.LongestSeconds
            ? Value.OfDuration((long)seconds, (int)rest)
            : Trouble.OutOfRange("a duration is longer than 10,000 years");
    }
}
