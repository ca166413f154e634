using System.Numerics;
using Loader.Mappings.Rows;

namespace Loader.Mappings.Functions.Times;

/// <summary>Instants as numbers since 1970-01-01T00:00:00Z.</summary>
internal static class UnixFunctions
{
    private const long NanosecondsPerSecond = 1_000_000_000;

    private static readonly Parameter Unit = Parameter.Choice("unit", "s", "ms", "us", "ns");

    public static readonly IReadOnlyList<FunctionEntry> All =
    [
        new()
        {
            Name = "from_unix",
            Group = "time",
            Help =
                "The instant so many seconds, milliseconds, microseconds or nanoseconds after 1970-01-01T00:00:00Z. Fractions below a nanosecond are cut off.",
            Parameters = [new("x", Kinds.Of(ValueKind.Integer, ValueKind.Decimal)), Unit],
            Result = ValueKind.Time,
            Examples =
            [
                new("from_unix(1772359200, \"s\")", "\"2026-03-01T10:00:00Z\""), new("from_unix(1772359200123, \"ms\")", "\"2026-03-01T10:00:00.123Z\""),
                new("from_unix(1.5, \"s\")", "\"1970-01-01T00:00:01.500Z\""), new("from_unix(-1, \"ns\")", "\"1969-12-31T23:59:59.999999999Z\""),
                new("from_unix(1772359200123, \"s\")", "ROW002"),
            ],
            Bind = arguments =>
            {
                var factor = NanosecondsIn(arguments.Text(1)!);
                return Implementation.Of(ValueKind.Time, (in x, _) => FromUnix(x, factor));
            },
        },
        new()
        {
            Name = "unix",
            Group = "time",
            Help = "Whole seconds, milliseconds, microseconds or nanoseconds since 1970-01-01T00:00:00Z, rounded towards the past.",
            Parameters = [new("x", Kinds.Time), Unit],
            Result = ValueKind.Integer,
            Examples =
            [
                new("unix(time(\"2026-03-01T10:00:00.999Z\"), \"s\")", "1772359200"), new("unix(time(\"2026-03-01T10:00:00.999Z\"), \"ms\")", "1772359200999"),
                new("unix(time(\"1969-12-31T23:59:59.5Z\"), \"s\")", "-1"), new("unix(time(\"9999-01-01T00:00:00Z\"), \"ns\")", "ROW002"),
            ],
            Bind = arguments =>
            {
                var factor = NanosecondsIn(arguments.Text(1)!);
                return Implementation.Of(ValueKind.Integer, (in x, _) => ToUnix(x, factor));
            },
        },
    ];

    private static long NanosecondsIn(string unit) => unit switch { "s" => NanosecondsPerSecond, "ms" => 1_000_000, "us" => 1_000, _ => 1 };

    private static Value FromUnix(in Value x, long factor)
    {
        var nanoseconds = x.Kind == ValueKind.Integer ? (Int128)x.Integer * factor : OfDecimal(x.Decimal, factor);
        var seconds = nanoseconds / NanosecondsPerSecond;
        var rest = (int)(nanoseconds - (seconds * NanosecondsPerSecond));
        if (rest < 0) (seconds, rest) = (seconds - 1, rest + (int)NanosecondsPerSecond);
        return seconds >= TimeRange.FirstSecond && seconds <= TimeRange.LastSecond
            ? Value.OfTime((long)seconds, rest)
            : Trouble.OutOfRange(TimeRange.Message, factor == NanosecondsPerSecond ? "are these milliseconds? from_unix(x, \"ms\")" : null);
    }

    private static Int128 OfDecimal(decimal number, long factor)
    {
        var under = BigInteger.Pow(10, number.Scale);
        var whole = BigInteger.DivRem(ExactDecimal.Scaled(number, number.Scale) * factor, under, out var rest);
        return (Int128)(rest.Sign < 0 ? whole - 1 : whole);
    }

    private static Value ToUnix(in Value x, long factor)
    {
        // Nanoseconds within the second count upwards, so this rounds towards the past by itself.
        var number = ((Int128)x.Seconds * (NanosecondsPerSecond / factor)) + (x.Nanoseconds / factor);
        return number >= long.MinValue && number <= long.MaxValue
            ? Value.Of((long)number)
            : Trouble.OutOfRange("the time does not fit an integer of 64 bits in that unit", "unix(x, \"ms\")");
    }
}
