namespace Loader.EndToEnd.Campaign;

/// <summary>A strike on its way to one process. It falls once.</summary>
internal sealed class ArmedStrike(Strike strike, int atRequest)
{
    private int hits;

    public Place Place => strike.Place;

    /// <summary>Which of the run's requests it waits for, from 1.</summary>
    public int AtRequest => atRequest;

    public bool IsSwallowed => strike.IsSwallowed && strike.Blow == Blow.Kill;

    public LoaderProcess? Process { private get; set; }

    public bool HasHit => Volatile.Read(ref hits) > 0;

    /// <summary>True when the process is dead now: nothing that is sent to it from here on will be read.</summary>
    public bool Hit()
    {
        if (Process is not { HasEnded: false } process || Interlocked.Exchange(ref hits, 1) > 0) return false;
        switch (strike.Blow)
        {
            case Blow.Kill:
                process.Kill();
                return true;
            case Blow.Interrupt:
                process.Signal("-INT");
                return false;
            default:
                process.Signal("-TERM");
                return false;
        }
    }

    /// <summary>The second half of a blow that has two.</summary>
    public async Task FollowAsync(TimeSpan after)
    {
        if (!HasHit || strike.Blow != Blow.TerminateThenKill) return;
        await Wait.ForAsync(after);
        if (Process is { HasEnded: false } process) process.Kill();
    }
}
