namespace Loader.Planning;

/// <summary>
/// The number of events of the lane that has most, at least: counted for a bounded number of lanes (Misra and Gries, 1982). It is exact while there are fewer.
/// Events of one lane wait for each other, however many requests are in flight.
/// </summary>
internal sealed class BusiestLane
{
    public const int MostLanes = 100_000;
    private readonly Dictionary<ulong, long> counts = [];

    /// <summary>Null while no event had a lane.</summary>
    public long? Events => counts.Count == 0 ? null : counts.Values.Max();

    public void Add(ulong lane)
    {
        if (lane == 0) return;
        if (counts.TryGetValue(lane, out var count)) counts[lane] = count + 1;
        else if (counts.Count < MostLanes) counts[lane] = 1;
        else
        {
            foreach (var (known, events) in counts)
            {
                if (events == 1) counts.Remove(known);
                else counts[known] = events - 1;
            }
        }
    }
}
