using System.Security.Cryptography;
using Loader.Mappings.Findings;
using Loader.Mappings.Rows;
using Loader.Options;
using Loader.Sources;

namespace Loader.Running.Preparing;

/// <summary>
/// Look-up tables in CSV files, read by the source of that name: as it finds delimiter and encoding there, it does here. Each is read once, before the first
/// row, and held in memory, so its size has a bound. Its content is a part of what the mapping means: <see cref="Contents"/>.
/// </summary>
internal sealed class LookupFiles(SourceCatalog sources, OptionContext context) : ITableFiles
{
    public const long LargestFile = 64L << 20;
    public const int MostRows = 500_000;

    private readonly Dictionary<(string Path, string KeyColumn), Table> tables = [];
    private readonly SortedDictionary<string, string> contents = new(StringComparer.Ordinal);

    /// <summary>The files that were read, by path, with a hash of each content.</summary>
    public IReadOnlyDictionary<string, string> Contents => contents;

    public Table? Open(string path, string keyColumn, string column, out (string Message, string? Hint) trouble)
    {
        trouble = default;
        if (tables.TryGetValue((path, keyColumn), out var known)) return known;
        if (!File.Exists(path))
            trouble = ($"there is no file '{path}' in {Directory.GetCurrentDirectory()}", "paths count from the folder the program was started in");
        else if (new FileInfo(path).Length > LargestFile) trouble = ($"'{path}' is larger than 64 MB; look-up tables are held in memory", null);
        if (trouble.Message is not null) return null;

        // A file on disk gives its rows without waiting for anything, so nothing is blocked here that could go on meanwhile.
        var (table, message) = ReadAsync(path, keyColumn).AsTask().GetAwaiter().GetResult();
        if (table is null)
        {
            trouble = (message!, null);
            return null;
        }

        using (var content = File.OpenRead(path)) contents[path] = Convert.ToHexStringLower(SHA256.HashData(content));
        tables.Add((path, keyColumn), table);
        return table;
    }

    private async ValueTask<(Table? Table, string? Message)> ReadAsync(string path, string keyColumn)
    {
        FindingList findings = [];
        var place = Place.Of(path);
        var settings = new Dictionary<string, string>(StringComparer.Ordinal) { ["path"] = path };
        await using var source = await sources.Find("csv")!.OpenAsync(
            new("lookup", null, context with { Findings = findings }, place, settings),
            CancellationToken.None);
        if (source is null) return (null, findings.Count > 0 ? findings[0].Message : $"'{path}' cannot be read");
        var names = source.Schema.Columns.Select(column => column.Name).ToList();
        var key = source.Schema.IndexOf(keyColumn);
        if (key < 0) return (null, $"'{path}' has no column '{keyColumn}'; it has {string.Join(", ", names)}");

        var rows = new Dictionary<string, Value>(StringComparer.Ordinal);
        var cells = new Value[names.Count];
        await foreach (var chunk in source.ReadAsync(1, [.. Enumerable.Range(0, names.Count)], CancellationToken.None))
        {
            using (chunk)
            {
                for (var i = 0; i < chunk.Count; i++)
                {
                    if (chunk.ProblemOf(i) is { } problem) return (null, $"'{path}', line {chunk.LineOf(i)}: {problem.Message}");
                    chunk.Read(i, cells);
                    if (cells[key].IsNull) return (null, $"'{path}', line {chunk.LineOf(i)}: the key is empty");
                    if (rows.Count == MostRows) return (null, $"'{path}' has more than {MostRows} rows; look-up tables are held in memory");
                    var row = new ValueObject([.. names.Select((name, column) => KeyValuePair.Create(name, cells[column].Detached()))]);
                    if (!rows.TryAdd(cells[key].Text, Value.Of(row)))
                        return (null, $"'{path}', line {chunk.LineOf(i)}: the key '{cells[key].Text}' stands there twice");
                }
            }
        }

        return (new(path, rows) { Columns = names }, null);
    }
}
