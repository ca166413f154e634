using System.Threading.Tasks.Sources;

namespace Loader.Sending;

/// <summary>
/// Wakes one waiter, again and again, without allocating. <see cref="Set"/> before <see cref="WaitAsync"/> is remembered once. Both are
/// called under the dispatcher's lock; only the waiting itself is outside.
/// </summary>
internal sealed class Signal : IValueTaskSource
{
    private ManualResetValueTaskSourceCore<bool> core = new() { RunContinuationsAsynchronously = true };
    private bool isSet;
    private bool isAwaited;

    public ValueTask WaitAsync()
    {
        if (isSet)
        {
            isSet = false;
            return ValueTask.CompletedTask;
        }

        core.Reset();
        isAwaited = true;
        return new ValueTask(this, core.Version);
    }

    public void Set()
    {
        if (!isAwaited)
        {
            isSet = true;
            return;
        }

        isAwaited = false;
        core.SetResult(true);
    }

    void IValueTaskSource.GetResult(short token) => core.GetResult(token);

    ValueTaskSourceStatus IValueTaskSource.GetStatus(short token) => core.GetStatus(token);

    void IValueTaskSource.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        core.OnCompleted(continuation, state, token, flags);
}
