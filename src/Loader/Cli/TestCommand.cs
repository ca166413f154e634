using System.CommandLine;
using System.Globalization;
using Loader.Cli.Words;
using Loader.Mappings.Findings;
using Loader.Reports;
using Loader.Testing;

namespace Loader.Cli;

/// <summary>
/// <c>loader test MAPPING…</c>: the mappings' own tests, and what of them the tests exercise. Opens no source, asks no server, reads no environment.
/// </summary>
internal static class TestCommand
{
    public static Command Create(Surroundings around)
    {
        var mappings = new Argument<string[]>("mappings") { Description = "One or more mapping files.", Arity = ArgumentArity.OneOrMore };
        var filter = new Option<string?>("--filter")
        {
            Description = "Only tests with this text in their name; coverage is not counted then.",
            HelpName = "text",
        };
        var least = new Option<string?>("--min-coverage") { Description = "Fails when the tests of a mapping exercise less of it: 90%.", HelpName = "percent" };
        least.Validators.Add(given =>
        {
            if (given.Tokens is [var token] && Percent(token.Value) is null)
                given.AddError($"--min-coverage takes a number from 0% to 100%, not {token.Value}");
        });
        var junit = new Option<string?>("--junit") { Description = "Also writes the results as JUnit XML, for CI systems.", HelpName = "file" };
        var command = new Command("test", "Runs the mappings' own tests, and says what they do not exercise.") { mappings, filter, least, junit };
        ExampleHelp.AddTo(command, "loader test mappings/*.yaml --min-coverage 90% --junit results.xml");
        command.SetAction((parsed, stop) => TestAsync(
            parsed.GetValue(mappings)!, parsed.GetValue(filter), Percent(parsed.GetValue(least)), parsed.GetValue(junit), around, stop));
        return command;
    }

    private static async Task<int> TestAsync(string[] mappings, string? filter, decimal? least, string? junit, Surroundings around, CancellationToken stop)
    {
        var (exit, file, ran) = (ExitCode.Done, new JUnitFile(), 0);
        foreach (var mapping in mappings)
        {
            var began = around.Clock.GetTimestamp();
            var findings = new FindingList();
            var run = await TestSuite.ReadAsync(mapping, around.Catalogs, around.Options(findings), stop) is { } suite
                ? TestRun.Of(suite, name => filter is null || name.Contains(filter, StringComparison.OrdinalIgnoreCase), findings, stop)
                : null;
            var covered = filter is not null || least is null || run is null || run.Coverage.Percent >= least;
            if (run is null)
            {
                Refuse(mapping, findings, around);
                exit = ExitCode.Unusable;
            }
            else
            {
                ran += run.Results.Count;
                TestWords.Write(mapping, run, filter, covered ? null : least, around.Output);
                if (exit == ExitCode.Done && (run.Failed > 0 || !covered)) exit = ExitCode.SomeFailed;
            }

            file.Add(mapping, run, findings, covered ? null : least, around.Clock.GetElapsedTime(began));
        }

        if (filter is not null && ran == 0 && exit == ExitCode.Done)
        {
            await around.Talk.WriteLineAsync(
                $"loader: no test of {(mappings.Length == 1 ? "the mapping" : "these mappings")} has '{filter}' in its name, so none was run");
            exit = ExitCode.Unusable;
        }

        if (junit is null || await file.WriteAsync(junit, stop) is not { } trouble) return exit;
        await around.Talk.WriteLineAsync($"loader: '{junit}' cannot be written: {trouble}");
        return ExitCode.Unusable;
    }

    private static void Refuse(string mapping, FindingList findings, Surroundings around)
    {
        foreach (var finding in findings.InFileOrder().Where(finding => finding.Severity == Severity.Error))
            around.Talk.WriteLine(FindingWords.Shown(finding, around).ToString());
        around.Talk.WriteLine($"{mapping}: its tests cannot be run; 'loader check {ShellWord.Quoted(mapping)}' says everything about it");
    }

    private static decimal? Percent(string? text) =>
        text is not null && decimal.TryParse(text.TrimEnd('%'), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var percent) && percent <= 100
            ? percent
            : null;
}
