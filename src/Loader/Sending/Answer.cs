namespace Loader.Sending;

/// <summary>
/// What one answer means by a destination's rules. A closed set: the sender acts on it, and only on it. Reasons quote the
/// server and are redacted before anybody sees them.
/// </summary>
public abstract record Answer
{
    private Answer()
    {
    }

    /// <summary>Every event of the request was accepted.</summary>
    public sealed record Accepted : Answer
    {
        public static readonly Accepted Instance = new();

        /// <summary>
        /// What the destination calls the request, where its answer is a ticket and the result has to be asked for later (a request id).
        /// The events count as sent, and the ledger keeps the receipt. Null where the answer is the last word.
        /// </summary>
        public string? Receipt { get; init; }
    }

    /// <summary>
    /// The request was refused for what is in it; sending the same again is useless. With several events in the request and
    /// <see cref="Isolation.Halve"/> the sender looks for the bad one, otherwise all of them fail.
    /// </summary>
    public sealed record Refused(string Code, string Reason) : Answer
    {
        /// <summary>
        /// The events it was refused for, by their index in the request, where the answer names them: these fail, and the others are sent again
        /// without them. Empty where it names none.
        /// </summary>
        public IReadOnlyList<RefusedEvent> Named { get; init; } = [];

        /// <summary>Whether fewer events at once may pass (413): it is halved, whatever <see cref="Isolation"/> says.</summary>
        public bool IsForSize { get; init; }
    }

    /// <summary>Some events were refused, by their index in the request; all others were accepted.</summary>
    public sealed record SomeRefused(IReadOnlyList<RefusedEvent> Refusals) : Answer;

    /// <summary>Nothing of it was accepted now; the same request may be later (429, 503, a passing fault).</summary>
    /// <param name="After">How long the server asked to wait (both forms of <c>Retry-After</c> are read by the sender, not here).</param>
    /// <param name="SlowsEverybody">Whether all senders of the endpoint wait, not just this one: 429 and 503.</param>
    public sealed record TryAgain(string Code, string Reason, TimeSpan? After = null, bool SlowsEverybody = false) : Answer;

    /// <summary>An answer that proves nothing either way: a gateway that gave up waiting, a body cut short.</summary>
    public sealed record Unclear(string Reason) : Answer;

    /// <summary>The configuration is wrong (key, path, origin): every further request would end the same. Stops the run.</summary>
    public sealed record StopRun(string Code, string Reason) : Answer;

    /// <summary>
    /// Another request has to be accepted first, then this one again: the page view that opens a session. Only for requests
    /// with one event.
    /// </summary>
    public sealed record FirstSend(ReadOnlyMemory<byte> Body, ReadOnlyMemory<byte> Note, string Code, string Reason) : Answer;
}

/// <summary>One event of a request that was refused.</summary>
public readonly record struct RefusedEvent(int Index, string Code, string Reason);
