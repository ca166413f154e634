using System.Globalization;
using Loader.Mappings.Findings;

namespace Loader.Cli;

/// <summary>Findings on the screen: all of them, in the order of the file, and how many there were.</summary>
internal static class FindingWords
{
    public static void Write(FindingList findings, TextWriter talk)
    {
        foreach (var finding in findings.InFileOrder()) talk.WriteLine(finding.ToString());
        var errors = findings.Count(finding => finding.Severity == Severity.Error);
        if (errors > 0)
        {
            talk.WriteLine($"{Count(errors, "error")}; nothing was sent. 'loader explain {findings.First(f => f.Severity == Severity.Error).Code}' says more.");
        }
    }

    public static string Count(long count, string noun) =>
        count.ToString("N0", CultureInfo.InvariantCulture) + " " + (count == 1 ? noun : noun + "s");
}
