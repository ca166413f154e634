using System.Text;
using Loader.Books.Files;

namespace Loader.Reports;

/// <summary>The report on disk: whole or not at all, readable by its owner only.</summary>
internal static class ReportFiles
{
    public const string Json = "report.json";
    public const string Markdown = "report.md";

    public static void Write(string folder, Report report)
    {
        Write(Path.Combine(folder, Json), ReportJson.Text(report));
        Write(Path.Combine(folder, Markdown), ReportMarkdown.Text(report));
    }

    /// <summary>Appends the Markdown to a file that is somebody else's: the one named by <c>GITHUB_STEP_SUMMARY</c>.</summary>
    public static void AppendTo(string summary, Report report) => File.AppendAllText(summary, ReportMarkdown.Text(report) + "\n");

    private static void Write(string path, string text) => PrivateFile.Replace(path, file => file.Write(Encoding.UTF8.GetBytes(text)));
}
