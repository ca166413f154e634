using System.Text.RegularExpressions;

namespace Loader.Tests.Sources;

/// <summary>A folder of its own for one test, gone afterwards.</summary>
internal sealed partial class TemporaryFolder : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("loader-tests-");

    public string FullName => folder.FullName;

    public string PathOf(string name) => Path.Combine(FullName, name);

    public string Write(string name, byte[] content)
    {
        File.WriteAllBytes(PathOf(name), content);
        return PathOf(name);
    }

    /// <summary>
    /// The text with FOLDER in place of this folder's name. Where temporary files are may be a name with blanks, which a command line and YAML quote.
    /// </summary>
    public string Hide(string text) => Quoted().Replace(text.Replace(FullName, "FOLDER", StringComparison.Ordinal), "${path}");

    public void Dispose() => folder.Delete(recursive: true);

    [GeneratedRegex("(?<=(?:check|--runs|path:) )'(?<path>FOLDER[^'\n]*)'", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Quoted();
}
