using System.Globalization;
using Loader.Mappings.Findings;

namespace Loader.Cli.Words;

/// <summary>Findings on the screen: all of them, in the order of the file, and how many there were.</summary>
internal static class FindingWords
{
    public static void Write(FindingList findings, Surroundings around)
    {
        var talk = around.Talk;
        foreach (var finding in findings.InFileOrder()) talk.WriteLine(Shown(finding, around).ToString());
        var errors = findings.Count(finding => finding.Severity == Severity.Error);
        if (errors > 0)
        {
            talk.WriteLine($"{Count(errors, "error")}; nothing was sent. 'loader explain {findings.First(f => f.Severity == Severity.Error).Code}' says more.");
        }
    }

    /// <summary>A finding as it may be shown: what it quotes of an address or an answer may hold a secret.</summary>
    public static Finding Shown(Finding finding, Surroundings around) => finding with
    {
        Message = around.Secrets.Redact(finding.Message),
        Hint = finding.Hint is { } hint ? around.Secrets.Redact(hint) : null,
    };

    public static string Count(long count, string noun) =>
        count.ToString("N0", CultureInfo.InvariantCulture) + " " + (count == 1 ? noun : noun + "s");
}
