using System.CommandLine;
using Loader.Mappings.Findings;
using Loader.Reports;

namespace Loader.Cli;

/// <summary><c>loader explain CODE</c>: what a finding, or a failed row's code, means and what to do about it.</summary>
internal static class ExplainCommand
{
    public static Command Create(Surroundings around)
    {
        var code = new Argument<string>("code") { Description = "The code of a finding or of failed rows, such as ROW001." };
        var command = new Command("explain", "Explains a finding.") { code };
        ExampleHelp.AddTo(command, "loader explain ROW001");
        command.SetAction(parsed => Explain(parsed.GetValue(code)!, around));
        return command;
    }

    private static int Explain(string word, Surroundings around)
    {
        if (EveryCode.All.FirstOrDefault(known => string.Equals(known.Id, word, StringComparison.OrdinalIgnoreCase)) is { } code)
        {
            around.Output.WriteLine($"{code.Id} ({code.Severity.ToString().ToLowerInvariant()}): {code.Title}");
            around.Output.WriteLine();
            around.Output.WriteLine(code.Help);
            return ExitCode.Done;
        }

        if (CodeWords.Meaning(word.ToLowerInvariant(), around.Catalogs.Destinations.Kinds) is { } meaning)
        {
            around.Output.WriteLine($"{word.ToLowerInvariant()}: {meaning}");
            return ExitCode.Done;
        }

        around.Talk.WriteLine($"loader: there is no finding '{word}'");
        around.Talk.WriteLine("  hint: " + (DidYouMean.Hint(word, EveryCode.All.Select(known => known.Id)) ?? Listed(word)));
        return ExitCode.Unusable;
    }

    /// <summary>The codes that begin with the same letters, or what they begin with.</summary>
    private static string Listed(string word)
    {
        var groups = EveryCode.All.Select(known => known.Id).GroupBy(Letters, StringComparer.OrdinalIgnoreCase).ToList();
        return groups.Find(group => string.Equals(group.Key, Letters(word), StringComparison.OrdinalIgnoreCase)) is { } family
            ? "there is: " + string.Join(", ", family)
            : $"codes begin with {string.Join(", ", groups.Select(group => group.Key))}; each is shown with its finding";
    }

    private static string Letters(string code) => string.Concat(code.TakeWhile(char.IsLetter));
}
