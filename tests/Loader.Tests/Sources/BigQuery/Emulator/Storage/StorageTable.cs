using System.Text.Json.Nodes;

namespace Loader.Tests.Sources.BigQuery.Emulator.Storage;

/// <summary>A table as the Storage Read API serves it.</summary>
internal sealed class StorageTable
{
    /// <summary>Names and Avro types (JSON) of its columns.</summary>
    public required IReadOnlyList<(string Name, string AvroType)> Columns { get; init; }

    /// <summary>Each row as the Avro bytes of its cells.</summary>
    public required IReadOnlyList<byte[][]> Rows { get; init; }

    /// <summary>How many streams the server makes at most, whatever is asked for.</summary>
    public int MostStreams { get; init; } = 1000;

    /// <summary>How many rows a message has.</summary>
    public int MessageRows { get; init; } = 100;

    /// <summary>How many rows each stream has, the table's first rows in the first; null: streams of unequal length, by where rows lie in the table.</summary>
    public IReadOnlyList<int>? StreamRows { get; init; }

    /// <summary>Before how many messages there is one that has no rows and tells of throttling; 0: none.</summary>
    public int ThrottledEvery { get; init; }

    /// <summary>A view cannot be read.</summary>
    public bool IsView { get; init; }

    /// <summary>Which rows meet a condition; without it a condition is an error.</summary>
    public Func<string, int, bool>? Condition { get; init; }

    /// <summary>The schema of a session with these columns, all when there are none; in the table's order whatever the order they are asked for in.</summary>
    public string Schema(IReadOnlyCollection<string> selected)
    {
        var fields = Selected(selected).Select(
            i => (JsonNode)new JsonObject { ["name"] = AvroName(Columns[i].Name), ["type"] = JsonNode.Parse(Columns[i].AvroType) });
        return new JsonObject { ["type"] = "record", ["name"] = "__root__", ["fields"] = new JsonArray([.. fields]) }.ToJsonString();
    }

    public byte[] RowBytes(int row, IReadOnlyCollection<string> selected) => [.. Selected(selected).SelectMany(i => Rows[row][i])];

    public static bool IsPlain(string name) => name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '_') && !char.IsAsciiDigit(name[0]);

    private static string AvroName(string name) => IsPlain(name) ? name : "_" + string.Concat(name.Where(char.IsAsciiLetterOrDigit));

    private IEnumerable<int> Selected(IReadOnlyCollection<string> selected) =>
        Enumerable.Range(0, Columns.Count).Where(i => selected.Count == 0 || selected.Contains(Columns[i].Name));
}
