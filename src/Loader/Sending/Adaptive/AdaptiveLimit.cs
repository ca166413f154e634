namespace Loader.Sending.Adaptive;

/// <summary>
/// Finds how many requests in flight a link and a server bear. Pure: observations in, a limit out, no clock and no chance of its own. It tries:
/// more in flight must leave answers nearly as fast (else it goes back and waits longer before the next try), and when answers become slower by
/// themselves, fewer in flight must make them faster (else it goes back up: the link is slower, and not because of us). 429 and 503 cut it at
/// once. Not for several threads.
/// </summary>
/// <remarks>
/// Each try compares two windows of answers to requests that began under one limit each. By Little's law a limit that is g times larger and
/// answers that take g times longer is the same throughput: half of g is the line between a try that pays and one that does not.
/// </remarks>
internal sealed class AdaptiveLimit
{
    private const double Cut = 0.75;
    private const double BoldStep = 2;
    private const double LeastStep = 1.125;

    /// <summary>Answers that take this many times longer, without a change of ours, are looked into.</summary>
    private const double Slower = 1.5;

    /// <summary>A larger share than this of requests without an answer is a sign.</summary>
    private const double ManyLost = 0.1;

    private const int LongestRest = 32;
    private const int LongestWindow = 256;
    private readonly AdaptiveBounds bounds;
    private readonly Dictionary<Move, long> moves = [];
    private Aim aim = Aim.Resting;
    private int from;
    private double step = BoldStep;
    private int rest;
    private int patience = 1;
    private double usual;
    private double before;
    private TimeSpan changedAt = TimeSpan.MinValue;
    private bool isSuspicious;
    private int settling;
    private int heard;
    private int lost;
    private int busiest;
    private double sum;
    private int lowest;
    private int highest;
    private AdaptiveMove? firstMove;
    private AdaptiveMove? lastMove;

    public AdaptiveLimit(AdaptiveBounds bounds)
    {
        this.bounds = bounds;
        Allowed = lowest = highest = bounds.Start;
    }

    private enum Aim
    {
        Resting,
        TryingMore,
        TryingLess,
    }

    /// <summary>Requests in flight at most, from now on.</summary>
    public int Allowed { get; private set; }

    public AdaptiveStory Story => new()
    {
        Bounds = bounds,
        Final = Allowed,
        Lowest = lowest,
        Highest = highest,
        Moves = new Dictionary<Move, long>(moves),
        FirstMove = firstMove,
        LastMove = lastMove,
    };

    /// <summary>Enough answers for a comparison: a bold step shows with few of them.</summary>
    private int Window => Math.Min(LongestWindow, aim == Aim.TryingMore && step < BoldStep ? Math.Max(32, 3 * Allowed) : Math.Max(8, Allowed));

    public void Observe(in Observation seen)
    {
        // What began under another limit says nothing about this one.
        if (changedAt != TimeSpan.MinValue && seen.At - seen.Latency < changedAt) return;
        if (seen.Sign == Sign.Pushback)
        {
            Fall(seen.At, Move.Pushback);
            return;
        }

        if (settling > 0)
        {
            settling--;
            return;
        }

        busiest = Math.Max(busiest, seen.Busy);
        if (seen.Sign == Sign.Lost) lost++;
        else sum += seen.Latency.TotalSeconds;
        if (++heard < Window) return;

        var (mean, share) = (heard > lost ? sum / (heard - lost) : usual, (double)lost / heard);
        var wasBusy = busiest >= Allowed;
        BeginWindow();
        if (share > ManyLost) Fall(seen.At, Move.Losses);
        else Decide(seen.At, mean, wasBusy);
    }

    private void Decide(TimeSpan at, double mean, bool wasBusy)
    {
        switch (aim)
        {
            case Aim.TryingMore when mean > usual * (1 + ((((double)Allowed / from) - 1) / 2)):
                MoveTo(from, at, Move.DidNotPay);
                Rest(longer: true);
                step = Math.Max(LeastStep, 1 + ((step - 1) / 2));
                break;
            case Aim.TryingMore:
                usual = mean;
                patience = 1;
                Grow(at, wasBusy);
                break;
            case Aim.TryingLess when mean > before * (1 + ((double)Allowed / from)) / 2:
                // The link became slower and it was not our doing: fewer in flight would only be fewer.
                usual = before;
                MoveTo(from, at, Move.Grew);
                Rest(longer: false);
                break;
            case Aim.TryingLess:
                Count(new(at, Move.Slower, from, Allowed));
                if (TriesLess(at, mean)) break;
                usual = mean;
                Rest(longer: true);
                break;
            case Aim.Resting when IsSlower(mean) && !isSuspicious:
                // The window in which it happened is half of this and half of that: the next one tells.
                isSuspicious = true;
                break;
            case Aim.Resting when TriesLess(at, mean):
                break;
            case Aim.Resting:
                isSuspicious = false;
                usual = usual > 0 ? (0.7 * usual) + (0.3 * mean) : mean;
                if (rest > 0) rest--;
                else Grow(at, wasBusy);
                break;
            default:
                throw new InvalidOperationException($"no such aim: {aim}");
        }
    }

    /// <summary>Tries more, when all there is was used.</summary>
    private void Grow(TimeSpan at, bool wasBusy)
    {
        aim = Aim.Resting;
        if (!wasBusy || Allowed >= bounds.Most) return;
        (from, aim) = (Allowed, Aim.TryingMore);
        MoveTo(Math.Min(bounds.Most, Math.Max(Allowed + 1, (int)(Allowed * step))), at, Move.Grew);
    }

    /// <summary>Tries less, when answers take much longer than they did.</summary>
    private bool TriesLess(TimeSpan at, double mean)
    {
        if (!IsSlower(mean)) return false;
        (before, from, aim, isSuspicious) = (mean, Allowed, Aim.TryingLess, false);
        Set(Math.Max(bounds.Least, (int)(Allowed * Cut)), at);
        return true;
    }

    private bool IsSlower(double mean) => usual > 0 && mean > Slower * usual && Allowed > bounds.Least;

    private void Fall(TimeSpan at, Move why)
    {
        MoveTo(Math.Max(bounds.Least, (int)(Allowed * Cut)), at, why);
        usual = 0;
        step = LeastStep;
        Rest(longer: true);
    }

    private void Rest(bool longer)
    {
        aim = Aim.Resting;
        patience = longer ? Math.Min(LongestRest, 2 * patience) : 1;
        rest = patience;
    }

    private void MoveTo(int limit, TimeSpan at, Move why)
    {
        if (limit != Allowed) Count(new(at, why, Allowed, limit));
        Set(limit, at);
    }

    private void Set(int limit, TimeSpan at)
    {
        Allowed = limit;
        settling = aim == Aim.TryingMore && step >= BoldStep ? 0 : limit; // a line at the server takes a round to grow or to go
        (lowest, highest, changedAt) = (Math.Min(lowest, limit), Math.Max(highest, limit), at);
        BeginWindow();
    }

    private void Count(AdaptiveMove move)
    {
        moves[move.Why] = moves.GetValueOrDefault(move.Why) + 1;
        firstMove ??= move;
        lastMove = move;
    }

    private void BeginWindow() => (heard, lost, busiest, sum) = (0, 0, 0, 0);
}
