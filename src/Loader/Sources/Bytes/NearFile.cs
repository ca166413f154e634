using Loader.Mappings.Findings;

namespace Loader.Sources.Bytes;

/// <summary>What a person may have meant by a path that names nothing.</summary>
internal static class NearFile
{
    public static string Hint(string full)
    {
        var folder = Path.GetDirectoryName(full) ?? full;
        if (!Directory.Exists(folder)) return $"the folder {folder} does not exist either";
        return DidYouMean.Hint(Path.GetFileName(full), Names(folder)) ?? "the folder is there" + Samples(folder, Path.GetExtension(full));
    }

    private static string Samples(string folder, string extension)
    {
        var names = Names(folder).Where(name => name.EndsWith(extension, StringComparison.OrdinalIgnoreCase)).Order(StringComparer.Ordinal).Take(3).ToList();
        return names.Count == 0 ? "" : ": " + string.Join(", ", names);
    }

    private static IEnumerable<string> Names(string folder)
    {
        // A folder that cannot be listed has no names to offer; the finding that asked for them says what is wrong.
        var options = new EnumerationOptions { IgnoreInaccessible = true };
        try
        {
            return [.. Directory.EnumerateFiles(folder, "*", options).Select(file => Path.GetFileName(file)).Take(1000)];
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
