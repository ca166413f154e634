namespace Loader.Sending.Pacing;

/// <summary>
/// Where all senders of one endpoint wait after the server asked for a pause. Closing it again only ever makes the pause longer.
/// </summary>
internal sealed class Gate(TimeProvider clock)
{
    private readonly Lock change = new();
    private long opensAt;

    /// <summary>How often a pause was asked for, and the longest one.</summary>
    public long TimesClosed { get; private set; }

    public TimeSpan Longest { get; private set; }

    public bool IsClosed => Volatile.Read(ref opensAt) != 0 && Left() > TimeSpan.Zero;

    public void Close(TimeSpan pause)
    {
        lock (change)
        {
            TimesClosed++;
            if (pause > Longest) Longest = pause;
            var until = clock.GetTimestamp() + (long)Math.Ceiling(pause.TotalSeconds * clock.TimestampFrequency);
            if (until > opensAt) Volatile.Write(ref opensAt, until);
        }
    }

    public async Task WaitAsync(CancellationToken stop)
    {
        for (var left = Left(); left > TimeSpan.Zero; left = Left()) await Task.Delay(left, clock, stop);
    }

    private TimeSpan Left()
    {
        var ticks = Volatile.Read(ref opensAt) - clock.GetTimestamp();
        // Timers count whole milliseconds; rounding down would come back a moment too early.
        return ticks <= 0 ? TimeSpan.Zero : TimeSpan.FromMilliseconds(Math.Ceiling(ticks * 1000.0 / clock.TimestampFrequency));
    }
}
