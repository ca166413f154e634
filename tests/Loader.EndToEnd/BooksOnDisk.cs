using Loader.Books;
using Loader.Books.Records;
using Loader.Books.RowBytes;
using Loader.Mappings.Findings;

namespace Loader.EndToEnd;

/// <summary>The books that a run left, read by the product's own reader after the process has ended.</summary>
internal sealed class BooksOnDisk : IDisposable
{
    private readonly LoadBooks books;

    public BooksOnDisk(string folder)
    {
        var page = TitlePage.Read(folder) ?? throw new InvalidOperationException($"there are no books in {folder}");
        FindingList findings = [];
        books = LoadBooks.Open(folder, page.Identity, restart: false, findings, TimeProvider.System)
            ?? throw new InvalidOperationException(string.Join('\n', findings));
    }

    public Counts Counts => books.Count();

    public IEnumerable<FailedRow> Failed => books.ReadFailed();

    public IEnumerable<UncertainRow> Uncertain => books.ReadUncertain();

    /// <summary>The numbers of the rows in a state, among the first <paramref name="rows"/>.</summary>
    public IReadOnlySet<long> Rows(RowState state, long rows)
    {
        var found = new HashSet<long>();
        for (var row = 1L; row <= rows; row++)
        {
            if (books[row] == state) found.Add(row);
        }

        return found;
    }

    public void Dispose() => books.Dispose();
}
