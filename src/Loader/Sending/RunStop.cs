namespace Loader.Sending;

/// <summary>The one place that knows whether a run goes on. The first reason to give up is the one that is kept.</summary>
internal sealed class RunStop : IDisposable
{
    private readonly CancellationTokenSource halt;
    private readonly CancellationToken asked;
    private SendingEnd.GivenUp? givenUp;

    public RunStop(CancellationToken stop, CancellationToken abandon)
    {
        halt = CancellationTokenSource.CreateLinkedTokenSource(stop, abandon);
        (Halt, Cut, asked) = (halt.Token, abandon, stop);
    }

    /// <summary>Nothing new leaves; waits end.</summary>
    public CancellationToken Halt { get; }

    /// <summary>Requests in flight are cut as well.</summary>
    public CancellationToken Cut { get; }

    public bool IsHalted => Halt.IsCancellationRequested;

    public SendingEnd End =>
        Cut.IsCancellationRequested ? SendingEnd.Abandoned.Instance
        : givenUp is not null ? givenUp
        : asked.IsCancellationRequested ? SendingEnd.Stopped.Instance
        : SendingEnd.Finished.Instance;

    public Task GiveUpAsync(string code, string reason)
    {
        Interlocked.CompareExchange(ref givenUp, new SendingEnd.GivenUp(code, reason), null);
        return halt.CancelAsync();
    }

    /// <summary>A fault of ours: the exception says what; here only everybody else is made to stop.</summary>
    public Task FailAsync() => halt.CancelAsync();

    public void Dispose() => halt.Dispose();
}
