using NodaTime;
using NodaTime.TimeZones;

namespace Loader.Mappings.Functions.Times;

/// <summary>
/// The rules of a time zone: a name of the IANA database (Europe/Rome), UTC, or a fixed offset (+02:00). The offsets of 1900 to 2100 are
/// put into a table when first asked for, so that a row costs a search among some hundred numbers; other years ask NodaTime.
/// </summary>
internal sealed class Zone
{
    private static readonly long TableFrom = Instant.FromUtc(1900, 1, 1, 0, 0).ToUnixTimeSeconds();
    private static readonly long TableUntil = Instant.FromUtc(2100, 1, 1, 0, 0).ToUnixTimeSeconds();

    /// <summary>No offset is larger; nearer to the table's ends than this, a local time might lie outside.</summary>
    private const long Day = 86_400;

    private readonly DateTimeZone rules;
    private readonly Lazy<(long[] Starts, int[] Offsets)> table;

    private Zone(DateTimeZone rules)
    {
        this.rules = rules;
        table = new(Table);
    }

    public string Name => rules.Id;

    public bool IsUtc => rules.Equals(DateTimeZone.Utc);

    /// <summary>The names people may have meant.</summary>
    public static IEnumerable<string> Names => DateTimeZoneProviders.Tzdb.Ids;

    /// <summary>The zone of that name, or null when there is none. Names are written as in the database: Europe/Rome.</summary>
    public static Zone? Find(string name)
    {
        if (name is "UTC" or "Z") return new(DateTimeZone.Utc);
        if (name.Length == 6 && name[0] is '+' or '-' && name[3] == ':'
            && int.TryParse(name.AsSpan(1, 2), System.Globalization.NumberStyles.None, null, out var hours) && hours <= 18
            && int.TryParse(name.AsSpan(4, 2), System.Globalization.NumberStyles.None, null, out var minutes) && minutes <= 59 && (hours < 18 || minutes == 0))
        {
            var seconds = (hours * 3600) + (minutes * 60);
            return new(DateTimeZone.ForOffset(Offset.FromSeconds(name[0] == '-' ? -seconds : seconds)));
        }

        return DateTimeZoneProviders.Tzdb.GetZoneOrNull(name) is { } rules ? new(rules) : null;
    }

    /// <summary>Seconds east of UTC at an instant.</summary>
    public int OffsetAt(long second)
    {
        if (second < TableFrom || second >= TableUntil) return rules.GetUtcOffset(Instant.FromUnixTimeSeconds(second)).Seconds;
        var (starts, offsets) = table.Value;
        return offsets[IndexOf(starts, second)];
    }

    /// <summary>
    /// The instants that a local time means: one; two when clocks were set back over it; none when they jumped over it, and then
    /// <paramref name="first"/> is the instant it would be had they not.
    /// </summary>
    /// <param name="local">Seconds since 1970-01-01T00:00:00 on the zone's clocks.</param>
    public int Instants(long local, out long first, out long second)
    {
        if (local < TableFrom + Day || local >= TableUntil - Day) return InstantsByRules(local, out first, out second);
        var (starts, offsets) = table.Value;
        var count = 0;
        (first, second) = (0, 0);

        // Offsets are less than a day, so the interval is this one or one of its neighbours.
        var around = IndexOf(starts, local);
        for (var i = Math.Max(around - 2, 0); i < Math.Min(around + 3, starts.Length); i++)
        {
            var instant = local - offsets[i];
            if (instant < starts[i] || (i + 1 < starts.Length && instant >= starts[i + 1])) continue;
            if (count++ == 0) first = instant;
            else second = instant;
        }

        if (count > 0) return count;
        for (var i = Math.Max(around - 2, 0); i < Math.Min(around + 2, starts.Length - 1); i++)
        {
            if (local - offsets[i] >= starts[i + 1] && local - offsets[i + 1] < starts[i + 1]) first = local - offsets[i];
        }

        return 0;
    }

    private int InstantsByRules(long local, out long first, out long second)
    {
        var (days, rest) = Math.DivRem(local, Day);
        if (rest < 0) (days, rest) = (days - 1, rest + Day);
        var mapping = rules.MapLocal(new LocalDate(1970, 1, 1).PlusDays((int)days).AtMidnight().PlusSeconds(rest));
        first = local - mapping.EarlyInterval.WallOffset.Seconds;
        second = local - mapping.LateInterval.WallOffset.Seconds;
        return mapping.Count;
    }

    private static int IndexOf(long[] starts, long second)
    {
        var index = Array.BinarySearch(starts, second);
        return index >= 0 ? index : Math.Max(~index - 1, 0);
    }

    private (long[] Starts, int[] Offsets) Table()
    {
        var intervals = rules.GetZoneIntervals(
            new Interval(Instant.FromUnixTimeSeconds(TableFrom), Instant.FromUnixTimeSeconds(TableUntil)),
            ZoneEqualityComparer.Options.OnlyMatchWallOffset).ToList();
        return (
            [.. intervals.Select((interval, i) => i == 0 ? long.MinValue : interval.Start.ToUnixTimeSeconds())],
            [.. intervals.Select(interval => interval.WallOffset.Seconds)]);
    }
}
