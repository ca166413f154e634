namespace Loader.EndToEnd;

/// <summary>A clock on which nothing becomes due before it is released, so that what an endpoint answers late is answered when a test says so.</summary>
internal sealed class HeldTime : TimeProvider
{
    private readonly List<ITimer> held = [];
    private TimeSpan? wait;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        lock (held)
        {
            var timer = base.CreateTimer(callback, state, wait ?? Timeout.InfiniteTimeSpan, period);
            if (wait is null) held.Add(timer);
            return timer;
        }
    }

    /// <summary>What waits is due; what comes later is due after <paramref name="later"/>, whatever it asks for.</summary>
    public void Release(TimeSpan later = default)
    {
        lock (held)
        {
            wait = later;
            foreach (var timer in held) timer.Change(TimeSpan.Zero, Timeout.InfiniteTimeSpan);
            held.Clear();
        }
    }
}
