namespace Loader.Mappings.Rows;

/// <summary>The columns of a source, in its order. Names are unique.</summary>
/// <remarks>
/// Rows without a fixed set of columns (NDJSON) have an open schema: what was found in some rows, and every further name that somebody asks for, which
/// gets a column of its own, of any type. Asking is over when the first row is read.
/// </remarks>
public sealed class Schema
{
    private readonly Dictionary<string, int> byName;
    private readonly List<Column> columns;
    private readonly int found;

    public Schema(IReadOnlyList<Column> columns, bool isOpen = false)
    {
        this.columns = [.. columns];
        IsOpen = isOpen;
        found = columns.Count;
        byName = new(columns.Count, StringComparer.Ordinal);
        for (var i = 0; i < columns.Count; i++) byName.Add(columns[i].Name, i);
    }

    public IReadOnlyList<Column> Columns => columns;

    /// <summary>Whether a row may have columns that are not known yet.</summary>
    public bool IsOpen { get; }

    /// <summary>The columns that were found in rows, without those that were only asked for.</summary>
    public IEnumerable<Column> Found => columns.Take(found);

    /// <summary>The columns that were asked for and not found in any row that was looked at.</summary>
    public IEnumerable<Column> AskedFor => columns.Skip(found);

    /// <summary>The index of a column, or -1. An open schema has every column.</summary>
    public int IndexOf(string name)
    {
        if (byName.TryGetValue(name, out var index)) return index;
        if (!IsOpen) return -1;
        byName.Add(name, columns.Count);
        columns.Add(new(name, Kind: null));
        return columns.Count - 1;
    }
}
