using System.Text;
using Loader.Mappings.Findings;

namespace Loader.Running.Preparing;

/// <summary>Reads a mapping's text, or says what is wrong with the path.</summary>
internal static class MappingFile
{
    private const long LargestMapping = 4 << 20;

    public static string? Read(string path, FindingList findings)
    {
        if (Directory.Exists(path)) return Refuse(findings, path, $"'{path}' is a folder", "name one mapping file in it");
        if (!File.Exists(path)) return Refuse(findings, path, $"there is no file '{path}' in {Directory.GetCurrentDirectory()}", Similar(path));
        if (new FileInfo(path).Length > LargestMapping) return Refuse(findings, path, $"'{path}' is larger than 4 MB; a mapping is a short text", null);
        try
        {
            return new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true).GetString(File.ReadAllBytes(path)).TrimStart('\uFEFF');
        }
        catch (DecoderFallbackException)
        {
            return Refuse(findings, path, $"'{path}' is not a text in UTF-8", "a mapping is a YAML text; is this the data file?");
        }
        catch (UnauthorizedAccessException)
        {
            return Refuse(findings, path, $"'{path}' may not be read by this user", null);
        }
    }

    private static string? Refuse(FindingList findings, string path, string message, string? hint)
    {
        findings.Add(RunningCodes.NoMapping, Place.Of(path), message, hint);
        return null;
    }

    /// <summary>The same path in the folder that was probably meant, where it leads to something.</summary>
    private static string? SimilarFolder(string path)
    {
        var parts = path.Split(Path.DirectorySeparatorChar, Path.AltDirectorySeparatorChar);
        for (var i = 0; i + 1 < parts.Length; i++)
        {
            var above = i == 0
                ? "."
                : string.Join(Path.DirectorySeparatorChar, parts[..i]) is { Length: > 0 } before ? before
                : Path.DirectorySeparatorChar.ToString();
            if (parts[i].Length == 0 || Directory.Exists(Path.Combine(above, parts[i]))) continue;
            if (!Directory.Exists(above)) return null;
            var names = Directory.EnumerateDirectories(above).Select(Path.GetFileName).OfType<string>();
            if (DidYouMean.Nearest(parts[i], names) is not { } near)
                return $"there is no folder '{string.Join(Path.DirectorySeparatorChar, parts[..(i + 1)])}'";
            parts[i] = near;
        }

        var meant = string.Join(Path.DirectorySeparatorChar, parts);
        return File.Exists(meant) ? $"did you mean '{meant}'?" : Similar(meant) ?? $"did you mean the folder '{Path.GetDirectoryName(meant)}'?";
    }

    private static string? Similar(string path)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(path));
        if (folder is null) return null;
        if (!Directory.Exists(folder)) return SimilarFolder(path);
        var names = Directory.EnumerateFiles(folder, "*.yaml")
            .Concat(Directory.EnumerateFiles(folder, "*.yml"))
            .Select(Path.GetFileName)
            .OfType<string>()
            .ToList();
        return DidYouMean.Nearest(Path.GetFileName(path), names) is { } near
            ? $"did you mean '{Path.Combine(Path.GetDirectoryName(path) ?? "", near)}'?"
            : null;
    }
}
