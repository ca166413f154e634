using System.Text;

namespace Loader.Mappings.Tests;

/// <summary>
/// Text that was looked at once and must stay as it is. When it differs, the new text is written beside the old one as
/// <c>NAME.received.EXT</c>; if the new one is right, move it over the old one.
/// </summary>
internal static class GoldenFile
{
    /// <summary>The folder of this test project's sources.</summary>
    public static string Tests { get; } = FindTests();

    public static void Check(string path, string actual)
    {
        var received = Path.ChangeExtension(path, ".received" + Path.GetExtension(path));
        var expected = File.Exists(path) ? File.ReadAllText(path).ReplaceLineEndings("\n") : null;
        if (expected == actual)
        {
            File.Delete(received);
            return;
        }

        File.WriteAllText(received, actual, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        var name = Path.GetRelativePath(Tests, path);
        Assert.Fail(
            $"{name} differs. If what was received is right: mv {Path.GetRelativePath(Tests, received)} {name} (in {Path.GetFileName(Tests)})\n--- received\n{actual}--- expected\n{expected}");
    }

    private static string FindTests()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Loader.sln"))) return Path.Combine(folder.FullName, "tests", "Loader.Mappings.Tests");
        }

        throw new InvalidOperationException("Loader.sln is not above the tests.");
    }
}
