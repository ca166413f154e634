namespace Loader.Sending;

/// <summary>What is known of a request once all its attempts are over. A closed set.</summary>
internal abstract record Reply
{
    private Reply()
    {
    }

    /// <summary>It was answered: accepted, refused, partly refused, or something else has to come first.</summary>
    public sealed record Answered(Answer Answer) : Reply
    {
        public static readonly Answered Accepted = new(Answer.Accepted.Instance);
    }

    /// <summary>No attempt is left, and none was accepted.</summary>
    public sealed record UsedUp(string Reason) : Reply;

    /// <summary>It left, and nobody knows what became of it.</summary>
    public sealed record Lost(string Reason) : Reply;

    /// <summary>The run stopped before it was accepted.</summary>
    public sealed record Stopped : Reply
    {
        public static readonly Stopped Instance = new();
    }
}
