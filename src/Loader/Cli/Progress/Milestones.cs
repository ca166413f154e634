namespace Loader.Cli.Progress;

/// <summary>When a log gets its next line: at every tenth of the source, and at the latest 30 seconds after the last line. Pure.</summary>
internal sealed class Milestones
{
    private const int Step = 10;
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(30);
    private TimeSpan spoken = TimeSpan.Zero;
    private int next = Step;

    /// <summary>Whether a line is due now; if so, it counts as written.</summary>
    /// <param name="percent">How much has been read, 0 to 100; null when that cannot be known.</param>
    /// <param name="elapsed">Since the load began.</param>
    public bool IsDue(double? percent, TimeSpan elapsed)
    {
        if (!(percent >= next) && elapsed - spoken < Silence) return false;
        while (percent >= next) next += Step;
        spoken = elapsed;
        return true;
    }
}
