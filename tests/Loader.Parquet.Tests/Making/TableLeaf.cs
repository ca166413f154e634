namespace Loader.Parquet.Tests.Making;

/// <summary>One stored column of a table: a column, or a member of the items of a list.</summary>
/// <param name="Path">The names from the root.</param>
/// <param name="Type">What its values are.</param>
/// <param name="Column">The column of the table.</param>
/// <param name="Member">Which member of an item; null for a column that is no list.</param>
internal sealed record TableLeaf(string[] Path, TableType Type, int Column, int? Member)
{
    /// <summary>A list is there, has an item, and the item has this member: each is one level.</summary>
    public int MostDefinition => Member is null ? 1 : 3;

    public static IEnumerable<TableLeaf> Of(IReadOnlyList<TableColumn> columns)
    {
        for (var i = 0; i < columns.Count; i++)
        {
            var (column, items) = (columns[i], columns[i].Items);
            if (column.Type != TableType.List) yield return new([column.Name], column.Type, i, null);
            for (var member = 0; member < items.Count; member++)
                yield return new([column.Name, "list", "element", items[member].Name], items[member].Type, i, member);
        }
    }

    /// <summary>The entries of a row: whether one goes on with the row's list, how much of it is there, and its value.</summary>
    public IEnumerable<(int Repetition, int Definition, object? Value)> Entries(object?[] row)
    {
        if (Member is not { } member) return [(0, row[Column] is null ? 0 : 1, row[Column])];
        if (row[Column] is not object?[][] items) return [(0, 0, null)];
        if (items.Length == 0) return [(0, 1, null)];
        return items.Select((item, i) => (i == 0 ? 0 : 1, item[member] is null ? 2 : 3, item[member]));
    }
}
