namespace Loader.Mappings.Rows;

/// <summary>The look-up tables that a mapping may use: its own by name, those in files by path. Remembers which were used.</summary>
/// <param name="named">The tables under <c>tables:</c>; names are unique.</param>
/// <param name="files">Opens files; null where there are none to be had.</param>
public sealed class Tables(IReadOnlyList<Table> named, ITableFiles? files)
{
    private readonly HashSet<string> used = new(StringComparer.Ordinal);

    public static Tables None => new([], null);

    public IEnumerable<string> Names => named.Select(table => table.Name);

    public ITableFiles? Files => files;

    /// <summary>The tables that an expression found by name.</summary>
    public IReadOnlyCollection<string> UsedNames => used;

    /// <summary>Whether a table is a file, by its name.</summary>
    public static bool IsFile(string name) => name.AsSpan().IndexOfAny('.', '/', '\\') >= 0;

    /// <summary>The mapping's own table of that name, or null.</summary>
    public Table? Find(string name)
    {
        var found = named.FirstOrDefault(table => table.Name == name);
        if (found is not null) used.Add(name);
        return found;
    }
}
