namespace Loader.Sources.Remote;

/// <summary>How often a request is tried again, and after what pauses.</summary>
/// <param name="Attempts">Tries in all for one piece; bytes that come in between begin the count anew.</param>
/// <param name="FirstPause">The pause before the second try; each later one is twice as long.</param>
/// <param name="Silence">How long a server may send nothing before the connection counts as lost.</param>
/// <param name="Clock">The clock of the pauses.</param>
internal sealed record Patience(int Attempts, TimeSpan FirstPause, TimeSpan Silence, TimeProvider Clock)
{
    public static Patience Default { get; } = new(6, TimeSpan.FromMilliseconds(500), TimeSpan.FromSeconds(60), TimeProvider.System);

    /// <summary>Does a step until it succeeds; what fails for now is tried again after a pause.</summary>
    public async ValueTask<T> TryAsync<T>(Func<CancellationToken, ValueTask<T>> step, CancellationToken stop)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await WithoutSilenceAsync(step, stop);
            }
            catch (IOException) when (attempt < Attempts)
            {
                await PauseAsync(attempt, stop);
            }
        }
    }

    public Task PauseAsync(int attempt, CancellationToken stop) => Task.Delay(FirstPause * Math.Pow(2, attempt - 1), Clock, stop);

    /// <summary>Does a step, and takes it for lost when it lasts longer than <see cref="Silence"/>.</summary>
    public async ValueTask<T> WithoutSilenceAsync<T>(Func<CancellationToken, ValueTask<T>> step, CancellationToken stop)
    {
        using var silence = new CancellationTokenSource(Silence, Clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stop, silence.Token);
        try
        {
            return await step(either.Token);
        }
        catch (OperationCanceledException ended) when (silence.IsCancellationRequested && !stop.IsCancellationRequested)
        {
            throw new IOException(FormattableString.Invariant($"the server sent nothing for {Silence.TotalSeconds:0} seconds"), ended);
        }
    }
}
