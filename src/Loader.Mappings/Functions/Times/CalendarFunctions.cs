using Loader.Mappings.Rows;
using NodaTime;
using NodaTime.Calendars;

namespace Loader.Mappings.Functions.Times;

/// <summary>
/// Functions that think in calendars and clocks: a month later, the start of the week, the hour in Rome. On the clocks of the zone, by NodaTime; a local
/// time that does not exist moves ahead by what the clocks jumped, and of one that exists twice the first is taken.
/// </summary>
internal static class CalendarFunctions
{
    private const int SecondsPerDay = 86_400;
    private const long NanosecondsPerMillisecond = 1_000_000;

    private static readonly Kinds TimeOrDate = Kinds.Of(ValueKind.Time, ValueKind.Date);
    private static readonly Parameter Zone = ZoneArgument.Zone with { Default = "\"UTC\"" };
    private static readonly string[] Units = ["years", "months", "weeks", "days", "hours", "minutes", "seconds", "milliseconds"];
    private static readonly string[] Starts = ["year", "quarter", "month", "week", "day", "hour", "minute", "second"];

    private static readonly string[] Fields =
        ["year", "quarter", "month", "week", "day", "day_of_week", "day_of_year", "hour", "minute", "second"];

    public static readonly IReadOnlyList<FunctionEntry> All =
    [
        new()
        {
            Name = "add",
            Group = "time",
            Help = "The time or date so many units later, earlier when negative. Years to days keep the clock time of the zone; the 31st becomes the "
                + "month's last day where it has none.",
            Parameters = [new("x", TimeOrDate), new("amount", Kinds.Integer), Parameter.Choice("unit", Units), Zone],
            Examples =
            [
                new(
                    "add(date(\"2026-01-31\"), 1, \"months\")",
                    "\"2026-02-28\""), new("add(time(\"2026-03-01T10:00:00Z\"), -90, \"minutes\")", "\"2026-03-01T08:30:00Z\""),
                new("add(time(\"2026-03-28T10:00:00+01:00\"), 1, \"days\", \"Europe/Rome\")", "\"2026-03-29T08:00:00Z\""),
                new("add(date(\"2026-01-31\"), 1, \"hours\")", "ROW005"),
            ],
            Bind = arguments =>
            {
                var unit = Array.IndexOf(Units, arguments.Text(2));
                return ZoneArgument.Read(arguments, 3) is { } zone
                    ? Implementation.Of(arguments.Kind(0), (in x, in amount, _) => Add(x, amount.Integer, unit, zone))
                    : null;
            },
        },
        new()
        {
            Name = "diff",
            Group = "time",
            Help = "How many whole units lie between two times or two dates, the earlier one first; negative when it is not. Years to days are "
                + "counted on the zone's calendar.",
            Parameters = [new("from", TimeOrDate), new("to", TimeOrDate), Parameter.Choice("unit", Units), Zone],
            Result = ValueKind.Integer,
            Examples =
            [
                new(
                    "diff(date(\"1990-06-15\"), date(\"2026-03-01\"), \"years\")",
                    "35"), new("diff(time(\"2026-03-01T10:00:00Z\"), time(\"2026-03-01T11:59:59Z\"), \"hours\")", "1"),
                new("diff(date(\"2026-03-08\"), date(\"2026-03-01\"), \"days\")", "-7"),
            ],
            Bind = arguments =>
            {
                var unit = Array.IndexOf(Units, arguments.Text(2));
                if (arguments.Kind(0) is { } from and not ValueKind.Null && arguments.Kind(1) is { } to and not ValueKind.Null && from != to)
                    arguments.Report(1, $"diff cannot compare {from.Noun()} with {to.Noun()}", "date_of(time, \"Europe/Rome\") gives the day of a time");
                return ZoneArgument.Read(arguments, 3) is { } zone && !arguments.Failed
                    ? Implementation.Of(ValueKind.Integer, (in from, in to, _) => Difference(from, to, unit, zone))
                    : null;
            },
        },
        new()
        {
            Name = "start_of",
            Group = "time",
            Help = "When the year, quarter, month, week (Monday), day, hour, minute or second of a time began on the zone's clocks; the first day of "
                + "it for a date.",
            Parameters = [new("x", TimeOrDate), Parameter.Choice("unit", Starts), Zone],
            Examples =
            [
                new(
                    "start_of(time(\"2026-03-05T10:20:30Z\"), \"month\")",
                    "\"2026-03-01T00:00:00Z\""), new("start_of(date(\"2026-03-05\"), \"week\")", "\"2026-03-02\""),
                new("start_of(time(\"2026-03-05T23:30:00Z\"), \"day\", \"Europe/Rome\")", "\"2026-03-05T23:00:00Z\""),
            ],
            Bind = arguments =>
            {
                var unit = Array.IndexOf(Starts, arguments.Text(1));
                return ZoneArgument.Read(arguments, 2) is { } zone ? Implementation.Of(arguments.Kind(0), (in x, _) => Start(x, unit, zone)) : null;
            },
        },
        new()
        {
            Name = "time_part",
            Group = "time",
            Help = "One number of a time on the zone's clocks, or of a date: year, quarter, month, week (ISO 8601), day, day_of_week (Monday is 1), "
                + "day_of_year, hour, minute, second.",
            Parameters = [new("x", TimeOrDate), Parameter.Choice("part", Fields), Zone],
            Result = ValueKind.Integer,
            Examples =
            [
                new("time_part(time(\"2026-03-01T23:30:00Z\"), \"hour\", \"Europe/Rome\")", "0"), new("time_part(date(\"2026-03-01\"), \"day_of_week\")", "7"),
                new("time_part(date(\"2026-01-01\"), \"week\")", "1"), new("time_part(date(\"2026-03-01\"), \"hour\")", "ROW005"),
            ],
            Bind = arguments =>
            {
                var field = Array.IndexOf(Fields, arguments.Text(1));
                return ZoneArgument.Read(arguments, 2) is { } zone ? Implementation.Of(ValueKind.Integer, (in x, _) => Field(x, field, zone)) : null;
            },
        },
        new()
        {
            Name = "time_of",
            Group = "time",
            Help = "The instant of a date at a clock time in a zone.",
            Parameters = [new("x", Kinds.Of(ValueKind.Date)), ZoneArgument.Zone, new("clock", Kinds.Text) { Default = "\"00:00:00\"", Constant = true }],
            Result = ValueKind.Time,
            Examples =
            [
                new(
                    "time_of(date(\"2026-03-01\"), \"Europe/Rome\")",
                    "\"2026-02-28T23:00:00Z\""), new("time_of(date(\"2026-03-01\"), \"UTC\", \"18:30:00\")", "\"2026-03-01T18:30:00Z\""),
            ],
            Bind = arguments =>
            {
                var zone = ZoneArgument.Read(arguments, 1);
                var clock = DurationReader.Read(Value.Of(arguments.Text(2)!));
                if (clock.IsProblem || clock.Seconds is < 0 or >= SecondsPerDay)
                    arguments.Report(2, $"\"{arguments.Text(2)}\" is not a clock time", "18:30:00");
                return zone is null || arguments.Failed
                    ? null
                    : Implementation.Of(ValueKind.Time, (in x, _) => At((x.Days * (long)SecondsPerDay) + clock.Seconds, clock.Nanoseconds, zone));
            },
        },
    ];

    private static Value Add(in Value x, long amount, int unit, Zone zone)
    {
        if (unit >= 4) return x.Kind == ValueKind.Date ? NoClock("add") : Moved(x, amount, unit);
        var (day, second) = Local(x, zone);
        try
        {
            var moved = unit switch
            {
                0 => day.PlusYears(checked((int)amount)),
                1 => day.PlusMonths(checked((int)amount)),
                2 => day.PlusWeeks(checked((int)amount)),
                _ => day.PlusDays(checked((int)amount)),
            };
            return Result(x, moved, second, zone);
        }
        catch (Exception outside) when (outside is OverflowException or ArgumentOutOfRangeException)
        {
            return Trouble.OutOfRange(TimeRange.Message);
        }
    }

    private static Value Moved(in Value x, long amount, int unit)
    {
        var nanoseconds = unit == 7 ? (Int128)amount * NanosecondsPerMillisecond : (Int128)amount * SecondsOf(unit) * 1_000_000_000;
        var moved = ((Int128)x.Seconds * 1_000_000_000) + x.Nanoseconds + nanoseconds;
        var seconds = moved / 1_000_000_000;
        var rest = (int)(moved - (seconds * 1_000_000_000));
        if (rest < 0) (seconds, rest) = (seconds - 1, rest + 1_000_000_000);
        return seconds >= TimeRange.FirstSecond && seconds <= TimeRange.LastSecond ? Value.OfTime((long)seconds, rest) : Trouble.OutOfRange(TimeRange.Message);
    }

    private static int SecondsOf(int unit) => unit switch { 4 => 3_600, 5 => 60, _ => 1 };

    private static Value Difference(in Value from, in Value to, int unit, Zone zone)
    {
        if (from.Kind != to.Kind) return Trouble.WrongKind($"diff cannot compare {from.Kind.Noun()} with {to.Kind.Noun()}");
        if (unit >= 4)
        {
            if (from.Kind == ValueKind.Date) return NoClock("diff");
            var nanoseconds = (((Int128)to.Seconds - from.Seconds) * 1_000_000_000) + (to.Nanoseconds - from.Nanoseconds);
            return Value.Of((long)(nanoseconds / (unit == 7 ? NanosecondsPerMillisecond : SecondsOf(unit) * 1_000_000_000L)));
        }

        var (first, firstSecond) = Local(from, zone);
        var (last, lastSecond) = Local(to, zone);
        var start = first.AtMidnight().PlusSeconds(firstSecond).PlusNanoseconds(Nanoseconds(from));
        var end = last.AtMidnight().PlusSeconds(lastSecond).PlusNanoseconds(Nanoseconds(to));
        var units = unit switch { 0 => PeriodUnits.Years, 1 => PeriodUnits.Months, 2 => PeriodUnits.Weeks, _ => PeriodUnits.Days };
        var period = Period.Between(start, end, units);
        return Value.Of((long)(period.Years + period.Months + period.Weeks + period.Days));
    }

    private static Value Start(in Value x, int unit, Zone zone)
    {
        if (unit >= 5 && x.Kind == ValueKind.Date) return NoClock("start_of");
        var (day, second) = Local(x, zone);
        var start = unit switch
        {
            0 => new LocalDate(day.Year, 1, 1),
            1 => new LocalDate(day.Year, ((day.Month - 1) / 3 * 3) + 1, 1),
            2 => new LocalDate(day.Year, day.Month, 1),
            3 when day >= new LocalDate(1, 1, 1) => day.PlusDays(1 - (int)day.DayOfWeek),
            _ => day,
        };
        var rest = unit switch { 5 => second % 3_600, 6 => second % 60, 7 => 0, _ => second };

        // Within an hour the offset is what it was: going by the clock could change the hour when clocks are set back.
        if (unit >= 5) return Value.OfTime(x.Seconds - rest, 0);
        return x.Kind == ValueKind.Date ? Date(start) : At(Days(start) * SecondsPerDay, 0, zone);
    }

    private static Value Field(in Value x, int field, Zone zone)
    {
        if (field >= 7 && x.Kind == ValueKind.Date) return NoClock("time_part");
        var (day, second) = Local(x, zone);
        return Value.Of((long)(field switch
        {
            0 => day.Year,
            1 => ((day.Month - 1) / 3) + 1,
            2 => day.Month,
            3 => WeekYearRules.Iso.GetWeekOfWeekYear(day),
            4 => day.Day,
            5 => (int)day.DayOfWeek,
            6 => day.DayOfYear,
            7 => second / 3_600,
            8 => second / 60 % 60,
            _ => second % 60,
        }));
    }

    private static (LocalDate Day, int Second) Local(in Value x, Zone zone)
    {
        var epoch = new LocalDate(1970, 1, 1);
        if (x.Kind == ValueKind.Date) return (epoch.PlusDays(x.Days), 0);
        var (days, second) = Math.DivRem(x.Seconds + zone.OffsetAt(x.Seconds), SecondsPerDay);
        if (second < 0) (days, second) = (days - 1, second + SecondsPerDay);
        return (epoch.PlusDays((int)days), (int)second);
    }

    private static Value Result(in Value x, LocalDate day, int second, Zone zone) =>
        x.Kind == ValueKind.Date ? Date(day) : At((Days(day) * SecondsPerDay) + second, x.Nanoseconds, zone);

    private static int Nanoseconds(in Value x) => x.Kind == ValueKind.Date ? 0 : x.Nanoseconds;

    private static long Days(LocalDate day) => Calendar.DayNumber(day.Year, day.Month, day.Day);

    private static Value Date(LocalDate day) =>
        Days(day) is var days && TimeRange.HoldsDay(days) ? Value.OfDate((int)days) : Trouble.OutOfRange(TimeRange.Message);

    private static Value At(long local, int nanoseconds, Zone zone)
    {
        zone.Instants(local, out var first, out _);
        return TimeRange.Holds(first) ? Value.OfTime(first, nanoseconds) : Trouble.OutOfRange(TimeRange.Message);
    }

    private static Value NoClock(string function) =>
        Trouble.WrongKind(
            $"a date has no hours, minutes and seconds for {function}",
            "time_of(date, \"Europe/Rome\") gives the instant at which it begins there");
}
