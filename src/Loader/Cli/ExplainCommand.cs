using System.CommandLine;
using Loader.Cli.Reference;
using Loader.Cli.Words;
using Loader.Mappings.Findings;
using Loader.Reports;
using Loader.Running.Preparing;
using Loader.Running.Showing;
using Loader.Settings;
using Loader.Sources;

namespace Loader.Cli;

/// <summary>
/// <c>loader explain CODE</c>: what a finding, or a failed row's code, means and what to do about it. <c>loader explain MAPPING --row N</c>: how one
/// row became what it became.
/// </summary>
internal static class ExplainCommand
{
    public static Command Create(Surroundings around)
    {
        var code = new Argument<string>("code") { Description = "The code of a finding or of failed rows, such as ROW001; with --row a mapping file." };
        var row = new Option<long?>("--row") { Description = "The number of a row, from 1: how the mapping makes of it what it makes.", HelpName = "n" };
        AtLeast.AddTo(row, 1);
        var from = new Option<string?>("--from") { Description = "Reads this file instead of the mapping's.", HelpName = "path" };
        var format = FormatOption.Create();
        var showValues = new Option<bool>("--show-values") { Description = "Shows cell values instead of masking them." };
        var command = new Command("explain", "Explains a finding; or, of one row, every value on the way to its events.")
        {
            code,
            row,
            from,
            format,
            showValues,
        };
        ExampleHelp.AddTo(command, "loader explain ROW001\nloader explain mappings/nameless-purchases.yaml --row 2 --show-values");
        command.SetAction((parsed, stop) => parsed.GetValue(row) is { } number
            ? RowAsync(
                new RunFlags
                {
                    Mapping = parsed.GetValue(code)!,
                    From = parsed.GetValue(from),
                    Format = parsed.GetValue(format),
                    ShowValues = parsed.GetValue(showValues),
                },
                number,
                around,
                stop)
            : Task.FromResult(Explain(parsed.GetValue(code)!, around)));
        return command;
    }

    private static async Task<int> RowAsync(RunFlags flags, long row, Surroundings around, CancellationToken stop)
    {
        var findings = new FindingList();
        var context = around.Options(findings) with { VariablesMayBeMissing = true };
        await using var prepared = await Preparation.PrepareAsync(flags, around.Catalogs, context, stop);
        foreach (var finding in findings.InFileOrder().Where(finding => finding.Severity == Severity.Error))
            await around.Talk.WriteLineAsync(FindingWords.Shown(finding, around).ToString());
        if (prepared is null) return ExitCode.Unusable;
        try
        {
            if (await Explanation.OfAsync(prepared, row, around.Catalogs, context, stop) is { } explanation)
            {
                new ExplanationWords(explanation, flags.ShowValues, around.Secrets.Redact, around.Output).Write();
                return ExitCode.Done;
            }
        }
        catch (SourceException broken)
        {
            await around.Talk.WriteLineAsync(FindingWords.Shown(broken.Finding, around).ToString());
            return ExitCode.Unusable;
        }

        await around.Talk.WriteLineAsync($"loader: {prepared.Source.Name} has no row {row}");
        return ExitCode.Unusable;
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

        if (File.Exists(word))
        {
            around.Talk.WriteLine($"loader: '{word}' is a file; which row of it is to be explained?");
            around.Talk.WriteLine($"  hint: {around.Program} explain {ShellWord.Quoted(word)} --row 1");
            return ExitCode.Unusable;
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
