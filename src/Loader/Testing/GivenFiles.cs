using Loader.Mappings.Rows;
using Loader.Mappings.Rules;

namespace Loader.Testing;

/// <summary>Look-up tables in files: those that tests give, and the others as they are on disk. Remembers what is asked for.</summary>
/// <param name="given">What tests give; each name once.</param>
/// <param name="others">Opens files that are not given.</param>
internal sealed class GivenFiles(IEnumerable<GivenTable> given, ITableFiles others) : ITableFiles
{
    private readonly Dictionary<string, GivenTable> given = given.Where(table => table.IsFile).ToDictionary(table => table.Name, StringComparer.Ordinal);
    private readonly Dictionary<string, AskedTable> asked = new(StringComparer.Ordinal);

    /// <summary>The files that the mapping looks things up in, by path.</summary>
    public IReadOnlyDictionary<string, AskedTable> Asked => asked;

    public Table? Open(string path, string keyColumn, string column, out (string Message, string? Hint) trouble)
    {
        trouble = default;
        if (!asked.TryGetValue(path, out var columns)) asked.Add(path, columns = new([], []));
        columns.Keys.Add(keyColumn);
        columns.Values.Add(column);
        if (!given.TryGetValue(path, out var table)) return others.Open(path, keyColumn, column, out trouble);

        // A column that no row names is null in all of them: a table without rows has every column.
        var names = table.Rows.SelectMany(row => row.Value.Object.Members).Select(cell => cell.Key).Append(column).Distinct(StringComparer.Ordinal);
        var keyed = table.Rows.Select(row => (Key: row.Value.Object[keyColumn], row.Value)).Where(row => !row.Key.IsNull);
        return new(path, keyed.Select(row => KeyValuePair.Create(row.Key.Text, row.Value))) { Columns = [.. names] };
    }
}

/// <summary>What a mapping asks of a file.</summary>
/// <param name="Keys">The columns that it looks for keys in.</param>
/// <param name="Values">The columns that it takes values from.</param>
internal sealed record AskedTable(SortedSet<string> Keys, SortedSet<string> Values)
{
    public IEnumerable<string> Columns => Keys.Union(Values, StringComparer.Ordinal);
}
