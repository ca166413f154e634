namespace Loader.Sending.Pacing;

/// <summary>
/// Spaces the requests of all senders when the answers say that a quota runs low (<see cref="RateHint"/>), so that a 429 need not come.
/// No hint holds a request back for longer than <see cref="RateHint.LongestWindow"/>.
/// </summary>
internal sealed class HintedPace(TimeProvider clock, int senders)
{
    private readonly Lock change = new();
    private long until;
    private long nextFree;
    private long spacing;

    /// <summary>Requests that waited, and the longest of these waits.</summary>
    public long Waits { get; private set; }

    public TimeSpan LongestWait { get; private set; }

    /// <summary>Whether requests have to ask when they may leave.</summary>
    public bool IsActive => Volatile.Read(ref until) is var end && end != 0 && end > clock.GetTimestamp();

    public void Hear(in RateHint hint)
    {
        var pace = hint.Pace(senders);
        if (pace is null && Volatile.Read(ref until) == 0) return;
        lock (change)
        {
            if (pace is not { } apart)
            {
                until = 0;
                return;
            }

            var now = clock.GetTimestamp();
            var wasActive = until > now;
            spacing = Ticks(apart);
            if (!wasActive || nextFree > now + spacing) nextFree = now + spacing;
            Volatile.Write(ref until, now + Ticks(hint.Reset < RateHint.LongestWindow ? hint.Reset : RateHint.LongestWindow));
        }
    }

    /// <summary>The server said when to come back: that is worth more than a hint.</summary>
    public void Forget()
    {
        if (Volatile.Read(ref until) == 0) return;
        lock (change) until = 0;
    }

    public ValueTask WaitAsync(CancellationToken stop)
    {
        TimeSpan wait;
        lock (change)
        {
            var now = clock.GetTimestamp();
            if (until <= now) return default;

            // When the window ends everything is new: nobody is sent further than that.
            var moment = Math.Min(Math.Max(nextFree, now), until);
            nextFree = moment + spacing;
            wait = TimeSpan.FromMilliseconds(Math.Ceiling((moment - now) * 1000.0 / clock.TimestampFrequency));
            if (wait <= TimeSpan.Zero) return default;
            Waits++;
            if (wait > LongestWait) LongestWait = wait;
        }

        return new(Task.Delay(wait, clock, stop));
    }

    private long Ticks(TimeSpan time) => (long)(time.TotalSeconds * clock.TimestampFrequency);
}
