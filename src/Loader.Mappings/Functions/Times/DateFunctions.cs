using Loader.Mappings.Rows;

namespace Loader.Mappings.Functions.Times;

/// <summary>Calendar days, and times written for people.</summary>
internal static class DateFunctions
{
    private const long SecondsPerDay = 86_400;

    public static readonly IReadOnlyList<FunctionEntry> All =
    [
        new()
        {
            Name = "date",
            Group = "time",
            Help = "The calendar day that a text says, by a format as in time(...). A time of day in the text must be right, and is left out.",
            Parameters = [new("x", Kinds.Of(ValueKind.Text, ValueKind.Date)), new("format", Kinds.Text) { Default = "\"yyyy-MM-dd\"", Constant = true }],
            Result = ValueKind.Date,
            Examples =
            [
                new("date(\"2026-03-01\")", "\"2026-03-01\""),
                new("\"1.3.2026\" | date(\"d.M.yyyy\")", "\"2026-03-01\""),
                new("date(\"2026-02-29\")", "ROW001"),
            ],
            Bind = arguments => ZoneArgument.Reader(arguments, 1, arguments.Text(1)!) is { } reader
                ? Implementation.Of(ValueKind.Date, Read(reader))
                : null,
        },
        new()
        {
            Name = "date_of",
            Group = "time",
            Help = "The calendar day of an instant in a zone.",
            Parameters = [new("x", Kinds.Time), ZoneArgument.Zone],
            Result = ValueKind.Date,
            Examples =
            [
                new("time(\"2026-03-01T23:30:00Z\") | date_of(\"Europe/Rome\")", "\"2026-03-02\""),
                new("date_of(time(\"2026-03-01T23:30:00Z\"), \"UTC\")", "\"2026-03-01\""),
            ],
            Bind = arguments => ZoneArgument.Read(arguments, 1) is { } zone
                ? Implementation.Of(ValueKind.Date, (in x, _) => DateOf(x, zone))
                : null,
        },
        new()
        {
            Name = "format_time",
            Group = "time",
            Help = "An instant as its zone's clocks show it, or a date, by a format as in time(...).",
            Parameters =
            [
                new("x", Kinds.Of(ValueKind.Time, ValueKind.Date)),
                new("format", Kinds.Text) { Constant = true },
                ZoneArgument.Zone with { Default = "\"UTC\"" },
            ],
            Result = ValueKind.Text,
            Examples =
            [
                new("time(\"2026-07-01T10:00:00Z\") | format_time(\"yyyy-MM-dd HH:mm:sszzz\", \"Europe/Rome\")", "\"2026-07-01 12:00:00+02:00\""),
                new("format_time(date(\"2026-03-01\"), \"d MMMM yyyy\")", "\"1 March 2026\""),
                new("format_time(time(\"2026-07-01T10:00:00.5Z\"), \"HH:mm:ss.FFF\")", "\"10:00:00.5\""),
            ],
            Bind = Format,
        },
    ];

    private static Function1 Read(TimeReader reader)
    {
        TimeReader[] readers = [reader];
        return (in x, _) => x.Kind == ValueKind.Date ? x
            : reader.Read(x.Utf8, out var time) is { } wrong ? ZoneArgument.Misread(x, "a date", readers, wrong)
            : Value.OfDate(time.Days);
    }

    private static Value DateOf(in Value x, Zone zone)
    {
        var days = Math.DivRem(x.Seconds + zone.OffsetAt(x.Seconds), SecondsPerDay) is var (quotient, rest) && rest < 0 ? quotient - 1 : quotient;
        return TimeRange.HoldsDay(days) ? Value.OfDate((int)days) : Trouble.OutOfRange(TimeRange.Message);
    }

    private static Implementation? Format(Arguments arguments)
    {
        var pattern = ZoneArgument.Pattern(arguments, 1, arguments.Text(1)!, reads: false);
        var zone = ZoneArgument.Read(arguments, 2);
        if (pattern is null || zone is null) return null;
        if (pattern.Has(TimeField.Utc) && !zone.IsUtc)
        {
            arguments.Report(1, $"Z says UTC, but the zone is {zone.Name}", "the offset of the zone is zzz");
            return null;
        }

        var most = PatternWriter.Most(pattern);
        return Implementation.Of(ValueKind.Text, (in x, scratch) => Write(x, pattern, zone, most, scratch));
    }

    private static Value Write(in Value x, TimePattern pattern, Zone zone, int most, Scratch scratch)
    {
        if (x.Kind == ValueKind.Date) return scratch.Text(PatternWriter.Write(pattern, x.Days, 0, 0, 0, scratch.Take(most)));
        var offset = zone.OffsetAt(x.Seconds);
        var (days, second) = Math.DivRem(x.Seconds + offset, SecondsPerDay);
        if (second < 0) (days, second) = (days - 1, second + SecondsPerDay);
        return TimeRange.HoldsDay(days)
            ? scratch.Text(PatternWriter.Write(pattern, days, (int)second, x.Nanoseconds, offset, scratch.Take(most)))
            : Trouble.OutOfRange(TimeRange.Message);
    }
}
