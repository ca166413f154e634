using System.CommandLine;
using Loader.Cli.Words;
using Loader.Mappings.Findings;
using Loader.Mappings.Rules;
using Loader.Options;
using Loader.Reports;
using Loader.Running.Preparing;
using Loader.Settings;
using Loader.Sources;
using Loader.Sources.Bytes;
using Loader.Testing;

namespace Loader.Cli;

/// <summary><c>loader check MAPPING…</c>: everything that is wrong with mappings, at once. Sends nothing.</summary>
internal static class CheckCommand
{
    public static Command Create(Surroundings around)
    {
        var mappings = new Argument<string[]>("mapping") { Description = "Mapping files.", Arity = ArgumentArity.OneOrMore };
        var json = new Option<bool>("--json") { Description = "Writes each finding as a line of JSON (docs/check.schema.json)." };
        var format = new Option<string?>("--format")
        {
            Description = "text, json or github; by default text, in a job of GitHub its annotations.",
            HelpName = "format",
        };
        format.AcceptOnlyFromAmong(CheckFormat.All);
        var from = new Option<string?>("--from") { Description = "Looks at this file instead of the mapping's.", HelpName = "path" };
        var fromFormat = FormatOption.OfCheck();
        var command = new Command("check", "Says everything that is wrong with a mapping, each with its place and a hint.")
        {
            mappings,
            from,
            fromFormat,
            json,
            format,
        };
        ExampleHelp.AddTo(command, "loader check mappings/*.yaml");
        command.SetAction(async (parsed, stop) =>
        {
            var exit = ExitCode.Done;
            var chosen = CheckFormat.Chosen(parsed.GetValue(format), parsed.GetValue(json), around.Variable);
            foreach (var mapping in parsed.GetValue(mappings)!)
            {
                var flags = new RunFlags { Mapping = mapping, From = parsed.GetValue(from), Format = parsed.GetValue(fromFormat) };
                if (!await IsGoodAsync(flags, chosen, around, stop)) exit = ExitCode.Unusable;
            }

            return exit;
        });
        return command;
    }

    private static async Task<bool> IsGoodAsync(RunFlags flags, string format, Surroundings around, CancellationToken stop)
    {
        var findings = new FindingList();
        var context = around.Options(findings) with { VariablesMayBeMissing = true, ChecksOnly = true };
        await using var prepared = await Preparation.PrepareAsync(flags, around.Catalogs, context, stop, TellDetected);
        await CheckTestsAsync(flags.Mapping, prepared, context, around, stop);
        var spans = new FindingSpans(flags.Mapping);
        foreach (var finding in findings.InFileOrder(flags.Mapping))
            await around.Output.WriteLineAsync(CheckFormat.Line(format, FindingWords.Shown(finding, around), spans));
        var errors = findings.Count(finding => finding.Severity == Severity.Error);
        var warnings = findings.Count(finding => finding.Severity == Severity.Warning);
        await around.Talk.WriteLineAsync(
            errors > 0 ? $"{flags.Mapping}: {FindingWords.Count(errors, "error")}, {FindingWords.Count(warnings, "warning")}"
            : warnings > 0 ? $"{flags.Mapping}: usable, with {FindingWords.Count(warnings, "warning")}"
            : $"{flags.Mapping}: no mistakes found");
        return errors == 0;

        void TellDetected(ISource source)
        {
            foreach (var found in source.Detected) findings.Add(InputCodes.Detected, Place.Of(source.Name), found.Words);
        }
    }

    /// <summary>The mapping's own tests: their form in any case, their names where the mapping has no other mistake.</summary>
    private static async Task CheckTestsAsync(string mapping, Prepared? prepared, OptionContext context, Surroundings around, CancellationToken stop)
    {
        FindingList found = [];
        if (prepared is not null)
            await TestSuite.ReadAsync(
                prepared.Rules,
                prepared.Source.Schema,
                around.Catalogs,
                context with { Findings = found, Load = prepared.Rules.Name },
                stop);
        else if (MappingFile.Read(mapping, []) is { } text && RulesReader.Read(text, mapping, []) is { } rules) TestsReader.Read(rules.Tests, found);
        context.Findings.AddRange(found.Where(finding => finding.Severity == Severity.Error || finding.Code == RuleCodes.UnusedTestTable));
    }
}
