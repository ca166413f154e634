namespace Loader.Sending.Adaptive;

/// <summary>What one request showed of the link and the server.</summary>
internal enum Sign
{
    /// <summary>It was answered.</summary>
    Fine,

    /// <summary>The server asked for a slower pace: 429 or 503.</summary>
    Pushback,

    /// <summary>No answer came in time. One alone says nothing; many say that too much is under way.</summary>
    Lost,
}

/// <summary>One request that is over.</summary>
/// <param name="At">When it was over, on whatever clock, always the same one.</param>
/// <param name="Latency">How long it took.</param>
/// <param name="Sign">What it showed.</param>
/// <param name="Busy">How many requests were in flight when it was over, itself included.</param>
internal readonly record struct Observation(TimeSpan At, TimeSpan Latency, Sign Sign, int Busy);
