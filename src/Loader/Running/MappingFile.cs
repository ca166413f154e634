using System.Text;
using Loader.Mappings.Findings;

namespace Loader.Running;

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

    private static string? Similar(string path)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(path));
        if (folder is null || !Directory.Exists(folder)) return null;
        var names = Directory.EnumerateFiles(folder, "*.yaml").Concat(Directory.EnumerateFiles(folder, "*.yml")).Select(Path.GetFileName).OfType<string>().ToList();
        return DidYouMean.Nearest(Path.GetFileName(path), names) is { } near
            ? $"did you mean '{Path.Combine(Path.GetDirectoryName(path) ?? "", near)}'?"
            : null;
    }
}
