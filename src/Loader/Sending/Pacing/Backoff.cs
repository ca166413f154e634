namespace Loader.Sending.Pacing;

/// <summary>How long to wait before the next attempt when the server did not say: exponential, with full jitter, up to a cap.</summary>
internal sealed class Backoff(TimeSpan first, TimeSpan cap, Func<double> random)
{
    public static readonly TimeSpan DefaultFirst = TimeSpan.FromMilliseconds(500);
    public static readonly TimeSpan DefaultCap = TimeSpan.FromSeconds(30);

    /// <param name="tries">How often it has been tried so far; at least 1.</param>
    public TimeSpan After(int tries)
    {
        // Full jitter: many senders stopped by the same outage must not knock in step. 2^40 is beyond any cap.
        var ceiling = Math.Min(cap.TotalMilliseconds, first.TotalMilliseconds * Math.Pow(2, Math.Min(tries - 1, 40)));
        return TimeSpan.FromMilliseconds(ceiling * random());
    }
}
