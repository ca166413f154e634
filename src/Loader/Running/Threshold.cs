using Loader.Books;
using Loader.Settings;

namespace Loader.Running;

/// <summary>Watches how many rows fail and asks for a stop when it is too many. Called from many threads.</summary>
/// <param name="limit">What the mapping or the command line allows.</param>
/// <param name="tooMany">Called once, when the limit is exceeded.</param>
/// <param name="before">What earlier runs of the same load left: the limit is the load's, not the run's.</param>
internal sealed class Threshold(FailureLimit limit, Action tooMany, Counts before)
{
    private long failed = before.Failed;
    private long settled = before.Read;
    private int exceeded;

    public void Settled(long rows = 1) => Interlocked.Add(ref settled, rows);

    public void Failed()
    {
        var now = Interlocked.Increment(ref failed);
        var of = Interlocked.Increment(ref settled);
        if (limit.IsExceeded(now, of) && Interlocked.Exchange(ref exceeded, 1) == 0) tooMany();
    }
}
