namespace Loader.Tests.Support;

/// <summary>
/// A clock that only moves when told to, or, up to <paramref name="jumps"/>, as soon as somebody waits: it then jumps to the moment
/// waited for. Longer waits (the time an attempt may take) stay where they are.
/// </summary>
internal sealed class FakeTime(TimeSpan jumps = default) : TimeProvider
{
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 10, 0, 0, TimeSpan.Zero);
    private readonly Lock gate = new();
    private readonly List<FakeTimer> timers = [];
    private readonly List<(int Count, TaskCompletionSource Reached)> watchers = [];
    private long now;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <summary>Time that has passed since the clock was made.</summary>
    public TimeSpan Elapsed => TimeSpan.FromTicks(Volatile.Read(ref now));

    public override long GetTimestamp() => Volatile.Read(ref now);

    public override DateTimeOffset GetUtcNow() => Start + Elapsed;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new FakeTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Moves the clock; what becomes due is called on the thread pool.</summary>
    public void Advance(TimeSpan by)
    {
        lock (gate) MoveTo(now + by.Ticks);
    }

    /// <summary>Completes once so many timers wait to become due.</summary>
    public Task WaitingAsync(int count)
    {
        lock (gate)
        {
            if (timers.Count >= count) return Task.CompletedTask;
            var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            watchers.Add((count, reached));
            return reached.Task;
        }
    }

    private void MoveTo(long moment)
    {
        now = Math.Max(now, moment);
        foreach (var timer in timers.Where(timer => timer.Due <= now).OrderBy(timer => timer.Due).ToList())
        {
            timers.Remove(timer);
            ThreadPool.UnsafeQueueUserWorkItem(static timer => timer.Fire(), timer, preferLocal: false);
        }
    }

    private void Schedule(FakeTimer timer, TimeSpan due)
    {
        lock (gate)
        {
            timers.Remove(timer);
            if (due == Timeout.InfiniteTimeSpan) return;
            timer.Due = now + due.Ticks;
            timers.Add(timer);
            if (due <= jumps) MoveTo(timer.Due);
            foreach (var watcher in watchers.Where(watcher => timers.Count >= watcher.Count).ToList())
            {
                watchers.Remove(watcher);
                watcher.Reached.SetResult();
            }
        }
    }

    private void Forget(FakeTimer timer)
    {
        lock (gate) timers.Remove(timer);
    }

    private sealed class FakeTimer(FakeTime time, TimerCallback callback, object? state) : ITimer
    {
        private TimeSpan every;

        public long Due { get; set; }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            every = period;
            time.Schedule(this, dueTime);
            return true;
        }

        public void Fire()
        {
            if (every > TimeSpan.Zero) time.Schedule(this, every);
            callback(state);
        }

        public void Dispose() => time.Forget(this);

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
