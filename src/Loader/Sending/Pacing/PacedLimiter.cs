using System.Threading.RateLimiting;

namespace Loader.Sending.Pacing;

/// <summary>
/// So many permits per second, evenly spaced. It starts empty rather than with a full bucket, takes requests larger than what one
/// second allows (they wait accordingly), knows fractional rates, and runs on the clock it is given: the four things that
/// <see cref="TokenBucketRateLimiter"/> does not do, and why this is a limiter of our own behind the library's type.
/// </summary>
/// <remarks>
/// Each acquisition books the next free moment and waits for it, so waiters go in order and time lost by a late timer is
/// made up for, up to <see cref="Burst"/>.
/// </remarks>
internal sealed class PacedLimiter(double perSecond, TimeProvider clock) : RateLimiter
{
    /// <summary>Unused time that may be made up for: a fifth of a second's worth.</summary>
    public static readonly TimeSpan Burst = TimeSpan.FromMilliseconds(200);

    /// <summary>A timer takes at most some fifty days; a large body at a very low rate may have to wait longer.</summary>
    private static readonly TimeSpan LongestTimer = TimeSpan.FromDays(30);

    private readonly Lock change = new();
    private readonly long origin = clock.GetTimestamp();
    private double nextFree;
    private long acquired;

    public override TimeSpan? IdleDuration => null;

    public override RateLimiterStatistics GetStatistics()
    {
        lock (change)
        {
            return new() { TotalSuccessfulLeases = acquired, CurrentAvailablePermits = (long)Math.Max(0, (Now() - nextFree) * perSecond) };
        }
    }

    protected override RateLimitLease AttemptAcquireCore(int permitCount)
    {
        lock (change)
        {
            if (nextFree > Now()) return Lease.Refused;
            Book(permitCount);
            return Lease.Given;
        }
    }

    protected override ValueTask<RateLimitLease> AcquireAsyncCore(int permitCount, CancellationToken cancellationToken)
    {
        TimeSpan wait;
        lock (change) wait = TimeSpan.FromMilliseconds(Math.Ceiling((Book(permitCount) - Now()) * 1000));
        return wait <= TimeSpan.Zero ? new(Lease.Given) : WaitAsync(wait, cancellationToken);
    }

    private async ValueTask<RateLimitLease> WaitAsync(TimeSpan wait, CancellationToken stop)
    {
        for (; wait > LongestTimer; wait -= LongestTimer) await Task.Delay(LongestTimer, clock, stop);
        await Task.Delay(wait, clock, stop);
        return Lease.Given;
    }

    /// <summary>Books the permits; when they may be used, in seconds since the start.</summary>
    private double Book(int permits)
    {
        var begin = Math.Max(nextFree, Now() - Burst.TotalSeconds);
        nextFree = begin + (permits / perSecond);
        acquired++;
        return begin;
    }

    private double Now() => clock.GetElapsedTime(origin).TotalSeconds;

    private sealed class Lease(bool isAcquired) : RateLimitLease
    {
        public static readonly Lease Given = new(true);
        public static readonly Lease Refused = new(false);

        public override bool IsAcquired => isAcquired;

        public override IEnumerable<string> MetadataNames => [];

        public override bool TryGetMetadata(string metadataName, out object? metadata)
        {
            metadata = null;
            return false;
        }
    }
}
