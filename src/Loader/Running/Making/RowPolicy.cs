using Loader.Books;
using Loader.Books.RowBytes;
using Loader.Running.Preparing;
using Loader.Sending;
using Loader.Settings;

namespace Loader.Running.Making;

/// <summary>Which rows of earlier runs may leave now. Pure.</summary>
internal sealed record RowPolicy
{
    /// <summary>The last part of the window is left alone: a row that is let go may still wait for its turn, or for another attempt.</summary>
    private const int PartLeftAlone = 10;

    /// <summary>Whether rows that left without an answer are sent again.</summary>
    public required bool Resend { get; init; }

    /// <summary>Only rows that left for the first time not longer ago than this; null: however long ago.</summary>
    public TimeSpan? Within { get; init; }

    /// <summary>
    /// Whether rows are sent again because the destination ignores ids that it has had: then only those that left under the mapping as it is now, since another
    /// may have given them other ids.
    /// </summary>
    public bool CountsOnIds { get; init; }

    /// <summary>Only rows that failed leave; rows that were never reached wait for another run.</summary>
    public bool OnlyRetries { get; init; }

    /// <summary>What a person decided about uncertain rows.</summary>
    public Settlement? Settlement { get; init; }

    /// <summary>What the mapping says, or what the destination makes safe: resend only where repeats are ignored, and as long as they are.</summary>
    public static RowPolicy Of(SendOptions options, IProtocol protocol) => options.Uncertain switch
    {
        UncertainPolicy.Resend => new() { Resend = true },
        UncertainPolicy.Hold => new() { Resend = false },
        _ => new() { Resend = protocol.IgnoresRepeats, Within = protocol.RepeatWindow, CountsOnIds = true },
    };

    /// <summary>The policy of one run.</summary>
    public static RowPolicy Of(Prepared prepared) => Of(prepared.Send.Options, prepared.Destination.Protocol) with
    {
        OnlyRetries = prepared.Flags.RetryFailed,
        Settlement = prepared.Flags.Resolve,
    };

    /// <summary>Whether a person said to send it again, if it is uncertain.</summary>
    public bool IsToLeaveAgain(long row) => Settlement is { As: SettleAs.Resend } settled && settled.Covers(row);

    /// <summary>A row that has an outcome keeps it; only what never left, or may be resent, leaves.</summary>
    public bool MayLeave(LoadBooks books, long row)
    {
        var state = books[row];
        return state == RowState.Uncertain ? !OnlyRetries && MayLeaveAgain(row, books.SinceLeft(row), books.LeftUnderThisMapping(row)) : MayLeave(state);
    }

    /// <summary>The same for a row that is not uncertain.</summary>
    public bool MayLeave(RowState state) => state switch
    {
        RowState.NotReached => !OnlyRetries,
        RowState.ToRetry => true,
        _ => false,
    };

    /// <summary>The same for an uncertain one that left so long ago; null: nobody can say how long.</summary>
    /// <param name="underThisMapping">Whether it left under the mapping as it is now.</param>
    public bool MayLeaveAgain(long row, TimeSpan? sinceLeft, bool underThisMapping = true) =>
        IsToLeaveAgain(row)
        || (Resend && (underThisMapping || !CountsOnIds) && (Within is not { } window || sinceLeft < window - (window / PartLeftAlone)));
}
