using System.Reflection;
using Loader.Mappings.Findings;
using Loader.Options;
using Loader.Rehearsal;
using Loader.Reports;
using Loader.Running;
using Loader.Settings;

namespace Loader.Cli;

/// <summary>What <c>run</c> and <c>rehearse</c> have in common on the screen: findings first, then progress, then the summary.</summary>
/// <param name="Output">Results.</param>
/// <param name="Talk">What is said along the way.</param>
internal sealed record LoadSession(RunFlags Flags, Catalogs Catalogs, TextWriter Output, TextWriter Talk)
{
    private const string StepSummary = "GITHUB_STEP_SUMMARY";

    public static string Version { get; } =
        typeof(LoadSession).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];

    /// <summary>Checks everything; null when the load cannot run, and then the reasons have been said.</summary>
    public Prepared? Prepare(OptionContext context)
    {
        var prepared = Preparation.Prepare(Flags, Catalogs, context);
        if (prepared is null || !Flags.Quiet) FindingWords.Write(context.Findings, Talk);
        return prepared;
    }

    /// <summary>Loads, reports, and says how it ended.</summary>
    /// <param name="received">What the embedded endpoint took in, when this is a rehearsal.</param>
    public async Task<int> LoadAsync(Prepared prepared, string folder, ReceivedLog? received)
    {
        using var signals = new Signals(Talk, prepared.Send.Options.Grace);
        var findings = new FindingList();
        var view = ProgressViews.For(Flags.Quiet, Talk, TimeProvider.System);
        var words = new RunWords(Version, Resume(received is not null), EveryCode.Meaning);
        var report = await new LoadRun(prepared, folder, TimeProvider.System)
            .RunAsync(words, findings, view.ShowAsync, () => signals.Exit, signals.Stop, signals.Abandon);
        if (report is null || !Flags.Quiet) FindingWords.Write(findings, Talk);
        if (report is null) return signals.Exit ?? ExitCode.Unusable;

        if (Environment.GetEnvironmentVariable(StepSummary) is { Length: > 0 } summary) ReportFiles.AppendTo(summary, report);
        if (Flags.Json) await Output.WriteLineAsync(ReportJson.Text(report));
        else if (!Flags.Quiet) Summary.Write(report, received, Output);
        return report.End.ExitCode;
    }

    private string Resume(bool rehearsal)
    {
        var words = new List<string> { "loader", rehearsal ? "rehearse" : "run", Flags.Mapping };
        if (Flags.From is { } from) words.AddRange(["--from", from]);
        if (!rehearsal && Flags.ToEndpoint is { } endpoint) words.AddRange(["--to-endpoint", Books.RedactedEndpoint.Of(new(endpoint))]);
        if (Flags.Runs != RunFlags.DefaultRuns) words.AddRange(["--runs", Flags.Runs]);
        return string.Join(' ', words.Select(word => word.Contains(' ') ? $"'{word}'" : word));
    }
}
