namespace Loader.Tests.Rehearsal;

/// <summary>A clock that stands still until it is moved; tells when somebody begins to wait.</summary>
internal sealed class StillClock : TimeProvider
{
    private readonly List<Timer> timers = [];
    private readonly TaskCompletionSource waiting = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private DateTimeOffset now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    /// <summary>Ends when the first wait has begun.</summary>
    public Task SomebodyWaits => waiting.Task;

    public override DateTimeOffset GetUtcNow() => now;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new Timer(() => callback(state), now + dueTime);
        lock (timers) timers.Add(timer);
        waiting.TrySetResult();
        return timer;
    }

    public void Move(TimeSpan by)
    {
        now += by;
        List<Timer> due;
        lock (timers)
        {
            due = [.. timers.Where(timer => timer.Due <= now)];
            timers.RemoveAll(due.Contains);
        }

        foreach (var timer in due) timer.Ring();
    }

    private sealed class Timer(Action ring, DateTimeOffset due) : ITimer
    {
        private bool disposed;

        public DateTimeOffset Due { get; private set; } = due;

        public void Ring()
        {
            if (!disposed) ring();
        }

        public bool Change(TimeSpan dueTime, TimeSpan period) => !disposed;

        public void Dispose() => disposed = true;

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
