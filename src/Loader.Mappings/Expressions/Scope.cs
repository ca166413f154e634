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
    private readonly Dictionary<string, ScopeLet> lets = new(StringComparer.Ordinal);
    private readonly SortedSet<int> usedCells = [];
    private readonly SortedSet<string> usedNames = new(StringComparer.Ordinal);
    private readonly HashSet<string> usedLets = new(StringComparer.Ordinal);
    private string[] later = [];

    /// <summary>Makes a column of a name that is not among the known ones, for a source whose rows may have any; null where there are no others.</summary>
    public Func<string, ScopeColumn>? Further { get; init; }

    /// <summary>The look-up tables that expressions may use.</summary>
    public Tables Tables { get; init; } = Tables.None;

    /// <summary>Whether the mapping makes groups, so that <c>rows</c> are the rows of one.</summary>
    public bool Grouped { get; init; }

    /// <summary>Where <c>secret</c> finds values; null where there are none to be had.</summary>
    public ISecretValues? Secrets { get; init; }

    /// <summary>Sees the values of what is bound; null: nobody does.</summary>
    public ITrace? Trace { get; init; }

    /// <summary>The cells that bound expressions read, in order.</summary>
    public IReadOnlyCollection<int> UsedCells => usedCells;

    /// <summary>The columns that bound expressions name, also those of an open scope.</summary>
    public IReadOnlyCollection<string> UsedNames => usedNames;

    /// <summary>The named values that bound expressions use.</summary>
    public IReadOnlyCollection<string> UsedLets => usedLets;

    /// <summary>Where <c>rows</c> cannot be used since the group is not complete; null where they can.</summary>
    internal string? WithoutRows { get; set; }

    /// <summary>Set when an expression uses <c>rows</c>, or a named value that does.</summary>
    internal bool RowsUsed { get; set; }

    internal IEnumerable<string> Names => columns.Select(column => column.Name).Concat(lets.Keys);

    internal bool IsOpen => open;

    internal bool Knows(string name) => byName.ContainsKey(name) || lets.ContainsKey(name);

    internal bool KnowsColumn(string name) => byName.ContainsKey(name);

    /// <summary>Whether a named value of that name comes further down, or is the one being bound.</summary>
    internal bool ComesLater(string name) => Array.IndexOf(later, name) >= 0;

    /// <summary>The names of <c>let</c> that are not bound yet, in their order.</summary>
    internal void Announce(IEnumerable<string> names) => later = [.. names];

    internal void Add(ScopeLet let)
    {
        lets.TryAdd(let.Name, let);
        later = [.. later.Where(name => name != let.Name)];
    }

    internal ScopeLet? UseLet(string name)
    {
        if (!lets.TryGetValue(name, out var let)) return null;
        usedLets.Add(name);
        return let;
    }

    internal ScopeColumn? Use(string name)
    {
        var column = byName.GetValueOrDefault(name) ?? Further?.Invoke(name) ?? (open ? new ScopeColumn(name, -1, null) : null);
        if (column is null) return null;
        usedNames.Add(name);
        if (column.Cell >= 0) usedCells.Add(column.Cell);
        return column;
    }
}

/// <summary>A named value as expressions see it.</summary>
/// <param name="Name">Its name under <c>let</c>.</param>
/// <param name="Index">Which one.</param>
/// <param name="Node">What it is; null when it has a mistake, which has been reported.</param>
/// <param name="OfGroup">Whether it is computed from the group's rows, so that it is one for all of them.</param>
internal sealed record ScopeLet(string Name, int Index, Node? Node, bool OfGroup);
