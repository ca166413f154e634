using Loader.Books;
using Loader.Mappings.Findings;

namespace Loader.Running;

/// <summary>
/// Failed rows are mended in one of two ways: their corrected file is loaded into books of its own, or they are tried again in the books where they
/// failed. The two sets of books know of each other here, so that no row goes both ways in silence.
/// </summary>
/// <param name="folder">The folder of the books that are held.</param>
/// <param name="findings">Where a refusal goes.</param>
internal sealed class Corrections(string folder, FindingList findings)
{
    private const string Before = "before";

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
    /// Whether a source may be loaded; where it is the rejected file of other books, that is noted in their folder, and a finding says so when they have
    /// tried its rows again since.
    /// </summary>
    public bool MayLoad(string source, bool allowDoubles, DateTimeOffset now)
    {
        var (path, own) = (Path.GetFullPath(source), Path.GetFullPath(folder));
        if (CorrectedLoads.OriginOf(path) is not { } origin || origin == own) return true;
        var file = Path.GetFileName(path);
        if (!allowDoubles && TitlePage.Read(origin)?.TriedAgain.Contains(file, StringComparer.Ordinal) == true)
        {
            findings.Add(
                BookCodes.TriedAgain,
                Place.Of(source),
                $"the rows of '{source}' were tried again since it was written (--retry-failed): loading it would send them twice",
                $"correct and load the newest rejected file in '{origin}', if there is one; to load this one all the same, add --allow-doubles");
            return false;
        }

        CorrectedLoads.Note(origin, new(file, own, now));
        return true;
    }

    /// <summary>
    /// Books that are gone or cannot be read may have sent anything; so may those that were put aside, and loads of their own rejected files.
    /// </summary>
    private static bool MayHaveSent(string books, HashSet<string> seen)
    {
        if (!seen.Add(Path.GetFullPath(books))) return false;
        using var view = BooksView.Open(books, out _);
        if (view is null || view.IsRunning || Directory.Exists(Path.Combine(books, Before))) return true;
        var counts = view.AtOpening;
        return counts.Sent + counts.Uncertain + counts.InFlight > 0 || view.HasDoubt
            || CorrectedLoads.Read(books).Any(load => MayHaveSent(load.Books, seen));
    }
}
