using Loader.Books;
using Loader.Books.Records;

namespace Loader.Reports;

/// <summary>What a person does now: sentences, each with a command that works as it stands.</summary>
internal static class NextSteps
{
    private static readonly ReportedStep Lost = new("load the rows that were not reached by themselves: what was piped in cannot be continued", null);

    public static IReadOnlyList<ReportedStep> After(int exitCode, Counts counts, bool balances, IReadOnlyList<FailedGroup> failed, RunFacts facts) =>
        facts.RealRun is { } real
        ? [.. AfterRehearsal(exitCode, counts, balances, failed, facts), real]
        : [.. AfterRun(exitCode, counts, balances, failed, facts)];

    private static IEnumerable<ReportedStep> AfterRun(int exitCode, Counts counts, bool balances, IReadOnlyList<FailedGroup> failed, RunFacts facts)
    {
        if (facts.Unfinished is UnfinishedRun.GoesOn)
        {
            yield return new("wait until the run has ended", null);
            yield break;
        }

        if (exitCode == ExitCode.Fault) yield return new(Report(balances), facts.ResumeCommand);
        if (exitCode is ExitCode.Interrupted or ExitCode.Terminated)
            yield return facts.ComesOnce ? Lost : new("continue where it stopped", facts.ResumeCommand);
        if (facts.Unfinished is null && IsCut(exitCode, facts))
            yield return facts.ComesOnce ? Lost : new("mend what stopped it (see the notes), then continue", facts.ResumeCommand);
        if (counts.Uncertain > 0)
        {
            yield return new(
                $"look the uncertain rows up at the destination before anything sends them again{(facts.StatusCommand is null ? "" : "; this names them all, with their keys")}",
                facts.StatusCommand is { } status ? status + " --show-values" : null);
            if (facts is { ResolveCommand: { } resolve, ComesOnce: false })
                yield return new("settle them as you found them: sent, failed or resend (--row 4,7 settles some)", resolve);
        }

        if (facts.Unfinished is UnfinishedRun.Died)
        {
            yield return facts.ComesOnce
                ? Lost
                : new("run again: it goes on where the last run stopped, and writes the report and the rejected file", facts.ResumeCommand);
            yield break;
        }

        foreach (var advice in Advice(failed, facts)) yield return advice;
        if (counts.Failed > 0 && counts.Failed == facts.FailedElsewhere)
        {
            yield return new("nothing to do about the failed rows: they were loaded by themselves since (see the notes)", null);
        }
        else if (counts.Failed > 0)
        {
            var retry = facts.ComesOnce ? null : facts.RetryCommand;
            yield return new(
                $"{(retry is null ? "" : "either ")}correct the rows in {facts.RejectedFile ?? "the rejected file"}, then load that file, which gets books of its own",
                facts.CorrectedCommand);
            if (retry is not null)
                yield return new("or, where the mapping is at fault, mend it and send the failed rows again; not both, or rows are sent twice", retry);
        }

        if (facts.MoreRows) yield return facts.ComesOnce ? Lost : new("load the rows behind --limit", facts.ResumeCommand);
        else if (exitCode == ExitCode.Done) yield return new("nothing to do", null);
    }

    private static IEnumerable<ReportedStep> AfterRehearsal(int exitCode, Counts counts, bool balances, IReadOnlyList<FailedGroup> failed, RunFacts facts)
    {
        if (exitCode == ExitCode.Fault) yield return new(Report(balances), facts.ResumeCommand);
        else if (IsCut(exitCode, facts)) yield return new("mend what stopped it (see the notes), then rehearse again", facts.ResumeCommand);
        if (counts.Uncertain > 0) yield return new("see which rows are uncertain", facts.StatusCommand);
        if (exitCode == ExitCode.Fault || IsCut(exitCode, facts)) yield break;
        foreach (var advice in Advice(failed, facts)) yield return advice;
        if (counts.Failed == 0) yield break;
        yield return facts.HasFaults && failed.All(IsOnTheWay)
            ? new(
                "nothing is wrong with source and mapping: the faults of --faults failed these rows; to see the rest, rehearse without them",
                facts.ResumeCommand)
            : new("mend source or mapping where rows should not fail, then rehearse again", facts.ResumeCommand);
    }

    /// <summary>What the destination knows to do about what it refused, each once.</summary>
    private static IEnumerable<ReportedStep> Advice(IReadOnlyList<FailedGroup> failed, RunFacts facts) =>
        failed.Select(group => facts.Advice(group.Code)).OfType<string>().Distinct(StringComparer.Ordinal).Select(advice => new ReportedStep(advice, null));

    /// <summary>Whether the run stopped before its last row, for a cause that can be mended.</summary>
    private static bool IsCut(int exitCode, RunFacts facts) => exitCode == ExitCode.StoppedEarly && !facts.TooManyFailed;

    /// <summary>Whether rows failed by what happened to their requests, not by what stands in them.</summary>
    private static bool IsOnTheWay(FailedGroup group) =>
        group.Stage == FailureStage.Send.Text()
            && (group.Code is "attempts_used_up" or "endpoint_unreachable" || group.Code.StartsWith("http_", StringComparison.Ordinal));

    private static string Report(bool balances) =>
        balances ? "report the fault of Loader, then continue" : "report the rows that are missing from the books as a fault of Loader, then continue";
}
