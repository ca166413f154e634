using System.Globalization;
using System.Text.Json;
using Loader.Books;
using Loader.Books.Files;
using Loader.Books.RowBytes;

namespace Loader.Running;

/// <summary>
/// The books of a load that rejected rows which are to be loaded by themselves: which of these rows it has sent since, or may have, and which went into the
/// books of another such load.
/// </summary>
internal sealed class Origin : IDisposable
{
    private const int MostNamed = 10;

    private readonly BooksView? view;
    private readonly IReadOnlyList<CorrectedLoad> others;
    private readonly bool isBegunAnew;
    private readonly List<string> doubled = [];
    private long count;

    /// <param name="load">What the load is called; null where its rows do not say.</param>
    /// <param name="folder">Where its books are, or those that took their place.</param>
    /// <param name="aside">Where they are if they were put aside; else null.</param>
    /// <param name="own">The books that the rows are to be loaded into.</param>
    private Origin(string? load, string folder, string? aside, string own)
    {
        Folder = folder;
        view = BooksView.Open(aside ?? folder, out _);
        Load = load ?? (view is null ? "" : LoadName.Of(view.Page));
        others = folder == own ? [] : [.. CorrectedLoads.Read(folder).Where(other => other.Books != own && Corrections.MayHaveSent(other.Books))];
        isBegunAnew = aside is not null && folder != own && Corrections.MayHaveSent(folder);
    }

    public string Load { get; }

    public string Folder { get; }

    /// <summary>The rows that are to be loaded, by the numbers that they have here.</summary>
    public RowRanges Rows { get; } = new();

    /// <summary>Which of them would be sent twice, and why; null when none would.</summary>
    public string? Doubled => count == 0 ? null
        : string.Join(", ", doubled) + (count > doubled.Count ? string.Create(CultureInfo.InvariantCulture, $" and {count - doubled.Count:N0} more") : "");

    /// <summary>The books beside which a rejected file lies.</summary>
    public static Origin Beside(string folder, string own) => new(null, folder, null, own);

    /// <summary>The books of a load that is called so; null when they are in none of the folders.</summary>
    public static Origin? Find(string load, IEnumerable<string> folders, string own)
    {
        foreach (var folder in folders.Select(Path.GetFullPath))
        {
            if (IsCalled(folder, load)) return new(load, folder, null, own);
            var before = Path.Combine(folder, BooksOpening.KeptName);
            if (Directory.Exists(before) && Directory.EnumerateDirectories(before).FirstOrDefault(aside => IsCalled(aside, load)) is { } found)
                return new(load, folder, found, own);
        }

        return null;
    }

    /// <summary>A row that is to be loaded.</summary>
    public void Meet(long row)
    {
        Rows.Add(row);
        if (What(row) is not { } what) return;
        count++;
        if (doubled.Count < MostNamed) doubled.Add(string.Create(CultureInfo.InvariantCulture, $"row {row} {what}"));
    }

    public void Dispose() => view?.Dispose();

    private string? What(long row) => view?.StateOf(row) switch
    {
        RowState.Sent => "is sent",
        RowState.Leaving => "is on its way",
        RowState.ToRetry => "is to be tried again",
        RowState.Uncertain => "is uncertain",
        _ when view?.MayBeUncertain(row) == true => "is uncertain",
        _ when isBegunAnew => "is in the load that was begun anew",
        _ when others.FirstOrDefault(other => other.Rows?.Contains(row) ?? true) is { } load => $"was loaded into the books in '{load.Books}'",
        _ => null,
    };

    private static bool IsCalled(string folder, string load)
    {
        try
        {
            return TitlePage.Read(folder) is { } page && LoadName.Of(page) == load;
        }
        catch (Exception unreadable) when (unreadable is JsonException || BooksException.IsOfTheDisk(unreadable))
        {
            return false;
        }
    }
}
