using Loader.Sending.Adaptive;

namespace Loader.Sending;

/// <summary>
/// Lets as many workers work at a time as the adaptive limit says, and shows it what their requests met. A worker without a turn holds no
/// lane. One short lock; nobody waits inside it.
/// </summary>
internal sealed class Turns(AdaptiveLimit limit, TimeProvider clock)
{
    private readonly Lock gate = new();
    private readonly Queue<TaskCompletionSource> waiting = new();
    private readonly long origin = clock.GetTimestamp();
    private int working;
    private int busy;
    private bool ended;

    public AdaptiveStory Story
    {
        get
        {
            lock (gate) return limit.Story;
        }
    }

    /// <summary>Waits for a turn.</summary>
    public Task TakeAsync()
    {
        lock (gate)
        {
            if (ended || working < limit.Allowed)
            {
                working++;
                return Task.CompletedTask;
            }

            var turn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            waiting.Enqueue(turn);
            return turn.Task;
        }
    }

    /// <summary>Whether whoever is at work now should stop being so.</summary>
    public bool IsTooMany
    {
        get
        {
            lock (gate) return working > limit.Allowed && !ended;
        }
    }

    public void GiveBack()
    {
        lock (gate)
        {
            working--;
            Pass();
        }
    }

    /// <summary>A request leaves.</summary>
    /// <returns>The moment, for <see cref="Over"/>.</returns>
    public long Begin()
    {
        Interlocked.Increment(ref busy);
        return clock.GetTimestamp();
    }

    /// <summary>It is over.</summary>
    /// <param name="began">When it left.</param>
    /// <param name="sign">What it showed; null where it says nothing about pace.</param>
    public void Over(long began, Sign? sign)
    {
        lock (gate)
        {
            if (sign is { } seen) limit.Observe(new(clock.GetElapsedTime(origin), clock.GetElapsedTime(began), seen, Volatile.Read(ref busy)));
            Interlocked.Decrement(ref busy);
            Pass();
        }
    }

    /// <summary>The run stops: everybody may see for themselves that there is nothing more to do.</summary>
    public void End()
    {
        lock (gate)
        {
            ended = true;
            Pass();
        }
    }

    private void Pass()
    {
        while ((ended || working < limit.Allowed) && waiting.TryDequeue(out var turn))
        {
            working++;
            turn.SetResult();
        }
    }
}
