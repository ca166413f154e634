namespace Loader.Sending;

/// <summary>
/// Workers that wait at the dispatcher: idle ones, which have nothing, and lingering ones, which have something and hope for a fuller batch until
/// their patience ends. Only used under the dispatcher's lock, which the end of patience takes by itself.
/// </summary>
internal sealed class Waiters(Lock gate, TimeSpan linger, TimeProvider clock)
{
    private readonly Queue<Seat> idle = new();
    private readonly List<Seat> lingering = [];

    public bool Any => idle.Count > 0 || lingering.Count > 0;

    public void Idle(Seat seat) => idle.Enqueue(seat);

    /// <summary>Waits for more; the first time the seat's patience begins.</summary>
    public void Linger(Seat seat)
    {
        if (!seat.IsLingering)
        {
            seat.IsLingering = true;
            seat.Patience ??= clock.CreateTimer(RunOutOfPatience, seat, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            seat.Patience.Change(linger, Timeout.InfiniteTimeSpan);
        }

        lingering.Add(seat);
    }

    /// <summary>The seat has what it takes, or there is nothing more: its patience is over.</summary>
    public static void EndLinger(Seat seat)
    {
        if (seat.IsLingering) seat.Patience?.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        seat.IsLingering = seat.IsOutOfPatience = false;
    }

    /// <summary>Sends every batch that waits on its way as it is.</summary>
    public void Hurry()
    {
        foreach (var seat in lingering)
        {
            seat.IsOutOfPatience = true;
            seat.Wake.Set();
        }

        lingering.Clear();
    }

    public void WakeOne()
    {
        if (lingering.Count > 0)
        {
            var seat = lingering[0];
            lingering.RemoveAt(0);
            seat.Wake.Set();
        }
        else if (idle.TryDequeue(out var seat))
        {
            seat.Wake.Set();
        }
    }

    public void WakeAll()
    {
        while (Any) WakeOne();
    }

    private void RunOutOfPatience(object? state)
    {
        var seat = (Seat)state!;
        lock (gate)
        {
            if (!seat.IsLingering) return;
            seat.IsOutOfPatience = true;
            if (lingering.Remove(seat)) seat.Wake.Set();
        }
    }
}
