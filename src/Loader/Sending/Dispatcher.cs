using System.Threading.Channels;

namespace Loader.Sending;

/// <summary>
/// Hands parcels to workers: in the order of the feed, at most one request in flight per lane, several parcels at once where the
/// framing allows. One short lock; nobody waits inside it.
/// </summary>
/// <remarks>
/// Progress is handed on, never broadcast: whoever takes something and leaves more behind wakes one other worker; whoever finds nothing
/// makes <see cref="WatchAsync"/> look at the feed. Parcels that may go at once are always taken before new ones are read, so a full
/// parking place only ever waits for requests in flight.
/// </remarks>
internal sealed class Dispatcher
{
    private readonly ChannelReader<ParcelChunk> feed;
    private readonly Framing framing;
    private readonly Lanes lanes;
    private readonly Lock gate = new();
    private readonly Waiters waiters;
    private readonly Signal hunger = new();
    private OpenChunk? current;
    private bool isBlocked;
    private bool feedEnded;
    private bool stopped;

    public Dispatcher(ChannelReader<ParcelChunk> feed, Framing framing, Lanes lanes, TimeSpan linger, TimeProvider clock)
    {
        (this.feed, this.framing, this.lanes) = (feed, framing, lanes);
        waiters = new(gate, linger, clock);
    }

    private enum Found
    {
        /// <summary>The batch is ready to leave.</summary>
        Enough,

        /// <summary>There is something, and more may come.</summary>
        Some,

        Nothing,
    }

    /// <summary>Parcels read from the feed so far. Exact once all workers have ended.</summary>
    public long Read { get; private set; }

    /// <summary>
    /// Gives back the lanes of the worker's last batch and fills the next. False: there is nothing more for this worker. After a
    /// stop a half-filled batch is still handed out; its worker settles it.
    /// </summary>
    public ValueTask<bool> TakeAsync(Seat seat)
    {
        ValueTask wake;
        lock (gate)
        {
            Release(seat);
            if (Decide(seat, out wake) is { } decided) return new(decided);
        }

        return WaitAsync(seat, wake);
    }

    /// <summary>Gives back the lanes of a worker that takes nothing more for now.</summary>
    public void GiveBack(Seat seat)
    {
        lock (gate)
        {
            Release(seat);
            PassOn();
        }
    }

    /// <summary>Hands out nothing more. What is left is for <see cref="Remaining"/>.</summary>
    public void Stop()
    {
        lock (gate)
        {
            stopped = true;
            waiters.WakeAll();
            hunger.Set();
        }
    }

    /// <summary>Looks at the feed whenever a worker has found it empty, until it ends or the run stops.</summary>
    public async Task WatchAsync(CancellationToken stop)
    {
        while (true)
        {
            ValueTask hungry;
            lock (gate) hungry = hunger.WaitAsync();
            await hungry;
            bool more;
            try
            {
                more = await feed.WaitToReadAsync(stop);
            }
            catch (Exception) when (stop.IsCancellationRequested || feed.Completion.IsFaulted)
            {
                more = false; // Why a feed broke is thrown by who runs the sending, once everything is settled.
            }

            lock (gate)
            {
                if (more)
                {
                    waiters.WakeOne();
                    continue;
                }

                feedEnded = true;
                waiters.WakeAll();
                return;
            }
        }
    }

    /// <summary>Everything that was read and not handed out. To be called once, when the workers have ended.</summary>
    public List<Pending> Remaining()
    {
        lock (gate)
        {
            var rest = lanes.Empty();
            for (; current is not null && current.Next < current.Count; current.Next++) rest.Add(new(current, current.Next));
            current = null;
            return rest;
        }
    }

    private void Release(Seat seat)
    {
        foreach (var lane in seat.Batch.Lanes) lanes.Release(lane);
        if (seat.Batch.Lanes.Count > 0) isBlocked = false;
        seat.Batch.Clear();
    }

    private async ValueTask<bool> WaitAsync(Seat seat, ValueTask wake)
    {
        while (true)
        {
            await wake;
            lock (gate)
            {
                if (Decide(seat, out wake) is { } decided) return decided;
            }
        }
    }

    private bool? Decide(Seat seat, out ValueTask wake)
    {
        wake = default;
        if (stopped)
        {
            Waiters.EndLinger(seat);
            return seat.Batch.Count > 0;
        }

        var found = Fill(seat);
        if (found == Found.Some && (feedEnded || isBlocked || seat.IsOutOfPatience)) found = Found.Enough;
        PassOn();
        if (found == Found.Enough)
        {
            Waiters.EndLinger(seat);
            return true;
        }

        if (found == Found.Nothing && feedEnded && lanes.Parked == 0)
        {
            waiters.WakeAll();
            hunger.Set();
            return false;
        }

        if (found == Found.Some) waiters.Linger(seat);
        else waiters.Idle(seat);
        if (!isBlocked) hunger.Set();
        wake = seat.Wake.WaitAsync();
        return null;
    }

    private Found Fill(Seat seat)
    {
        var batch = seat.Batch;
        while (!batch.IsFull)
        {
            if (lanes.TryPeekReady(out var ready) && MaySharedWith(batch, ready.Key))
            {
                if (!batch.HasRoomFor(in ready.Parked.Peek().Parcel)) return Found.Enough;
                TakeParked(seat);
                continue;
            }

            if (current is null || current.Next == current.Count)
            {
                if (!TryOpenNext()) return batch.Count > 0 ? Found.Some : Found.Nothing;
                continue;
            }

            if (!TryPlace(seat, new(current, current.Next))) return batch.Count > 0 ? Found.Enough : Found.Nothing;
            current.Next++;
        }

        return Found.Enough;
    }

    private bool TryOpenNext()
    {
        current = null;
        if (!feed.TryRead(out var chunk))
        {
            feedEnded |= feed.Completion.IsCompleted;
            return false;
        }

        current = new OpenChunk(chunk);
        Read += current.Count;
        return true;
    }

    private void TakeParked(Seat seat)
    {
        var lane = lanes.TakeReady(seat);
        seat.Batch.Lanes.Add(lane);
        while (lane.Parked.Count > 0 && seat.Batch.HasRoomFor(in lane.Parked.Peek().Parcel))
        {
            seat.Batch.Add(lanes.Unpark(lane));
        }

        isBlocked = false;
    }

    /// <summary>Puts the feed's next parcel into the batch or behind its lane. False: neither is possible now.</summary>
    private bool TryPlace(Seat seat, Pending pending)
    {
        var batch = seat.Batch;
        var key = pending.Parcel.Lane;
        Lane? lane = null;
        var isFree = key == 0 || !lanes.TryFind(key, out lane) || (lane.Owner == seat && lane.Parked.Count == 0);
        if (isFree && MaySharedWith(batch, key))
        {
            if (!batch.HasRoomFor(in pending.Parcel)) return false;
            batch.Add(pending);
            if (key != 0 && lane is null) batch.Lanes.Add(lanes.Open(key, seat));
            return true;
        }

        if (key == 0) return false;
        if (!lanes.HasRoom(pending.Open))
        {
            isBlocked = true;
            return false;
        }

        lanes.Park(lane ?? lanes.Open(key, owner: null), pending);
        return true;
    }

    private bool MaySharedWith(Batch batch, ulong lane) =>
        !framing.OneLanePerRequest || batch.Count == 0 || batch.FirstLane == lane;

    /// <summary>Wakes one more worker when something is left to take, or has the feed looked at for those who wait.</summary>
    private void PassOn()
    {
        // Nothing can be read until lanes are free again, and half-filled batches may be what holds them.
        if (isBlocked) waiters.Hurry();
        if (!waiters.Any) return;
        if (lanes.HasReady || (!isBlocked && current is not null && current.Next < current.Count)) waiters.WakeOne();
        else if (!isBlocked) hunger.Set();
    }
}
