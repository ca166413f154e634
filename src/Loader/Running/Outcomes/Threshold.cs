using System.Collections;
using Loader.Books;
using Loader.Settings;

namespace Loader.Running.Outcomes;

/// <summary>Watches how many rows fail and asks for a stop when it is too many. Called from many threads.</summary>
/// <param name="limit">What the mapping or the command line allows.</param>
/// <param name="tooMany">Called once, when the limit is exceeded.</param>
/// <param name="before">
/// What earlier runs of the same load left: the limit is the load's, not the run's. A limit of the last rows begins with those of this run.
/// </param>
internal sealed class Threshold(FailureLimit limit, Action tooMany, Counts before)
{
    private readonly LastRows? window = limit.Window is { } last ? new(last) : null;
    private long failed = before.Failed;
    private long settled = before.Read;
    private long read;
    private int exceeded;

    /// <summary>Whether the limit is exceeded: whoever reads rows reads no further one.</summary>
    public bool IsExceeded => Volatile.Read(ref exceeded) != 0;

    /// <summary>
    /// So many rows of the load have been read. A row that the mapping cannot make an event of fails at once, while those around it still wait for
    /// their answers: the share is one of the rows that were read, or a few bad ones among many good ones would look like most.
    /// </summary>
    public void Reading(long rows) => Volatile.Write(ref read, rows);

    public void Settled(long rows = 1)
    {
        var of = Interlocked.Add(ref settled, rows);
        var now = Interlocked.Read(ref failed);
        for (var i = 0L; window is not null && i < rows; i++) (now, of) = window.Add(isFailed: false);

        // A share that was too large all along is known to be so with the row that completes the sample, which need not be a failed one.
        if (now > 0) Ask(now, of);
    }

    public void Failed()
    {
        var now = Interlocked.Increment(ref failed);
        var of = Interlocked.Increment(ref settled);
        if (window is not null) (now, of) = window.Add(isFailed: true);
        Ask(now, of);
    }

    private void Ask(long now, long of)
    {
        if (window is null) of = Math.Max(of, Volatile.Read(ref read));
        if (limit.IsExceeded(now, of) && Interlocked.Exchange(ref exceeded, 1) == 0) tooMany();
    }

    /// <summary>Which of the last rows failed, one bit each, in the order in which they got their outcomes.</summary>
    private sealed class LastRows(int size)
    {
        private readonly Lock gate = new();
        private readonly BitArray isFailed = new(size);
        private long seen;
        private long failed;

        /// <summary>Adds one, and says how many of how many failed.</summary>
        public (long Failed, long Of) Add(bool isFailed)
        {
            lock (gate)
            {
                var place = (int)(seen % size);
                if (this.isFailed[place]) failed--;
                this.isFailed[place] = isFailed;
                if (isFailed) failed++;
                seen++;
                return (failed, Math.Min(seen, size));
            }
        }
    }
}
