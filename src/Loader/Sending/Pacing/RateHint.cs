namespace Loader.Sending.Pacing;

/// <summary>What a server says is left of a quota. A hint: it may be missing, old, or about somebody else's requests too.</summary>
/// <param name="Remaining">Requests that are left.</param>
/// <param name="Reset">When there will be more, from now.</param>
/// <param name="Quota">How many there are in a whole window; null when it does not say.</param>
internal readonly record struct RateHint(double Remaining, TimeSpan Reset, double? Quota = null)
{
    /// <summary>Longer windows are a day's quota or more: nobody spreads requests over that.</summary>
    public static readonly TimeSpan LongestWindow = TimeSpan.FromMinutes(1);

    /// <summary>The time between two requests that would use it up exactly.</summary>
    public TimeSpan Spacing => Reset / (Remaining + 1);

    /// <summary>
    /// How far apart all requests should leave from here on; null while there is plenty. The last fifth of a quota is spread over
    /// what is left of its window, so that nobody runs into its end; what is used up is waited for, a minute at a time.
    /// </summary>
    /// <param name="senders">As many requests may be on their way that the hint does not know of.</param>
    public TimeSpan? Pace(int senders)
    {
        if (Reset <= TimeSpan.Zero) return null;
        if (Reset > LongestWindow) return Remaining < 1 ? LongestWindow : null;
        return Remaining <= Math.Max(2 * senders, (Quota ?? 0) / 5) ? Spacing : null;
    }
}
