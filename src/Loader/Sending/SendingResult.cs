using Loader.Sending.Adaptive;

namespace Loader.Sending;

/// <summary>How the sending of a run ended. Every parcel that was read is in exactly one of the four counts.</summary>
public sealed record SendingResult
{
    public required SendingEnd End { get; init; }

    public required long Sent { get; init; }

    public required long Failed { get; init; }

    public required long Uncertain { get; init; }

    public required long NotReached { get; init; }

    /// <summary>Requests, each attempt counted.</summary>
    public required long Requests { get; init; }

    public required long Retries { get; init; }

    /// <summary>Body bytes, each attempt counted.</summary>
    public required long Bytes { get; init; }

    /// <summary>Requests that had to come before another.</summary>
    public required long Preludes { get; init; }

    /// <summary>Requests that were accepted with a receipt (<see cref="Answer.Accepted.Receipt"/>).</summary>
    public required long Receipts { get; init; }

    public required long ConnectionsOpened { get; init; }

    /// <summary>How often the server made all senders pause, and the longest of these pauses.</summary>
    public required long Pauses { get; init; }

    public required TimeSpan LongestPause { get; init; }

    /// <summary>How often the server asked for a longer pause than is believed, and the longest that it asked for.</summary>
    public required long CappedPauses { get; init; }

    public required TimeSpan LongestAsked { get; init; }

    /// <summary>Requests that were held back because answers said that a quota ran low, and the longest of these waits.</summary>
    public required long HintedWaits { get; init; }

    public required TimeSpan LongestHintedWait { get; init; }

    /// <summary>How large requests could be; null when none was refused for its size.</summary>
    public CeilingFound? Ceiling { get; init; }

    /// <summary>How the number of requests in flight was found; null when it was fixed.</summary>
    public AdaptiveStory? Adaptive { get; init; }

    /// <summary>How often the circuit opened because nearly every request failed.</summary>
    public required long CircuitOpened { get; init; }
}

/// <summary>Why sending ended. A closed set.</summary>
public abstract record SendingEnd
{
    private SendingEnd()
    {
    }

    /// <summary>The feed ended and everything in it was sent or failed.</summary>
    public sealed record Finished : SendingEnd
    {
        public static readonly Finished Instance = new();
    }

    /// <summary>Somebody asked for it; requests in flight were finished.</summary>
    public sealed record Stopped : SendingEnd
    {
        public static readonly Stopped Instance = new();
    }

    /// <summary>Somebody asked for it twice, or the deadline passed; requests in flight were cut.</summary>
    public sealed record Abandoned : SendingEnd
    {
        public static readonly Abandoned Instance = new();
    }

    /// <summary>
    /// The endpoint would refuse everything (a wrong key or path), nobody answers there, or it asks everybody to wait and lets nobody through
    /// (the request that found out used up its attempts, and in that time no other was answered), or it has failed for too long.
    /// </summary>
    /// <param name="Code">The destination's code, <see cref="Unreachable"/>, <see cref="Busy"/> or <see cref="Failing"/>.</param>
    public sealed record GivenUp(string Code, string Reason) : SendingEnd
    {
        public const string Unreachable = "endpoint_unreachable";
        public const string Busy = "endpoint_busy";
        public const string Failing = "endpoint_failing";
    }
}
