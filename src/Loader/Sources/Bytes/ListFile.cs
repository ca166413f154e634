using Loader.Options;

namespace Loader.Sources.Bytes;

/// <summary>A text file that names inputs, one path per line.</summary>
internal static class ListFile
{
    /// <summary>The paths; null with a finding when the list cannot be used.</summary>
    public static IReadOnlyList<string>? Read(string path, Section section)
    {
        try
        {
            IReadOnlyList<string> paths = [.. File.ReadLines(path).Select(line => line.Trim()).Where(line => line.Length > 0 && line[0] != '#')];
            if (paths.Count > 0) return paths;
            section.Findings.Add(InputCodes.BadList, section.PlaceOf("path"), $"the list '{path}' names no file");
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            section.Findings.Add(InputCodes.BadList, section.PlaceOf("path"), $"the list '{path}' cannot be read: {refused.Message}");
        }

        return null;
    }
}
