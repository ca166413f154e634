using System.Runtime.CompilerServices;
using System.Text;

namespace Loader.Tests.Reports;

/// <summary>Compares a text with the file that stands beside the test.</summary>
internal static class GoldenFile
{
    /// <summary>
    /// Fails when the text differs from <paramref name="name"/>, and leaves it beside as <c>.received</c>: when the new text is right, rename it.
    /// </summary>
    public static void Verify(string name, string text, [CallerFilePath] string test = "")
    {
        var expected = Path.Combine(Path.GetDirectoryName(test)!, name);
        var received = Path.ChangeExtension(expected, ".received" + Path.GetExtension(name));
        var wanted = File.Exists(expected) ? File.ReadAllText(expected) : "";
        if (wanted == text)
        {
            File.Delete(received);
            return;
        }

        File.WriteAllText(received, text, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        Assert.Fail($"{name} differs. If {Path.GetFileName(received)} beside it is right, rename it to {name}.\n\n{text}");
    }
}
