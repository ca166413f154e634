using System.Globalization;
using Loader.Books;
using Loader.Books.RowBytes;
using Loader.Mappings.Findings;
using Loader.Settings;

namespace Loader.Running.Naming;

/// <summary>The rows that a person settles by number: each has to be uncertain, or a slip of the hand would settle nothing in silence.</summary>
internal static class NamedRows
{
    private const int MostNamed = 10;

    /// <summary>Whether all of them can be settled; a finding that says what the others are when not.</summary>
    /// <param name="folder">The folder of the books, which are held.</param>
    public static bool AreUncertain(string folder, Settlement settlement, FindingList findings)
    {
        if (settlement.Rows is not { } named) return true;
        using var books = BooksView.Open(folder, out _);

        // Books that cannot be read are refused by those who open them.
        if (books is null) return true;
        var others = named.Where(row => !books.MayBeUncertain(row)).Order().ToList();
        if (others.Count == 0) return true;
        var words = string.Join(", ", others.Take(MostNamed).Select(row => Text($"row {row} {What(books, row)}")));
        var more = others.Count > MostNamed ? Text($" and {others.Count - MostNamed:N0} more") : "";
        findings.Add(
            BookCodes.NotUncertain,
            Place.Of(folder),
            $"--row names rows that are not uncertain: {words}{more}; nothing was settled or sent",
            "'loader status' names the rows that are");
        return false;
    }

    private static string What(BooksView books, long row) => books.StateOf(row) switch
    {
        RowState.Sent => "is sent",
        RowState.Failed or RowState.ToRetry => "failed",
        RowState.Skipped => "was skipped",
        _ when books.Page.LastRow is { } last && row > last => Text($"is not there (the source has {last:N0} rows)"),
        _ => "was not reached yet",
    };

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
