using System.Globalization;
using System.Text.Json;
using Loader.Mappings.Findings;

namespace Loader.Books;

/// <summary>
/// Opens the books of one load: takes the lock, sees that they describe this load, and brings them back to the truth after an end of
/// whatever kind. Says no by findings.
/// </summary>
internal sealed class BooksOpening(string folder, BookIdentity identity, FindingList findings, TimeProvider clock)
{
    private const string RowsName = "rows";
    private const string KeptName = "before";
    private const string RestartHint = "begin anew with --restart; the old books are kept in the folder 'before'";

    public LoadBooks? Open(bool restart)
    {
        var opened = new Stack<IDisposable>();
        try
        {
            var books = Open(restart, opened);
            if (books is not null) opened.Clear();
            return books;
        }
        catch (Exception denied) when (denied is IOException or UnauthorizedAccessException)
        {
            findings.Add(BookCodes.CannotBeWritten, Place.Of(folder), $"the books cannot be written: {denied.Message}", "use another folder: --runs DIR");
            return null;
        }
        finally
        {
            while (opened.TryPop(out var one)) one.Dispose();
        }
    }

    // (1) one holder, (2) an older load out of the way, (3) the same load, (4) rows back to the truth, (5) written down for the next run.
    private LoadBooks? Open(bool restart, Stack<IDisposable> opened)
    {
        PrivateFile.CreateFolder(folder);
        if (BooksLock.Take(folder, findings, clock.GetUtcNow()) is not { } held) return null;
        opened.Push(held);
        if (restart) KeepOld();

        if (!ReadPage(out var page) || (page is not null && !IsSameLoad(page))) return null;
        var rowsPath = Path.Combine(folder, RowsName);
        if (page is not null && !File.Exists(rowsPath)) return Unreadable("the file with the rows is missing");
        if (RowFile.Open(rowsPath, BootId.Current) is not { } rows) return Unreadable("the file with the rows is damaged, or of a newer Loader");
        opened.Push(rows);
        if (page is null && (rows.Head.Mark > 0 || RowScan.Count(rows, []).Read > 0)) return Unreadable($"{TitlePage.FileName} is missing");

        BringBack(rows);
        var next = page is null
            ? new TitlePage { Layout = TitlePage.CurrentLayout, Identity = identity, StartedAt = clock.GetUtcNow(), Runs = 1 }
            : page with { Runs = page.Runs + 1 };
        next.Write(folder, flush: false);
        var failed = new RowLog<FailedRow>(Path.Combine(folder, "failed.jsonl"));
        opened.Push(failed);
        var uncertain = new RowLog<UncertainRow>(Path.Combine(folder, "uncertain.jsonl"));
        return new(folder, held, next, rows, failed, uncertain) { Continues = page is not null };
    }

    /// <summary>What the last run could not say by itself.</summary>
    private void BringBack(RowFile rows)
    {
        var head = rows.Head;
        var doubtful = head.DoubtfulUpTo;
        if (!head.Ended && head.Mark > 0 && !BootId.IsSame(head.Boot, BootId.Current))
        {
            doubtful = Math.Max(doubtful, head.Mark);
            Warn(BookCodes.PowerCut, $"the machine may have gone down during the last run: rows up to {head.Mark} without a mark may have left");
        }

        if (rows.IsCutShort)
        {
            doubtful = Math.Max(doubtful, head.Mark);
            Warn(BookCodes.CutShort, $"the file with the rows was cut short: rows up to {head.Mark} without a mark may have left");
        }

        // Whoever let them go is dead: no answer will be read any more.
        RowScan.Replace(rows, RowByte.Leaving, RowByte.LeavingAgain, RowByte.Uncertain);

        // Nobody is leaving now, so the mark may go back to the first row that still can: a cut in this run then
        // makes only what this run lets go uncertain.
        var unreached = RowScan.First(rows, RowByte.NotReached, RowByte.NotReached);
        var mark = unreached == 0 ? head.Mark : Math.Min(head.Mark, (unreached - 1) / RowFile.BlockRows * RowFile.BlockRows);
        rows.Flush(mark, doubtful, ended: false);
    }

    private bool ReadPage(out TitlePage? page)
    {
        page = null;
        try
        {
            page = TitlePage.Read(folder);
        }
        catch (JsonException)
        {
            Unreadable($"{TitlePage.FileName} is damaged");
            return false;
        }

        if (page is null || page.Layout == TitlePage.CurrentLayout) return true;
        Unreadable(string.Create(CultureInfo.InvariantCulture, $"their layout is {page.Layout}, this Loader knows {TitlePage.CurrentLayout}"));
        return false;
    }

    private bool IsSameLoad(TitlePage page)
    {
        var then = page.Identity;
        var same = Compare("the mapping", then.MappingName, identity.MappingName)
            && Compare($"what the mapping '{identity.MappingName}' says", then.MappingHash, identity.MappingHash);
        same &= Compare("the source", then.SourceName, identity.SourceName)
            && Compare($"the content of '{identity.SourceName}'", then.SourceFingerprint, identity.SourceFingerprint);
        same &= Compare("the destination", then.Destination, identity.Destination);
        same &= Compare("the endpoint", then.Endpoint, identity.Endpoint);
        return same;

        bool Compare(string what, string before, string now)
        {
            if (before == now) return true;
            findings.Add(
                BookCodes.Changed,
                Place.Of(folder),
                string.Create(CultureInfo.InvariantCulture, $"{what} changed since this load began ({page.StartedAt.UtcDateTime:yyyy-MM-dd HH:mm:ss}Z): was {before}, is {now}"),
                "undo the change to continue this load, or " + RestartHint);
            return false;
        }
    }

    /// <summary>
    /// Moves everything but the lock into a folder of its own, the rows first and the title page last: an unfinished move is then refused as
    /// books whose rows are missing, until it is restarted again.
    /// </summary>
    private void KeepOld()
    {
        var files = Directory.GetFiles(folder).Where(path => Path.GetFileName(path) is not (BooksLock.FileName or BooksLock.HolderName)).ToList();
        if (files.Count == 0) return;
        var stamp = clock.GetUtcNow().UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
        var kept = Path.Combine(folder, KeptName, stamp);
        for (var again = 2; Directory.Exists(kept); again++) kept = Path.Combine(folder, KeptName, string.Create(CultureInfo.InvariantCulture, $"{stamp}-{again}"));
        PrivateFile.CreateFolder(Path.Combine(folder, KeptName));
        PrivateFile.CreateFolder(kept);
        foreach (var path in files.OrderBy(Turn))
            File.Move(path, Path.Combine(kept, Path.GetFileName(path)));
        FolderFlush.Of(folder);

        static int Turn(string path) => Path.GetFileName(path) switch { RowsName => 0, TitlePage.FileName => 2, _ => 1 };
    }

    private LoadBooks? Unreadable(string what)
    {
        findings.Add(BookCodes.Unreadable, Place.Of(folder), $"the books cannot be read: {what}", RestartHint);
        return null;
    }

    private void Warn(FindingCode code, string message) => findings.Add(code, Place.Of(folder), message);
}
