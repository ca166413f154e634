using System.Collections.Concurrent;
using System.Text.Json;

namespace Loader.Destinations.Snowplow.Schemas;

/// <summary>
/// A folder of schemas as a static Iglu registry lays them out: <c>VENDOR/NAME/jsonschema/1-0-0</c>, with or without <c>.json</c>, by itself or under
/// <c>schemas/</c>. Files are read when they are first asked for, and once.
/// </summary>
internal sealed class SchemaFolder(string path)
{
    private readonly ConcurrentDictionary<string, SchemaFile?> files = new(StringComparer.Ordinal);

    public string Path => path;

    /// <summary>The schema of an Iglu address; null when the folder has none.</summary>
    public SchemaFile? Find(string uri) => files.GetOrAdd(uri, Read);

    private SchemaFile? Read(string uri)
    {
        string[] parts = uri["iglu:".Length..].Split('/');
        if (parts.Any(part => part is "" or "." or "..")) return null;
        var relative = System.IO.Path.Combine(parts);
        var file = (from root in (string[])[path, System.IO.Path.Combine(path, "schemas")]
                    from ending in (string[])["", ".json"]
                    select System.IO.Path.Combine(root, relative) + ending).FirstOrDefault(File.Exists);
        return file is null ? null : SchemaFile.Read(file, parts);
    }
}

/// <summary>One schema's file.</summary>
/// <param name="Schema">What it says; null when it cannot be used.</param>
/// <param name="Problems">Why not.</param>
/// <param name="NotChecked">Its words that nobody checks.</param>
internal sealed record SchemaFile(SchemaNode? Schema, IReadOnlyList<string> Problems, IReadOnlyList<string> NotChecked)
{
    private static readonly string[] Names = ["vendor", "name", "format", "version"];

    public static SchemaFile Read(string file, string[] address)
    {
        JsonElement root;
        try
        {
            using var json = JsonDocument.Parse(File.ReadAllBytes(file));
            root = json.RootElement.Clone();
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException or JsonException)
        {
            return new(null, [$"{file} cannot be read: {unreadable.Message}"], []);
        }

        var schema = SchemaReader.Read(root, out var problems, out var notChecked);
        var all = problems.Concat(OtherNames(root, address)).Select(problem => $"{file}: {problem}").ToList();
        return new(all.Count == 0 ? schema : null, all, notChecked);
    }

    /// <summary>A file that was copied and not renamed inside would be refused by any registry.</summary>
    private static IEnumerable<string> OtherNames(JsonElement root, string[] address)
    {
        if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("self", out var self) || self.ValueKind != JsonValueKind.Object) yield break;
        foreach (var (name, expected) in Names.Zip(address))
        {
            if (self.TryGetProperty(name, out var own) && own.ToString() != expected) yield return $"it calls its {name} '{own}', and lies under '{expected}'";
        }
    }
}
