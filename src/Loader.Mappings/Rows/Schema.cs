namespace Loader.Mappings.Rows;

/// <summary>The columns of a source, in its order. Names are unique.</summary>
public sealed class Schema
{
    private readonly Dictionary<string, int> byName;

    public Schema(IReadOnlyList<Column> columns)
    {
        Columns = columns;
        byName = new(columns.Count, StringComparer.Ordinal);
        for (var i = 0; i < columns.Count; i++) byName.Add(columns[i].Name, i);
    }

    public IReadOnlyList<Column> Columns { get; }

    /// <summary>The index of a column, or -1.</summary>
    public int IndexOf(string name) => byName.GetValueOrDefault(name, -1);
}
