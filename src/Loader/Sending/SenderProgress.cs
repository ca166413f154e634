namespace Loader.Sending;

/// <summary>
/// What the senders are doing, to be read by anybody at any time while they run. Each worker counts for itself; reading adds up, so a
/// reading may be a moment old. What became of rows is for the books to say, not for this.
/// </summary>
public sealed class SenderProgress
{
    private WorkerCounters[] workers = [];
    private long connectionsOpened;

    /// <summary>Requests that were sent, each attempt counted.</summary>
    public long Requests => Sum(static one => one.Requests);

    /// <summary>Events in requests that were sent, each attempt counted.</summary>
    public long Events => Sum(static one => one.Events);

    /// <summary>Body bytes that were sent, each attempt counted.</summary>
    public long Bytes => Sum(static one => one.Bytes);

    /// <summary>Attempts after the first.</summary>
    public long Retries => Sum(static one => one.Retries);

    /// <summary>Requests that had to come before another (<see cref="Answer.FirstSend"/>).</summary>
    public long Preludes => Sum(static one => one.Preludes);

    /// <summary>Answers that were read and did not just ask everybody for a slower pace.</summary>
    public long Answers => Sum(static one => one.Answers);

    /// <summary>Events that have left and are not answered yet.</summary>
    public long InFlight => Sum(static one => one.InFlight);

    /// <summary>Senders that wait: for a limit, for a pause that the server asked for, for the next attempt.</summary>
    public long Waiting => Sum(static one => one.Waiting);

    /// <summary>Connections opened so far.</summary>
    public long ConnectionsOpened => Interlocked.Read(ref connectionsOpened);

    internal void ConnectionOpened() => Interlocked.Increment(ref connectionsOpened);

    internal long Count(Func<WorkerCounters, long> what) => Sum(what);

    internal void Follow(WorkerCounters[] counters) => Volatile.Write(ref workers, counters);

    private long Sum(Func<WorkerCounters, long> what)
    {
        long sum = 0;
        foreach (var one in Volatile.Read(ref workers)) sum += what(one);
        return sum;
    }
}
