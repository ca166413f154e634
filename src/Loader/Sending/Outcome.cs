namespace Loader.Sending;

/// <summary>What became of one parcel. A closed set.</summary>
public abstract record Outcome
{
    private Outcome()
    {
    }

    /// <summary>An answer was read, and by the destination's rules it means accepted. Nothing else makes an event sent.</summary>
    public sealed record Sent : Outcome
    {
        public static readonly Sent Instance = new();
    }

    /// <summary>The destination refused it, or the attempts are used up without it ever having been accepted.</summary>
    /// <param name="Code">A stable code that reasons are grouped by: <c>http_403</c>, <c>orphan_event</c>, <c>attempts_used_up</c>.</param>
    /// <param name="Reason">What the destination said, redacted and shortened.</param>
    public sealed record Failed(string Code, string Reason) : Outcome;

    /// <summary>It left and no answer was read that says what became of it.</summary>
    public sealed record Uncertain(string Reason) : Outcome;

    /// <summary>
    /// The run stopped before its turn: it never left this machine, or each time it left an answer said that nothing of it was accepted.
    /// Its row is as if it had not been reached.
    /// </summary>
    public sealed record NotReached : Outcome
    {
        public static readonly NotReached Instance = new();
    }
}
