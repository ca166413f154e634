using Loader.Books.Files;
using Loader.Books.Records;
using Loader.Books.RowBytes;
using Loader.Mappings.Findings;

namespace Loader.Books;

/// <summary>
/// Brings rows back to the truth when books are opened, after an end of whatever kind: what the last run could not say by itself. Nobody marks rows meanwhile.
/// </summary>
/// <param name="rows">The bytes as they were found.</param>
/// <param name="uncertain">What is on record of uncertain rows.</param>
/// <param name="lastRun">When the last run began, so far as it is known.</param>
/// <param name="warn">Told what is in doubt, and why.</param>
internal sealed class Recovery(RowFile rows, RowLog<UncertainRow> uncertain, DateTimeOffset? lastRun, Action<FindingCode, string> warn)
{
    private readonly bool isAfterPowerCut = rows.Head is { Ended: false, Mark: > 0 } head && !BootId.IsSame(head.Boot, BootId.Current);

    public void Run()
    {
        // What explains a byte is on the disk before the byte changes.
        EndWaiting();
        var head = rows.Head;
        var doubtful = head.DoubtfulUpTo;
        if (isAfterPowerCut)
        {
            doubtful = Math.Max(doubtful, head.Mark);
            warn(BookCodes.PowerCut, $"the machine may have gone down during the last run: rows up to {head.Mark} without a mark may have left");
        }

        if (rows.IsCutShort)
        {
            doubtful = Math.Max(doubtful, head.Mark);
            warn(BookCodes.CutShort, $"the file with the rows was cut short: rows up to {head.Mark} without a mark may have left");
        }

        foreach (var block in rows.Damaged)
        {
            var first = ((long)block * RowFile.BlockRows) + 1;
            warn(
                BookCodes.Damaged,
                $"a part of the books is damaged: what became of rows {first} to {first + RowFile.BlockRows - 1} is not known any more; they are uncertain");
            rows.Doubt(block);
        }

        // Whoever let them go is dead: no answer will be read any more.
        RowScan.Replace(rows, RowByte.AnyLeaving, RowByte.Uncertain);

        // Rows that waited for their retry exist, so their doubt need not wait for the source; those that a retry gives their byte from here on are in none.
        if (isAfterPowerCut || rows.IsCutShort) RowScan.Replace(rows, RowByte.Of(RowState.ToRetry), RowByte.Uncertain, upTo: head.Mark);
        rows.Flush(MarkBack(), doubtful, ended: false);
    }

    /// <summary>
    /// Failed rows are to be tried again. The bytes are on the disk before the first of them leaves: an old "failed" that outlived a cut would be
    /// sent twice.
    /// </summary>
    public void RetryFailed()
    {
        if (RowScan.Replace(rows, RowByte.Of(RowState.Failed), RowByte.ToRetry) > 0) rows.Flush(MarkBack(), rows.Head.DoubtfulUpTo, ended: false);
    }

    /// <summary>
    /// Rows that were leaving when the last run died: since when they may have left is written down. Those of which some events were sent while
    /// the others waited for another run are in doubt as all others once that run may have let them go.
    /// </summary>
    private void EndWaiting()
    {
        var mark = rows.Head.Mark;
        var left = isAfterPowerCut || rows.IsCutShort || rows.Damaged.Count > 0
            ? RowScan.In(rows, RowByte.NotLast).TakeWhile(row => row <= mark).Concat(rows.Damaged.SelectMany(RowFile.RowsOf)).Order().Distinct()
            : RowScan.In(rows, RowByte.AnyLeaving);
        var changed = uncertain.Read(left).Select(Now).OfType<UncertainRow>().ToList();
        foreach (var row in changed) uncertain.Append(row);
        uncertain.Flush();
    }

    /// <summary>What is to be said of a row from now on; null where nothing new is.</summary>
    private UncertainRow? Now(UncertainRow row)
    {
        if (!row.InDoubt) return row with { InDoubt = true, Reason = "the run ended before an answer to the rest of its events was read" };
        var isUnknown = row is { LeftAt: null, LeftSince: null, IsNamed: false };
        return lastRun is { } begun && isUnknown && RowByte.State(rows.Read(row.Row)) == RowState.Leaving ? row with { LeftSince = begun } : null;
    }

    /// <summary>
    /// Nobody is leaving now, so the mark may go back to the first row that still can: a cut in this run then makes only what this run lets go uncertain.
    /// </summary>
    private long MarkBack()
    {
        var first = RowScan.First(rows, RowByte.NotReached, RowByte.ToRetry);
        return first == 0 ? rows.Head.Mark : Math.Min(rows.Head.Mark, (first - 1) / RowFile.BlockRows * RowFile.BlockRows);
    }
}
