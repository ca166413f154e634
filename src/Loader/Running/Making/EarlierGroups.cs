using Loader.Books;
using Loader.Books.Records;
using Loader.Books.RowBytes;
using Loader.Mappings;
using Loader.Mappings.Rows;
using Loader.Running.Consigning;
using Loader.Running.Naming;
using Loader.Running.Outcomes;
using Loader.Running.Preparing;

namespace Loader.Running.Making;

/// <summary>
/// Groups that have come to their end again and about which earlier runs decided: their event is sent, or may be. What is still to be said of
/// their rows is said here, and nothing of them leaves.
/// </summary>
internal sealed class EarlierGroups(
    Prepared prepared, LoadBooks books, FailedRows failed, BookLedger ledger, GroupStates states, UnnamedRows unnamed, Settler? settler)
{
    /// <summary>Whether there was nothing left to decide about the group that was closed last.</summary>
    /// <param name="group">Has closed it.</param>
    /// <param name="chunk">Where rows with an index lie.</param>
    /// <param name="rows">Its rows.</param>
    public bool Settle(Grouper group, RowChunk? chunk, List<HeldRow> rows)
    {
        var state = states.Of(rows);
        if (state is GroupState.Held or GroupState.Open && settler?.CallsFailed(chunk, rows, KeyOf(group)) == true) return true;
        switch (state)
        {
            case GroupState.Open:
                return false;
            case GroupState.Sent:
                SentWithGroup(group, chunk, rows, byHand: false);
                break;
            case GroupState.SentByHand:
                SentWithGroup(group, chunk, rows, byHand: true);
                break;
            case GroupState.Held:
                Hold(group, rows);
                break;
        }

        return true;
    }

    /// <summary>
    /// The group's event is sent. Rows in doubt were in it, unless the mapping changed since and may have made other groups; a row that never left
    /// was in none.
    /// </summary>
    private void SentWithGroup(Grouper group, RowChunk? chunk, List<HeldRow> rows, bool byHand)
    {
        foreach (var row in rows)
        {
            var state = books[row.Row];
            if (state is RowState.Uncertain or RowState.Leaving && books.Page.MappingChangedAt is null) ledger.SentWithGroup(row.Row, byHand);
            else if (state is not RowState.Uncertain && states.IsOpen(row.Row)) failed.Rejected(chunk, row, [CameLate], KeyOf(group), open: null);
        }
    }

    private RowProblem CameLate => new(
        "group",
        new(
            RowCodes.GroupReturned,
            "the event of this group was sent without this row",
            prepared.Rules.Group!.Place,
            "load the row by itself if it belongs to another event"));

    /// <summary>A row of the group may have left, and with it all: those that the process had not come to mark are as uncertain.</summary>
    private void Hold(Grouper group, List<HeldRow> rows)
    {
        var key = KeyOf(group);
        foreach (var row in rows)
        {
            if (books[row.Row] == RowState.NotReached)
            {
                var joins = new UncertainRow
                {
                    Row = row.Row,
                    Line = row.Line,
                    LeftSince = books.StartedAt,
                    Reason = "the run ended before an answer to the group's event was read",
                };
                failed.UncertainWithGroup(key is null ? joins : unnamed.Of(joins, row.Line, key, group.EventAt(0), group.EventCount));
            }
            else if (key is not null && unnamed.Has(row.Row))
            {
                unnamed.Name(row.Row, row.Line, key, group.EventAt(0), group.EventCount);
            }
        }
    }

    private static string? KeyOf(Grouper group) => group.Outcome.Result == MapResult.Event ? group.Key.Text : null;
}
