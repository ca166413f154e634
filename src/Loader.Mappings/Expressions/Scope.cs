using Loader.Mappings.Rows;

namespace Loader.Mappings.Expressions;

/// <summary>A column as expressions see it.</summary>
/// <param name="Name">As the source writes it.</param>
/// <param name="Cell">Its index among a row's cells; -1 when it is only checked, never evaluated.</param>
/// <param name="Kind">What its cells are where that is known.</param>
/// <param name="Conversion">
/// What the mapping says under <c>columns</c>, made by <see cref="Binder.BindConversion"/>: whoever names the column gets its value.
/// </param>
public sealed record ScopeColumn(string Name, int Cell, ValueKind? Kind, Node? Conversion = null);

/// <summary>The names that an expression may use, and which of them it did. Not for several threads.</summary>
/// <param name="columns">The known columns; names are unique.</param>
/// <param name="open">
/// Whether the source's columns are not known (a check without a readable source): then every other name is a column of unknown type too.
/// </param>
public sealed class Scope(IReadOnlyList<ScopeColumn> columns, bool open)
{
    private readonly Dictionary<string, ScopeColumn> byName = columns.ToDictionary(column => column.Name, StringComparer.Ordinal);
    private readonly SortedSet<int> usedCells = [];
    private readonly SortedSet<string> usedNames = new(StringComparer.Ordinal);

    /// <summary>The look-up tables that expressions may use.</summary>
    public Tables Tables { get; init; } = Tables.None;

    /// <summary>The cells that bound expressions read, in order.</summary>
    public IReadOnlyCollection<int> UsedCells => usedCells;

    /// <summary>The columns that bound expressions name, also those of an open scope.</summary>
    public IReadOnlyCollection<string> UsedNames => usedNames;

    internal IEnumerable<string> Names => columns.Select(column => column.Name);

    internal bool Knows(string name) => byName.ContainsKey(name);

    internal ScopeColumn? Use(string name)
    {
        var column = byName.GetValueOrDefault(name) ?? (open ? new ScopeColumn(name, -1, null) : null);
        if (column is null) return null;
        usedNames.Add(name);
        if (column.Cell >= 0) usedCells.Add(column.Cell);
        return column;
    }
}
