using Loader.Mappings.Findings;

namespace Loader.Running;

/// <summary>Why a run ended. A closed set.</summary>
public abstract record EndReason
{
    private EndReason()
    {
    }

    /// <summary>Every row of the source was read and has its outcome.</summary>
    public sealed record Finished : EndReason
    {
        /// <summary>The share of failed rows that the mapping allows, where more than that failed; else null.</summary>
        public string? TooMany { get; init; }
    }

    /// <summary><c>--limit</c> was reached; the rows after it were not read.</summary>
    public sealed record LimitReached(long Rows) : EndReason;

    /// <summary>A person or the system asked for it.</summary>
    public sealed record Interrupted : EndReason;

    /// <summary>More rows failed than the mapping allows.</summary>
    public sealed record TooManyFailed(string Limit) : EndReason;

    /// <summary>The run took as long as it may.</summary>
    public sealed record TimeUp(string Limit) : EndReason;

    /// <summary>The source could be read up to a row and no further.</summary>
    public sealed record SourceFailed(Finding Finding) : EndReason;

    /// <summary>The destination said that every further request would end the same.</summary>
    public sealed record DestinationStopped(string Code, string Reason) : EndReason;
}
