using System.IO.Enumeration;

namespace Loader.Sources.Bytes;

/// <summary>
/// Paths with <c>*</c> (anything within a name), <c>?</c> (one character) and <c>**</c> (folders of any depth, links to folders not followed). What matches
/// comes in ordinal order of the whole path, so that the same files are read in the same order everywhere.
/// </summary>
internal static class FilePattern
{
    private const string AnyDepth = "**";

    private static readonly string[] Everything = ["*"];

    public static bool IsPattern(string path) => path.AsSpan().IndexOfAny('*', '?') >= 0;

    /// <summary>The files directly in a folder. Names that begin with a dot or an underscore are not data: .DS_Store, _SUCCESS.</summary>
    public static IEnumerable<string> InFolder(string folder) =>
        Ordered(Directory.EnumerateFiles(folder).Where(file => Path.GetFileName(file) is not ['.' or '_', ..]));

    public static IEnumerable<string> Matches(string pattern)
    {
        var parts = pattern.Split(Path.DirectorySeparatorChar, Path.AltDirectorySeparatorChar);
        var fixedParts = parts.TakeWhile(part => !IsPattern(part)).Count();
        var root = string.Join(Path.DirectorySeparatorChar, parts.Take(fixedParts));
        if (fixedParts > 0 && root.Length == 0) root = Path.DirectorySeparatorChar.ToString();
        return Ordered(Under(root, parts.AsMemory(fixedParts)).Distinct(StringComparer.Ordinal));
    }

    /// <summary>Whether a path with / between its parts matches a pattern, for stores that list names and have no folders.</summary>
    public static bool IsMatch(string pattern, string path) => IsMatch(pattern.Split('/'), path.Split('/'));

    private static bool IsMatch(ReadOnlySpan<string> pattern, ReadOnlySpan<string> path)
    {
        if (pattern.IsEmpty) return path.IsEmpty;
        if (pattern[0] == AnyDepth) return IsMatch(pattern[1..], path) || (!path.IsEmpty && IsMatch(pattern, path[1..]));
        return !path.IsEmpty && FileSystemName.MatchesSimpleExpression(pattern[0], path[0], ignoreCase: false) && IsMatch(pattern[1..], path[1..]);
    }

    private static IEnumerable<string> Under(string folder, ReadOnlyMemory<string> parts)
    {
        var here = folder.Length == 0 ? "." : folder;
        if (parts.IsEmpty || !Directory.Exists(here)) yield break;
        var (part, rest) = (parts.Span[0], parts[1..]);
        if (part == AnyDepth)
        {
            // At the end it stands for every file below.
            foreach (var file in Under(folder, rest.IsEmpty ? Everything : rest)) yield return file;
            foreach (var below in Names(Directory.EnumerateDirectories(here).Where(IsNoLink), "*"))
            {
                foreach (var file in Under(Join(folder, below), parts)) yield return file;
            }
        }
        else if (rest.IsEmpty)
        {
            foreach (var file in Names(Directory.EnumerateFiles(here), part)) yield return Join(folder, file);
        }
        else if (!IsPattern(part))
        {
            foreach (var file in Under(Join(folder, part), rest)) yield return file;
        }
        else
        {
            foreach (var below in Names(Directory.EnumerateDirectories(here), part))
            {
                foreach (var file in Under(Join(folder, below), rest)) yield return file;
            }
        }
    }

    /// <summary>A link may lead back to where it stands: files behind it would come again and again. By a name of its own it is followed.</summary>
    private static bool IsNoLink(string folder) => new DirectoryInfo(folder).LinkTarget is null;

    /// <summary>Hidden names match only a pattern that begins with a dot too, as in a shell.</summary>
    private static IEnumerable<string> Names(IEnumerable<string> paths, string part) =>
        paths.Select(path => Path.GetFileName(path)).Where(name => (name[0] != '.' || part[0] == '.')
            && FileSystemName.MatchesSimpleExpression(part, name, ignoreCase: false));

    private static string Join(string folder, string name) => folder.Length == 0 ? name : Path.Combine(folder, name);

    private static IEnumerable<string> Ordered(IEnumerable<string> files) => files.OrderBy(file => file.Replace('\\', '/'), StringComparer.Ordinal);
}
