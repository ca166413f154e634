using System.Diagnostics.CodeAnalysis;

namespace Loader.Sending;

/// <summary>
/// The lanes that are busy or have parcels parked. A lane that is neither costs nothing. Only used under the dispatcher's lock.
/// </summary>
/// <param name="maxParked">Parcels parked at most, over all lanes.</param>
/// <param name="maxHeldBytes">Bytes of the chunks that parked parcels keep in memory, at most (one chunk may go beyond it).</param>
internal sealed class Lanes(int maxParked, long maxHeldBytes)
{
    private readonly Dictionary<ulong, Lane> byKey = [];
    private readonly Queue<Lane> ready = new();
    private readonly Stack<Lane> spare = new();
    private long heldBytes;

    /// <summary>Parcels parked now.</summary>
    public int Parked { get; private set; }

    /// <summary>A lane that nobody holds and that has parcels parked: those go before anything new.</summary>
    public bool TryPeekReady([NotNullWhen(true)] out Lane? lane) => ready.TryPeek(out lane);

    public bool HasReady => ready.Count > 0;

    public bool TryFind(ulong key, [NotNullWhen(true)] out Lane? lane) => byKey.TryGetValue(key, out lane);

    /// <summary>Takes a lane that nobody knows yet.</summary>
    public Lane Open(ulong key, Seat? owner)
    {
        if (!spare.TryPop(out var lane)) lane = new Lane();
        lane.Key = key;
        lane.Owner = owner;
        byKey.Add(key, lane);
        return lane;
    }

    /// <summary>Takes the lane that <see cref="TryPeekReady"/> showed.</summary>
    public Lane TakeReady(Seat owner)
    {
        var lane = ready.Dequeue();
        lane.Owner = owner;
        return lane;
    }

    /// <summary>Whether one more parcel of this chunk may be parked.</summary>
    public bool HasRoom(OpenChunk chunk) => Parked < maxParked && (chunk.Parked > 0 || heldBytes < maxHeldBytes);

    public void Park(Lane lane, Pending pending)
    {
        if (pending.Open.Parked++ == 0) heldBytes += pending.Open.Bytes;
        Parked++;
        lane.Parked.Enqueue(pending);
        if (lane.Owner is null && lane.Parked.Count == 1) ready.Enqueue(lane);
    }

    public Pending Unpark(Lane lane)
    {
        var pending = lane.Parked.Dequeue();
        if (--pending.Open.Parked == 0) heldBytes -= pending.Open.Bytes;
        Parked--;
        return pending;
    }

    /// <summary>The request that held the lane is over: what is parked may go, or the lane is forgotten.</summary>
    public void Release(Lane lane)
    {
        lane.Owner = null;
        if (lane.Parked.Count > 0)
        {
            ready.Enqueue(lane);
            return;
        }

        byKey.Remove(lane.Key);
        spare.Push(lane);
    }

    /// <summary>Takes out everything that is parked, for a run that stops; lanes in flight are released later as usual.</summary>
    public List<Pending> Empty()
    {
        var all = new List<Pending>(Parked);
        foreach (var lane in byKey.Values)
        {
            while (lane.Parked.Count > 0) all.Add(Unpark(lane));
        }

        ready.Clear();
        return all;
    }
}
