using Loader.Books;
using Loader.Mappings.Findings;
using Loader.Running.Preparing;
using Loader.Sources;

namespace Loader.Running;

/// <summary>
/// Failed rows are mended in one of two ways: their corrected file is loaded into books of its own, or they are tried again in the books where they
/// failed. The two sets of books know of each other here, so that no row goes both ways in silence.
/// </summary>
/// <param name="folder">The folder of the books that are held.</param>
/// <param name="findings">Where a refusal goes.</param>
internal sealed class Corrections(string folder, FindingList findings)
{
    /// <summary>Whether failed rows may be tried again; a finding when a load of the rejected file may have sent some.</summary>
    /// <param name="usual">Where such a load has its books unless somebody chose another folder: also one that was copied first is found there.</param>
    public bool MayTryAgain(string usual)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal) { Path.GetFullPath(folder) };
        var begun = TitlePage.Read(folder)?.StartedAt;
        var other = CorrectedLoads.Read(folder).Select(load => load.Books).FirstOrDefault(books => MayHaveSent(books, seen))
            ?? (BooksView.Begun(usual) >= begun && MayHaveSent(usual, seen) ? usual : null);
        if (other is null) return true;
        findings.Add(
            BookCodes.LoadedByThemselves,
            Place.Of(folder),
            $"rows of the rejected file were loaded by themselves, into the books in '{other}': trying the failed rows again would send those twice",
            "correct what failed again in the rejected file of those books and load that; to send rows again all the same, add --allow-doubles");
        return false;
    }

    /// <summary>
    /// Whether a source may be loaded. Where it is a rejected file of other books, or a copy of one, that is noted in their folder, and a finding says so when
    /// its rows have been sent since, or may have been.
    /// </summary>
    /// <param name="source">Read once more if its rows say where they come from.</param>
    /// <param name="runs">Where books are looked for.</param>
    public async Task<bool> MayLoadAsync(ISource source, string runs, bool allowDoubles, DateTimeOffset now, CancellationToken stop)
    {
        var (path, own) = (Path.GetFullPath(source.Name), Path.GetFullPath(folder));
        var beside = CorrectedLoads.OriginOf(path);
        if (beside == own || (beside is null && !source.IsRejected)) return true;
        var file = beside is null ? path : Path.GetFileName(path);
        if (!allowDoubles && beside is not null && TitlePage.Read(beside)?.TriedAgain.Contains(file, StringComparer.Ordinal) == true)
        {
            findings.Add(
                BookCodes.TriedAgain,
                Place.Of(source.Name),
                $"the rows of '{source.Name}' were tried again since it was written (--retry-failed): loading it would send them twice",
                $"correct and load the newest rejected file in '{beside}', if there is one; to load this one all the same, add --allow-doubles");
            return false;
        }

        using var rows = new RejectedRows(beside, own, mapping => LoadFolder.Near(runs, mapping).Prepend(Path.GetDirectoryName(path) ?? runs));
        if (source is { IsRejected: true, ComesOnce: false }) await rows.ReadAsync(source, stop);
        if (!allowDoubles && rows.Origins.FirstOrDefault(origin => origin.Doubled is not null) is { } refused)
        {
            findings.Add(
                BookCodes.TriedAgain,
                Place.Of(source.Name),
                $"'{source.Name}' has rows that the load '{refused.Load}' rejected and that were sent since, or may have been: {refused.Doubled}",
                $"take these rows out (_row is their number in the books in '{refused.Folder}'); to load them all the same, which may send them twice, "
                    + "add --allow-doubles");
            return false;
        }

        foreach (var origin in rows.Origins.Where(origin => origin.Folder != own))
        {
            CorrectedLoads.Note(origin.Folder, new(file, own, now) { Rows = origin.Rows.AreTooMany || !source.IsRejected ? null : origin.Rows });
            if (beside is not null) continue;
            Say($"'{source.Name}' has rows that the load '{origin.Load}' rejected; noted in its books in '{origin.Folder}', so that both do not send them");
        }

        foreach (var load in rows.Unknown)
            Say($"'{source.Name}' has rows that the load '{load}' rejected, and its books are not found here: whether it has sent them since is not known");
        if (source is { IsRejected: true, ComesOnce: false } && !rows.AreNamed)
            Say($"'{source.Name}' is a rejected file that does not say which load it is of (_load): whether its rows have been sent since is not known");
        if (source is { IsRejected: true, ComesOnce: true })
            Say("the rows were rejected by another load and are piped in, which happens once: whether they have been sent since is not looked up");
        return true;

        void Say(string what) => findings.Add(BookCodes.RejectedElsewhere, Place.Of(source.Name), what);
    }

    /// <summary>
    /// Books that are gone or cannot be read may have sent anything; so may those that were put aside, and loads of their own rejected files.
    /// </summary>
    public static bool MayHaveSent(string books) => MayHaveSent(books, new(StringComparer.Ordinal));

    private static bool MayHaveSent(string books, HashSet<string> seen)
    {
        if (!seen.Add(Path.GetFullPath(books))) return false;
        using var view = BooksView.Open(books, out _);
        if (view is null || view.IsRunning || Directory.Exists(Path.Combine(books, BooksOpening.KeptName))) return true;
        var counts = view.AtOpening;
        return counts.Sent + counts.Uncertain + counts.InFlight > 0 || view.HasDoubt
            || CorrectedLoads.Read(books).Any(load => MayHaveSent(load.Books, seen));
    }
}
