using Loader.Sending.Adaptive;

namespace Loader.Sending;

/// <summary>How far one attempt at a request got.</summary>
internal enum Reach
{
    /// <summary>The run stopped before it could leave.</summary>
    Stopped,

    /// <summary>No connection: not one byte of the body left.</summary>
    NotLeft,

    /// <summary>It left, and no answer came that could be read.</summary>
    Lost,

    Answered,
}

/// <summary>What came of one attempt, and what the rules made of it.</summary>
/// <param name="Reach">How far it got.</param>
/// <param name="Answer">The answer, when there is one.</param>
/// <param name="Reason">What went wrong, when there is none.</param>
/// <param name="Asked">The pause that the server asked for.</param>
internal sealed record Attempt(Reach Reach, Answer? Answer = null, string? Reason = null, TimeSpan? Asked = null)
{
    /// <summary>What nearly every attempt ends as; made once.</summary>
    public static readonly Attempt Accepted = new(Reach.Answered, Sending.Answer.Accepted.Instance);

    public static readonly Attempt Stopped = new(Reach.Stopped);

    /// <summary>Whether the rules ask for another attempt, and after how long.</summary>
    public bool Again { get; init; }

    public TimeSpan Delay { get; init; }

    /// <summary>Whether there is no other attempt because the row's deadline has passed.</summary>
    public bool IsTooLate { get; init; }

    /// <summary>Whether it may have been accepted without our knowing.</summary>
    public bool IsInDoubt => Reach == Reach.Lost || Answer is Answer.Unclear;

    /// <summary>
    /// Whether it speaks for an endpoint in trouble. Asking for a slower pace does not, and a connection that cannot be opened loads
    /// nobody.
    /// </summary>
    public bool IsServersTrouble => IsInDoubt || Answer is Answer.TryAgain { SlowsEverybody: false };

    /// <summary>
    /// Whether it says nothing against the request itself: nobody was there, or everybody was asked for a slower pace. No row
    /// fails for that.
    /// </summary>
    public bool IsNoFaultOfTheRequest => Reach == Reach.NotLeft || Answer is Answer.TryAgain { SlowsEverybody: true };

    /// <summary>What it shows of the pace that the endpoint bears; null where it shows nothing.</summary>
    public Sign? Sign => Answer switch
    {
        _ when IsInDoubt => Adaptive.Sign.Lost,
        Answer.TryAgain { SlowsEverybody: true } => Adaptive.Sign.Pushback,
        null or Answer.TryAgain => null,
        _ => Adaptive.Sign.Fine,
    };

    /// <summary>What a run that ends for such attempts is said to have ended for.</summary>
    public string GivenUpCode => Reach == Reach.NotLeft ? SendingEnd.GivenUp.Unreachable : SendingEnd.GivenUp.Busy;

    /// <summary>The reason in words, whoever gave it.</summary>
    public string Why => Answer switch
    {
        Answer.TryAgain again => again.Reason,
        Answer.Unclear unclear => unclear.Reason,
        _ => Reason ?? "no answer",
    };
}
