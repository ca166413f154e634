using Loader.Books.Files;
using Loader.Cli.Words;
using Loader.Mappings.Findings;
using Loader.Options;
using Loader.Rehearsal;
using Loader.Reports;
using Loader.Running;
using Loader.Running.Preparing;
using Loader.Settings;

namespace Loader.Cli;

/// <summary>What <c>run</c> and <c>rehearse</c> have in common on the screen: findings first, then progress, then the summary.</summary>
internal sealed record LoadSession(RunFlags Flags, Surroundings Around)
{
    private const string StepSummary = "GITHUB_STEP_SUMMARY";

    /// <summary>Checks everything; null when the load cannot run, and then the reasons have been said.</summary>
    public async Task<Prepared?> PrepareAsync(OptionContext context, CancellationToken stop)
    {
        var prepared = await Preparation.PrepareAsync(Flags, Around.Catalogs, context, stop);
        if (prepared is null || !Flags.Quiet) FindingWords.Write(context.Findings, Around);
        return prepared;
    }

    /// <summary>Loads, reports, and says how it ended.</summary>
    /// <param name="prepared">What is loaded.</param>
    /// <param name="folder">Where its books are.</param>
    /// <param name="received">What the embedded endpoint took in, when this is a rehearsal.</param>
    public async Task<int> LoadAsync(Prepared prepared, string folder, ReceivedLog? received)
    {
        using var signals = new Signals(Around.Talk, prepared.Send.Options.Grace, Around.Clock, Environment.Exit);
        var findings = new FindingList();
        var view = ProgressViews.For(Flags.Quiet, Around);
        Report? report;
        try
        {
            report = await new LoadRun(prepared, folder, Around.Clock)
                .RunAsync(Words(prepared, received), findings, view.ShowAsync, () => signals.Exit, signals.Stop, signals.Abandon);
        }
        catch (OperationCanceledException) when (signals.Exit is not null)
        {
            // A load that has begun ends with a report; only the probe before it is simply cut.
            await Around.Talk.WriteLineAsync("stopped before the first row; nothing was sent");
            return signals.Exit.Value;
        }

        catch (BooksException broken)
        {
            // What could still be marked was; whatever was in flight is uncertain to the next run.
            await Around.Talk.WriteLineAsync(Around.Secrets.Redact(broken.Finding.ToString()));
            await Around.Talk.WriteLineAsync(
                $"stopped: nothing leaves that cannot be written down. To continue: {new CommandLines(Around.Program, Flags, received is not null).Resume}");
            return ExitCode.StoppedEarly;
        }

        if (report is null || !Flags.Quiet) FindingWords.Write(findings, Around);
        if (report is null) return signals.Exit ?? ExitCode.Unusable;

        await SayAsync(report);
        return report.End.ExitCode;
    }

    private async Task SayAsync(Report report)
    {
        AppendToStepSummary(report);
        if (Flags.Json) await Around.Output.WriteAsync(ReportJson.Text(report));
        else if (!Flags.Quiet) new Summary(Around.Output, Around.Width).Write(report);
        if (Flags.Quiet && report.End.ExitCode != ExitCode.Done) await Around.Talk.WriteLineAsync(Summary.Line(report));
    }

    /// <summary>The page of a CI job. That it cannot be written changes nothing about what was sent.</summary>
    private void AppendToStepSummary(Report report)
    {
        if (Around.Variable(StepSummary) is not { Length: > 0 } page) return;
        try
        {
            ReportFiles.AppendTo(page, report);
        }
        catch (Exception denied) when (denied is IOException or UnauthorizedAccessException)
        {
            Around.Talk.WriteLine($"the report could not be appended to {StepSummary}: {denied.Message}");
        }
    }

    private RunWords Words(Prepared prepared, ReceivedLog? received)
    {
        var rehearsal = received is not null;
        var lines = new CommandLines(Around.Program, Flags, rehearsal);
        var kind = Around.Catalogs.Destinations.Find(prepared.Destination.Name);
        return new(VersionLine.Version, lines.Resume, code => CodeWords.Meaning(code, kind is null ? [] : [kind]))
        {
            Advice = code => kind?.Advice(code),
            HasFaults = received is { Script.Count: > 0 },
            CorrectedCommand = rehearsal ? null : lines.Correct,
            RetryCommand = rehearsal ? null : lines.Retry,
            ResolveCommand = rehearsal ? null : lines.Resolve,
            StatusCommand = lines.Status(LoadFolder.Under(prepared.Rules.Name, rehearsal)),
            Rehearsal = received is null ? null : () => RehearsalFacts.Of(received),
            RealRun = rehearsal ? lines.Real(prepared.MappingText, Around.Variable) : null,
        };
    }
}
