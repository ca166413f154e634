namespace Loader.Rehearsal;

/// <summary>
/// Notices when two requests of one lane are in flight at once. A request counts from its last byte read to just before its
/// answer is written: both moments lie inside what the sender calls in flight, so that nobody is accused wrongly. A request that
/// the sender gave up on, or that was closed on it, accuses nobody: what follows it is a retry.
/// </summary>
internal sealed class LanesInFlight
{
    private readonly Lock gate = new();
    private readonly Dictionary<ulong, Flight> flights = [];

    public void Begin(ulong lane)
    {
        if (lane == 0) return;
        lock (gate)
        {
            var flight = flights.GetValueOrDefault(lane);
            flights[lane] = new(flight.Open + 1, flight.Open > 0 ? flight.Met + 1 : flight.Met);
        }
    }

    /// <summary>The request is about to be answered, or never will be; returns how many others it met.</summary>
    public long End(ulong lane, bool givenUp)
    {
        if (lane == 0) return 0;
        lock (gate)
        {
            var flight = flights[lane];
            if (flight.Open == 1) flights.Remove(lane);
            else flights[lane] = new(flight.Open - 1, 0);
            return givenUp ? 0 : flight.Met;
        }
    }

    private readonly record struct Flight(int Open, long Met);
}
