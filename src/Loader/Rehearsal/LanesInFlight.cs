namespace Loader.Rehearsal;

/// <summary>
/// Notices when two requests of one lane are in flight at once. A request counts from its last byte read to just before its
/// answer is written: both moments lie inside what the sender calls in flight, so that nobody is accused wrongly. Whoever arrives
/// during a request that is then answered was too early; a request that its sender gave up on accuses nobody: what follows it is a retry.
/// </summary>
internal sealed class LanesInFlight
{
    private readonly Lock gate = new();
    private readonly Dictionary<ulong, Flight> latest = [];

    /// <summary>A request arrived. Null for lane 0: it may overlap with any other.</summary>
    public Flight? Begin(ulong lane)
    {
        if (lane == 0) return null;
        lock (gate)
        {
            var before = latest.GetValueOrDefault(lane);
            for (var open = before; open is not null; open = open.Before) open.Met++;
            return latest[lane] = new(lane) { Before = before };
        }
    }

    /// <summary>
    /// The request is about to be answered, or its sender has given up on it. Returns how many others arrived too early; a second call returns 0.
    /// </summary>
    public long End(Flight? flight, bool givenUp)
    {
        if (flight is null || flight.Ended) return 0;
        lock (gate)
        {
            flight.Ended = true;
            var first = latest[flight.Lane];
            if (first == flight)
            {
                if (flight.Before is null) latest.Remove(flight.Lane);
                else latest[flight.Lane] = flight.Before;
            }
            else
            {
                while (first.Before != flight) first = first.Before!;
                first.Before = flight.Before;
            }

            return givenUp ? 0 : flight.Met;
        }
    }

    /// <summary>One request under way, and the one of its lane that began before it and is still open.</summary>
    internal sealed class Flight(ulong lane)
    {
        public ulong Lane { get; } = lane;

        public Flight? Before { get; set; }

        public long Met { get; set; }

        public bool Ended { get; set; }
    }
}
