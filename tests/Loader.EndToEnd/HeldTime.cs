namespace Loader.EndToEnd;

/// <summary>A clock on which nothing becomes due before it is released, so that what an endpoint answers late is answered when a test says so.</summary>
internal sealed class HeldTime : TimeProvider
{
    private readonly List<(ITimer Timer, TimeSpan Due)> held = [];
    private bool isReleased;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        lock (held)
        {
            var timer = base.CreateTimer(callback, state, isReleased ? dueTime : Timeout.InfiniteTimeSpan, period);
            if (!isReleased) held.Add((timer, dueTime));
            return timer;
        }
    }

    public void Release()
    {
        lock (held)
        {
            isReleased = true;
            foreach (var (timer, due) in held) timer.Change(due, Timeout.InfiniteTimeSpan);
        }
    }
}
