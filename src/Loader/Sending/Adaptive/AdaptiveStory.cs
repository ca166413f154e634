namespace Loader.Sending.Adaptive;

/// <summary>Why the number of requests in flight moved.</summary>
public enum Move
{
    /// <summary>Answers came as fast as before.</summary>
    Grew,

    /// <summary>More requests in flight only made answers slower, so it went back.</summary>
    DidNotPay,

    /// <summary>Answers became slower by themselves, and fewer requests in flight made them faster.</summary>
    Slower,

    /// <summary>The server asked for a slower pace.</summary>
    Pushback,

    /// <summary>Many requests were not answered in time.</summary>
    Losses,
}

/// <summary>One move.</summary>
/// <param name="At">Since sending began.</param>
public sealed record AdaptiveMove(TimeSpan At, Move Why, int From, int To);

/// <summary>How the number of requests in flight was found: for the report.</summary>
public sealed record AdaptiveStory
{
    public required AdaptiveBounds Bounds { get; init; }

    public required int Final { get; init; }

    public required int Lowest { get; init; }

    public required int Highest { get; init; }

    /// <summary>How often it moved for each reason that there was.</summary>
    public required IReadOnlyDictionary<Move, long> Moves { get; init; }

    public AdaptiveMove? FirstMove { get; init; }

    public AdaptiveMove? LastMove { get; init; }
}
