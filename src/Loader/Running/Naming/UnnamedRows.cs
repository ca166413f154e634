using Loader.Books;
using Loader.Books.Records;
using Loader.Books.RowBytes;
using Loader.Mappings;
using Loader.Running.Preparing;

namespace Loader.Running.Naming;

/// <summary>
/// Uncertain rows of earlier runs of which only the number is on record, since their run died. A run that reads them and lets them lie writes
/// down what they are.
/// </summary>
internal sealed class UnnamedRows(Prepared prepared, LoadBooks books)
{
    /// <summary>Bounds memory; further ones wait for the next run.</summary>
    private const int Most = 100_000;

    private readonly RowNames names = new(prepared);
    private readonly Dictionary<long, UncertainRow> rows =
        books.AtOpening.Uncertain == 0 ? [] : books.ReadUncertain().Where(row => !row.IsNamed).Take(Most).ToDictionary(row => row.Row);

    /// <summary>Whether a row is one of them and still uncertain.</summary>
    public bool Has(long row) => rows.Count > 0 && rows.ContainsKey(row) && books[row] == RowState.Uncertain;

    /// <summary>Names a row if it needs it.</summary>
    public void Name(long row, long line, string key, MappedEvent first, int events)
    {
        if (rows.Remove(row, out var known)) books.Named(Of(known, line, key, first, events));
    }

    /// <summary>A row with its name.</summary>
    public UncertainRow Of(UncertainRow row, long line, string key, MappedEvent first, int events) => names.Of(row, line, key, first, events);
}
