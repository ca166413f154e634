namespace Loader.EndToEnd.Campaign;

/// <summary>The endpoint's own list: every event that it accepted, as often as it did. Whoever asks for it holds no lock: nobody may be sending.</summary>
internal sealed class Arrivals
{
    private readonly Dictionary<string, List<Arrival>> events = new(StringComparer.Ordinal);

    public long Total { get; private set; }

    public IEnumerable<string> Keys => events.Keys;

    public IReadOnlyList<Arrival> Of(string key) => events.TryGetValue(key, out var arrivals) ? arrivals : [];

    public Arrival Accept(string key, string? rows)
    {
        if (!events.TryGetValue(key, out var arrivals)) events[key] = arrivals = [];
        var arrival = new Arrival { Rows = rows };
        arrivals.Add(arrival);
        Total++;
        return arrival;
    }
}

/// <summary>One acceptance of one event.</summary>
internal sealed class Arrival
{
    /// <summary>The rows that a group's event was made of.</summary>
    public string? Rows { get; init; }

    /// <summary>The whole answer was on its way to a living process: only then the event may be called sent.</summary>
    public bool IsAnswered { get; set; }
}
