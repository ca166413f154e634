using Loader.Reports;
using System.CommandLine;
using Loader.Mappings.Findings;

namespace Loader.Cli;

/// <summary><c>loader explain CODE</c>: what a finding means and what to do about it.</summary>
internal static class ExplainCommand
{
    public static Command Create(TextWriter output, TextWriter talk)
    {
        var code = new Argument<string>("code") { Description = "The code of a finding, such as MAP001." };
        var command = new Command("explain", "Explains a finding.") { code };
        ExampleHelp.AddTo(command, "loader explain ROW001");
        command.SetAction(parsed => Explain(parsed.GetValue(code)!, output, talk));
        return command;
    }

    private static int Explain(string word, TextWriter output, TextWriter talk)
    {
        if (EveryCode.All.FirstOrDefault(known => string.Equals(known.Id, word, StringComparison.OrdinalIgnoreCase)) is { } code)
        {
            output.WriteLine($"{code.Id} ({code.Severity.ToString().ToLowerInvariant()}): {code.Title}");
            output.WriteLine();
            output.WriteLine(code.Help);
            return ExitCode.Done;
        }

        talk.WriteLine($"loader: there is no finding '{word}'");
        talk.WriteLine("  hint: " + (DidYouMean.Hint(word, EveryCode.All.Select(known => known.Id)) ?? "the codes are: " + string.Join(", ", EveryCode.All.Select(known => known.Id))));
        return ExitCode.Unusable;
    }
}
