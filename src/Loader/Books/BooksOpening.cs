using System.Globalization;
using System.Text.Json;
using Loader.Books.Files;
using Loader.Books.Records;
using Loader.Books.RowBytes;
using Loader.Mappings.Findings;

namespace Loader.Books;

/// <summary>
/// Opens the books of one load: takes the lock (<see cref="Take"/>), sees that they describe this load, and brings them back to the truth after an end of
/// whatever kind (<see cref="Open"/>). Between the two the caller may compare the source with <see cref="LastRead"/>. Says no by findings.
/// </summary>
internal sealed class BooksOpening(string folder, BookIdentity identity, FindingList findings, TimeProvider clock) : IDisposable
{
    /// <summary>The folder in the folder of books where those lie that were put aside.</summary>
    internal const string KeptName = "before";

    private readonly Stack<IDisposable> opened = new();
    private BooksLock? held;
    private RowFile? rows;
    private TitlePage? page;

    public OpeningMode How { get; init; }

    /// <summary>
    /// A file of the source that is copied, not moved, when old books are put aside: how far earlier loads came must be known to the next run
    /// wherever this one dies.
    /// </summary>
    public string? Stays { get; init; }

    /// <summary>How the run was started; kept on the title page.</summary>
    public RunNote? Run { get; init; }

    /// <summary>What the last run had read of the source; null when there was none or it could not tell.</summary>
    public ReadMark? LastRead => page is null ? null : rows?.Head.Read;

    /// <summary>What the books describe that were found; null when there were none.</summary>
    public BookIdentity? Found => page?.Identity;

    /// <summary>Whether the source still begins with <see cref="LastRead"/>; null when nobody asked it.</summary>
    public bool? SourceBeginsAlike { get; set; }

    private string RowsPath => Path.Combine(folder, LoadBooks.RowsName);

    /// <summary>Takes the lock and reads what there is; false with findings when the books cannot be held or read.</summary>
    public bool Take() => Try(() =>
    {
        PrivateFile.CreateFolder(folder);
        if (BooksLock.Take(folder, findings, clock.GetUtcNow()) is not { } taken) return false;
        held = taken;
        opened.Push(taken);
        if (How == OpeningMode.Restart) KeepOld();
        return Read();
    });

    /// <summary>The books, ready for a run; null with findings when they must not be gone on with.</summary>
    public LoadBooks? Open()
    {
        LoadBooks? books = null;
        Try(() =>
        {
            var source = Source();
            if (page is not null && !Identity(page).IsSame(How == OpeningMode.RetryFailed, source)) return false;
            var uncertain = new RowLog<UncertainRow>(Path.Combine(folder, LoadBooks.UncertainName));
            opened.Push(uncertain);
            var recovery = new Recovery(rows!, uncertain, page?.RunStartedAt, Warn);
            recovery.Run();
            var next = Next(source == SourceCheck.Grown);
            next.Write(folder, flush: How == OpeningMode.RetryFailed);
            if (How == OpeningMode.RetryFailed) recovery.RetryFailed();
            var failed = new RowLog<FailedRow>(Path.Combine(folder, LoadBooks.FailedName));
            opened.Push(failed);
            books = new(folder, held!, next, rows!, failed, uncertain) { Clock = clock, Continues = page is not null, ChangedSince = Changed(next) };
            return true;
        });
        if (books is not null) opened.Clear();
        return books;
    }

    public void Dispose()
    {
        while (opened.TryPop(out var one)) one.Dispose();
    }

    private bool Try(Func<bool> act)
    {
        try
        {
            return act();
        }
        catch (Exception denied) when (BooksException.IsOfTheDisk(denied))
        {
            findings.Add(BookCodes.CannotBeWritten, Place.Of(folder), $"the books cannot be written: {denied.Message}", "use another folder: --runs DIR");
            return false;
        }
        catch (BooksException full)
        {
            findings.Add(BookCodes.CannotBeWritten, Place.Of(folder), full.Finding.Message, "use another folder: --runs DIR");
            return false;
        }
    }

    private bool Read()
    {
        if (!ReadPage()) return false;
        if (page is null && How is OpeningMode.RetryFailed or OpeningMode.Settle)
        {
            findings.Add(
                BookCodes.NoBooks,
                Place.Of(folder),
                "there are no books of an earlier run here",
                "name the folder of that run with --runs, or load first");
            return false;
        }

        if (page is not null && !File.Exists(RowsPath)) return Unreadable("the file with the rows is missing");
        if (RowFile.Open(RowsPath, BootId.Current) is not { } found) return Unreadable("the file with the rows is damaged, or of a newer Loader");
        rows = found;
        opened.Push(found);
        return page is not null || (found.Head.Mark == 0 && RowScan.Count(found, []).Read == 0) || Unreadable($"{TitlePage.FileName} is missing");
    }

    private IdentityCheck Identity(TitlePage found)
    {
        var counts = RowScan.Count(rows!, []);
        return new(folder, found, identity, findings) { Sent = counts.Sent + counts.Uncertain + counts.InFlight };
    }

    private SourceCheck Source()
    {
        if (SourceBeginsAlike == false)
            return LastRead?.IsOpen == true && identity.SourceBytes > page?.Identity.SourceBytes ? SourceCheck.LastRowOpen : SourceCheck.OtherBeginning;
        if (SourceBeginsAlike is null || page is null || page.Identity.SourceFingerprint == identity.SourceFingerprint) return SourceCheck.Same;

        // Rows behind what was compared may have left when the last run died: then nobody can say that they are the same rows.
        var wasCompared = LastRead is { } read && RowScan.LastMarked(rows!) <= read.Rows && page.Identity.SourceBytes is { } before && read.Bytes <= before;
        return wasCompared && identity.SourceBytes > page.Identity.SourceBytes && How != OpeningMode.RetryFailed ? SourceCheck.Grown : SourceCheck.Same;
    }

    private TitlePage Next(bool hasGrown)
    {
        var now = clock.GetUtcNow();
        if (page is null) return new() { Layout = TitlePage.CurrentLayout, Identity = identity, StartedAt = now, RunStartedAt = now, Runs = 1, Run = Run };
        var isOther = page.Identity.MappingHash != identity.MappingHash || page.Identity.SourceFingerprint != identity.SourceFingerprint;
        return page with
        {
            Runs = page.Runs + 1,
            RunStartedAt = now,
            Run = Run ?? page.Run,
            Identity = identity,
            Earlier = isOther ? [.. page.Earlier, new(page.Identity, page.Runs, now)] : page.Earlier,
            LastRow = hasGrown ? null : page.LastRow,
            EarlierEnds = hasGrown && page.LastRow is { } end ? [.. page.EarlierEnds, end] : page.EarlierEnds,
        };
    }

    private string? Changed(TitlePage next)
    {
        if (page is null || next.Earlier.Count == page.Earlier.Count) return null;
        return page.Identity.MappingHash != identity.MappingHash
            ? "the mapping changed since the rows failed; they were tried again under the mapping as it is now"
            : string.Create(
                CultureInfo.InvariantCulture,
                $"'{identity.SourceName}' grew at its end since the last run, from {page.Identity.SourceBytes:N0} to {identity.SourceBytes:N0} bytes; what was read before is unchanged");
    }

    private bool ReadPage()
    {
        try
        {
            page = TitlePage.Read(folder);
        }
        catch (JsonException)
        {
            return Unreadable($"{TitlePage.FileName} is damaged");
        }

        return page is null || page.Layout == TitlePage.CurrentLayout
            || Unreadable(string.Create(CultureInfo.InvariantCulture, $"their layout is {page.Layout}, this Loader knows {TitlePage.CurrentLayout}"));
    }

    /// <summary>
    /// Moves everything but the lock into a folder of its own, the rows first and the title page last: an unfinished move is then refused as
    /// books whose rows are missing, until it is restarted again.
    /// </summary>
    private void KeepOld()
    {
        var files = Directory.GetFiles(folder).Where(path => Path.GetFileName(path) is not (BooksLock.FileName or BooksLock.HolderName)).ToList();
        if (files.TrueForAll(IsStaying)) return;
        var stamp = clock.GetUtcNow().UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
        var kept = Path.Combine(folder, KeptName, stamp);
        for (var again = 2; Directory.Exists(kept); again++)
            kept = Path.Combine(folder, KeptName, string.Create(CultureInfo.InvariantCulture, $"{stamp}-{again}"));
        PrivateFile.CreateFolder(Path.Combine(folder, KeptName));
        PrivateFile.CreateFolder(kept);
        foreach (var path in files.OrderBy(Turn))
        {
            var beside = Path.Combine(kept, Path.GetFileName(path));
            if (IsStaying(path)) File.Copy(path, beside);
            else File.Move(path, beside);
        }

        FolderFlush.Of(folder);

        bool IsStaying(string path) => Path.GetFileName(path) == Stays;

        static int Turn(string path) => Path.GetFileName(path) switch { LoadBooks.RowsName => 0, TitlePage.FileName => 2, _ => 1 };
    }

    private bool Unreadable(string what)
    {
        findings.Add(BookCodes.Unreadable, Place.Of(folder), $"the books cannot be read: {what}", IdentityCheck.RestartHint);
        return false;
    }

    private void Warn(FindingCode code, string message) => findings.Add(code, Place.Of(folder), message);
}
