using System.Threading.Channels;

namespace Loader.Sending;

/// <summary>
/// Sends the parcels of a feed to one endpoint and settles each exactly once. As many requests are in flight, and as many connections
/// open, as <see cref="SendOptions.Parallel"/> says; parcels of one lane go one request at a time, in order.
/// </summary>
public sealed class Sender(
    IProtocol protocol, SendOptions options, ILedger ledger, TimeProvider clock, Func<double> random, SenderProgress progress)
{
    /// <summary>Parcels set aside behind busy lanes at most, and bytes of chunks kept in memory for them.</summary>
    private const int MaxParked = 4096;

    private const long MaxHeldBytes = 16 * 1024 * 1024;

    /// <summary>
    /// Ends when the feed has ended and every parcel of it is settled. Throws only for a fault: of the feed, once everything read from it is
    /// settled; of a protocol, a ledger or ours, as soon as the requests in flight are over, and then the feed is left as it is.
    /// </summary>
    /// <param name="feed">Chunks of parcels. After a stop it is read to its end, so that whoever fills it can finish.</param>
    /// <param name="stop">Nothing new leaves, requests in flight finish, the rest is settled as not reached.</param>
    /// <param name="abandon">Requests in flight are cut as well; they end as uncertain.</param>
    /// <param name="halted">Called when nothing new will leave, for whatever reason: there is no use in filling the feed any further.</param>
    public async Task<SendingResult> RunAsync(ChannelReader<ParcelChunk> feed, CancellationToken stop, CancellationToken abandon, Action? halted = null)
    {
        using var run = new RunStop(stop, abandon);
        await using var end = run.Halt.UnsafeRegister(static halted => ((Action?)halted)?.Invoke(), halted);
        using var endpoint = new Endpoint(protocol, options, ledger, clock, random, progress, run);
        var lanes = new Lanes(MaxParked, MaxHeldBytes);
        var dispatcher = new Dispatcher(feed, protocol.Framing, lanes, options.Linger, clock);
        var counters = new WorkerCounters[options.Parallel + 1]; // the last one is for what no worker had
        for (var i = 0; i < counters.Length; i++) counters[i] = new();
        progress.Follow(counters);

        using (run.Halt.UnsafeRegister(static turns => ((Turns?)turns)?.End(), endpoint.Turns))
        await using (run.Halt.UnsafeRegister(static dispatcher => ((Dispatcher)dispatcher!).Stop(), dispatcher))
        {
            var tasks = new Task[options.Parallel + 1];
            for (var i = 0; i < options.Parallel; i++) tasks[i] = OrAllStopAsync(WorkAsync(new(endpoint, dispatcher, counters[i])), run);
            tasks[^1] = OrAllStopAsync(dispatcher.WatchAsync(run.Halt), run);
            await Task.WhenAll(tasks);
        }

        var unread = await SettleRestAsync(feed, dispatcher, counters[^1]);
        await feed.Completion;
        return Result(endpoint, counters, dispatcher.Read + unread);
    }

    private static async Task WorkAsync(Worker worker)
    {
        await Task.Yield();
        using (worker) await worker.RunAsync();
    }

    private static async Task OrAllStopAsync(Task task, RunStop run)
    {
        try
        {
            await task;
        }
        catch
        {
            await run.FailAsync();
            throw;
        }
    }

    private async Task<long> SettleRestAsync(ChannelReader<ParcelChunk> feed, Dispatcher dispatcher, WorkerCounters counters)
    {
        foreach (var pending in dispatcher.Remaining()) NotReached(in pending.Parcel, pending.Chunk, counters);
        long unread = 0;
        while (await CanReadAsync(feed))
        {
            while (feed.TryRead(out var chunk))
            {
                var parcels = chunk.Parcels.Length;
                for (var i = 0; i < parcels; i++) NotReached(in chunk.Parcels[i], chunk, counters);
                unread += parcels;
            }
        }

        return unread;
    }

    private static async ValueTask<bool> CanReadAsync(ChannelReader<ParcelChunk> feed)
    {
        try
        {
            return await feed.WaitToReadAsync(CancellationToken.None);
        }
        catch (Exception) when (feed.Completion.IsFaulted)
        {
            return false; // thrown once everything is settled
        }
    }

    private void NotReached(in Parcel parcel, ParcelChunk chunk, WorkerCounters counters)
    {
        ledger.Settled(in parcel, chunk, Outcome.NotReached.Instance);
        counters.Count(Outcome.NotReached.Instance);
        chunk.Settle();
    }

    private SendingResult Result(Endpoint endpoint, WorkerCounters[] counters, long read)
    {
        var settled = counters.Sum(static one => one.Settled);
        if (settled != read) throw new InvalidOperationException($"{read} parcels were read and {settled} settled.");
        return new SendingResult
        {
            End = endpoint.Run.End,
            Sent = counters.Sum(static one => one.Sent),
            Failed = counters.Sum(static one => one.Failed),
            Uncertain = counters.Sum(static one => one.Uncertain),
            NotReached = counters.Sum(static one => one.NotReached),
            Requests = progress.Requests,
            Retries = progress.Retries,
            Bytes = progress.Bytes,
            Preludes = progress.Preludes,
            Receipts = counters.Sum(static one => one.Receipts),
            ConnectionsOpened = progress.ConnectionsOpened,
            Pauses = endpoint.Pause.TimesClosed,
            LongestPause = endpoint.Pause.Longest,
            CappedPauses = endpoint.Capped,
            LongestAsked = endpoint.LongestAsked,
            HintedWaits = endpoint.Hints.Waits,
            LongestHintedWait = endpoint.Hints.LongestWait,
            Ceiling = endpoint.Ceiling.Found,
            Adaptive = endpoint.Turns?.Story,
            CircuitOpened = endpoint.CircuitOpened,
        };
    }
}
