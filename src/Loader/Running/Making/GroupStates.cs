using Loader.Books;
using Loader.Books.RowBytes;
using Loader.Running.Consigning;
using Loader.Running.Outcomes;

namespace Loader.Running.Making;

/// <summary>What earlier runs left of a group.</summary>
internal enum GroupState
{
    /// <summary>Its events are made and sent, all of its rows together.</summary>
    Open,

    /// <summary>It failed, and nobody asked for a retry.</summary>
    Settled,

    /// <summary>A row is sent: the answer was read, and the process died before all rows were marked.</summary>
    Sent,

    /// <summary>A row is sent, as a person says: so is the event that all of them share.</summary>
    SentByHand,

    /// <summary>A row is uncertain, and uncertain rows are held: so is the whole group.</summary>
    Held,
}

/// <summary>
/// The state of a group from those of its rows. They are marked leaving before its event leaves and marked again when it is settled, so a death in
/// between can leave them in two states, of which the later one holds for all.
/// </summary>
internal sealed class GroupStates(LoadBooks books, RowPolicy policy, OpenEvents open)
{
    /// <summary>Whether a row has no outcome yet, or one that is to be replaced.</summary>
    public bool IsOpen(long row) => policy.MayLeave(books, row) || (!policy.OnlyRetries && open.Waits(row));

    public GroupState Of(IReadOnlyList<HeldRow> rows)
    {
        var (uncertain, isHeld, waits, retry, byHand, again, settled) = (false, false, false, false, false, false, 0);
        foreach (var held in rows)
        {
            switch (books[held.Row])
            {
                case RowState.Sent when books.IsSentByHand(held.Row): byHand = true; break;
                case RowState.Sent: return GroupState.Sent;
                case RowState.Uncertain or RowState.Leaving when open.Waits(held.Row): waits = true; break;
                case RowState.Uncertain or RowState.Leaving:
                    (uncertain, isHeld) = (true, isHeld || !policy.MayLeave(books, held.Row));
                    again |= policy.IsToLeaveAgain(held.Row);
                    break;
                case RowState.ToRetry: retry = true; break;
                case RowState.Failed or RowState.Skipped: settled++; break;
            }
        }

        if (byHand) return GroupState.SentByHand;

        // Of the event that they share a person decided by one of them.
        if (uncertain) return isHeld && !again ? GroupState.Held : GroupState.Open;
        return retry || (!policy.OnlyRetries && (waits || settled < rows.Count)) ? GroupState.Open : GroupState.Settled;
    }
}
