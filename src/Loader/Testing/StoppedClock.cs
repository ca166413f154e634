namespace Loader.Testing;

/// <summary>A clock that stands at the start of a test's run, so that no test depends on the day it is run on.</summary>
internal sealed class StoppedClock(DateTimeOffset now) : TimeProvider
{
    /// <summary>Whether anything asked for the time since this was last set to false.</summary>
    public bool WasAsked { get; set; }

    public override DateTimeOffset GetUtcNow()
    {
        WasAsked = true;
        return now;
    }
}
