using Loader.Mappings.Rows;

namespace Loader.Mappings.Functions.Times;

/// <summary>Texts to instants.</summary>
internal static class TimeFunction
{
    private const string LocalHint = "\"earlier\" or \"later\" chooses one of two, \"shift\" also moves a time that does not exist ahead: time(x, "
        + "format, zone, \"shift\")";

    public static readonly FunctionEntry Entry = new()
    {
        Name = "time",
        Group = "time",
        Help = "The instant that a text says, by a format of yyyy yy MMMM MMM MM M dddd ddd dd d HH H hh h mm ss f…fffffffff F…FFFFFFFFF tt zzz K 'text', "
            + "by the first fitting one of a list of formats, "
            + "or ISO 8601. The zone is for texts that do not say their offset, and must be given when the format has none. "
            + "A local time that clocks jump over or show twice is a problem, unless the last argument says what is meant.",
        Parameters =
        [
            new("x", Kinds.Of(ValueKind.Text, ValueKind.Time)), new("format", Kinds.Of(ValueKind.Text, ValueKind.List))
            {
                Default = "\"iso\"",
                Constant = true,
            },
            ZoneArgument.Zone with { Optional = true }, Parameter.Choice("local", "earlier", "later", "shift") with { Optional = true },
        ],
        Result = ValueKind.Time,
        Examples =
        [
            new("time(\"2026-03-01T10:00:00+01:00\")", "\"2026-03-01T09:00:00Z\""),
            new("\"2026-03-01 10:00:00\" | time(\"yyyy-MM-dd HH:mm:ss\", \"Europe/Rome\")", "\"2026-03-01T09:00:00Z\""),
            new("time(\"01/03/26 4:05 PM\", \"dd/MM/yy h:mm tt\", \"UTC\")", "\"2026-03-01T16:05:00Z\""),
            new("time(\"1 Mar 2026\", [\"yyyy-MM-dd\", \"d MMM yyyy\"], \"UTC\")", "\"2026-03-01T00:00:00Z\""),
            new("time(\"2026-03-29 02:30:00\", \"iso\", \"Europe/Rome\")", "ROW004"),
            new("time(\"2026-03-29 02:30:00\", \"iso\", \"Europe/Rome\", \"shift\")", "\"2026-03-29T01:30:00Z\""),
            new("time(\"2026-10-25 02:30:00\", \"iso\", \"Europe/Rome\", \"later\")", "\"2026-10-25T01:30:00Z\""),
            new("time(\"2026-03-01 10:00:00\")", "ROW001"),
        ],
        Bind = Bind,
    };

    private enum Choice
    {
        None,
        Earlier,
        Later,
        Shift,
    }

    private static Implementation? Bind(Arguments arguments)
    {
        var formats = Formats(arguments);
        var readers = formats.Select(format => ZoneArgument.Reader(arguments, 1, format)).OfType<TimeReader>().ToArray();
        var zone = ZoneArgument.Read(arguments, 2);
        if (arguments.Failed) return null;
        if (zone is null && Array.Find(readers, reader => !reader.ReadsOffset) is { } mute)
        {
            arguments.Report(1, $"the format {mute.Form} says no zone, and none is given", $"say the zone: time({mute.Form}, \"Europe/Rome\"); or \"UTC\"");
            return null;
        }

        var choice = arguments.Text(3) switch { "earlier" => Choice.Earlier, "later" => Choice.Later, "shift" => Choice.Shift, _ => Choice.None };
        return Implementation.Of(ValueKind.Time, (in x, _) => x.Kind == ValueKind.Time ? x : Read(x, readers, zone, choice));
    }

    private static IReadOnlyList<string> Formats(Arguments arguments)
    {
        if (arguments.Constant(1) is not { Kind: ValueKind.List } list) return [arguments.Text(1)!];
        if (list.List.Count > 0 && list.List.All(item => item.Kind == ValueKind.Text)) return [.. list.List.Select(item => item.Text)];
        arguments.Report(1, "a list of formats needs at least one, and only texts", "[\"yyyy-MM-dd HH:mm:ss\", \"dd/MM/yyyy HH:mm\"]");
        return [];
    }

    private static Value Read(in Value x, TimeReader[] readers, Zone? zone, Choice choice)
    {
        Misreading misreading = default;
        foreach (var reader in readers)
        {
            if (reader.Read(x.Utf8, out var time) is { } wrong) misreading = wrong;
            else return Instant(x, time, zone, choice);
        }

        return ZoneArgument.Misread(x, "a time", readers, misreading);
    }

    private static Value Instant(in Value x, in ReadTime time, Zone? zone, Choice choice)
    {
        if (time.Offset is { } offset) return At(time.LocalSeconds - offset, time.Nanoseconds);
        if (zone is null) return Trouble.NotA(x, "a time: it has no zone", "say the zone of texts without one: time(\"iso\", \"Europe/Rome\")");
        switch (zone.Instants(time.LocalSeconds, out var first, out var second))
        {
            case 1:
                return At(first, time.Nanoseconds);
            case 0:
                return choice == Choice.Shift
                    ? At(first, time.Nanoseconds)
                    : Trouble.LocalTime($"{Trouble.Quoted(x)} does not exist in {zone.Name}: clocks were set ahead over it", LocalHint);
            default:
                return choice == Choice.None
                    ? Trouble.LocalTime($"{Trouble.Quoted(x)} exists twice in {zone.Name}: clocks were set back over it", LocalHint)
                    : At(choice == Choice.Later ? second : first, time.Nanoseconds);
        }
    }

    private static Value At(long seconds, int nanoseconds) =>
        TimeRange.Holds(seconds) ? Value.OfTime(seconds, nanoseconds) : Trouble.OutOfRange(TimeRange.Message);
}
