using System.Globalization;

namespace Loader.Reports;

/// <summary>The report for people: short enough for the summary of a CI job.</summary>
internal static class ReportMarkdown
{
    private const int MostGroups = 20;
    private const int MostUncertain = 20;
    private const int MostParts = 100;

    public static string Text(Report report)
    {
        var text = new MarkdownText();
        var rehearsed = report.Rehearsal is null ? "" : $" ({RehearsalLines.Title})";
        text.Line($"# {MarkdownText.Escaped(report.Mapping.Name)}: {report.End.Meaning}{rehearsed}");
        text.Line();
        Counts(text, report);
        Failed(text, report);
        Skipped(text, report);
        Uncertain(text, report);
        Parts(text, report);
        Rehearsal(text, report);
        Notes(text, report);
        text.Line("## Next");
        text.Line();
        foreach (var step in report.End.NextSteps) Step(text, step);
        Small(text, report);
        return text.ToString();
    }

    private static void Counts(MarkdownText text, Report report)
    {
        var all = report.Counts;
        text.Table(
            ["read", "sent", "failed", "skipped", "uncertain"],
            [[N(all.Read), N(all.Sent), N(all.Failed), N(all.Skipped), N(all.Uncertain)]],
            numbers: 5);
        text.Line(report.Balances
            ? $"The books balance: {N(all.Read)} = {N(all.Sent)} + {N(all.Failed)} + {N(all.Skipped)} + {N(all.Uncertain)}."
            : $"**The books do not balance**: {N(all.Read)} rows read, {N(all.Sent + all.Failed + all.Skipped + all.Uncertain)} with an outcome.");
        text.Line();
        if (report.Run.Number == 1) return;
        text.Line(
            $"Run {N(report.Run.Number)} of this load changed: sent {Change(report.ThisRun.Sent)}, failed {Change(report.ThisRun.Failed)}, skipped {Change(report.ThisRun.Skipped)}, uncertain {Change(report.ThisRun.Uncertain)}.");
        text.Line();
    }

    private static void Failed(MarkdownText text, Report report)
    {
        if (report.Failed.Count == 0) return;
        text.Line("## Failed");
        text.Line();
        text.Table(
            ["rows", "code", "field", "what it means", "for example"],
            report.Failed.Take(MostGroups).Select(group => (string[])[N(group.Rows), group.Code, group.Field ?? "", group.Meaning ?? "", Example(group)]),
            numbers: 1);
        More(text, report.Failed.Count - MostGroups, "codes");
        if (report.Files.Rejected is { } rejected) text.Line($"Every failed row with its reason: {MarkdownText.Code(rejected)}").Line();
    }

    private static void Skipped(MarkdownText text, Report report)
    {
        if (report.Skipped.Count == 0) return;
        text.Line("## Skipped");
        text.Line();
        text.Table(["rows", "under"], report.Skipped.Select(skipped => (string[])[N(skipped.Rows), skipped.Reason]), numbers: 1);
    }

    private static void Uncertain(MarkdownText text, Report report)
    {
        if (report.Uncertain.Count == 0) return;
        text.Line("## Uncertain");
        text.Line();
        text.Line("These rows left, or may have, and no answer was read.");
        text.Line();
        text.Table(
            ["row", "line", "source", "key", "event", "left", "why"],
            report.Uncertain.Take(MostUncertain).Select(row => (string[])[
                N(row.Row),
                row.Line > 0 ? N(row.Line) : "",
                row.Source,
                row.Key ?? "",
                row.EventId ?? "",
                Left(row),
                row.Reason,
            ]),
            numbers: 2);
        More(text, report.Counts.Uncertain - MostUncertain, "rows");
    }

    private static void Parts(MarkdownText text, Report report)
    {
        var parts = report.Sources.SelectMany(source => source.Parts).ToList();
        if (parts.Count == 0) return;
        text.Line("## Files");
        text.Line();
        text.Table(
            ["rows", "sent", "failed", "skipped", "uncertain", "file"],
            parts.Take(MostParts).Select(part => (string[])[N(part.Rows), N(part.Sent), N(part.Failed), N(part.Skipped), N(part.Uncertain), part.Name]),
            numbers: 5);
        More(text, parts.Count - MostParts, "files");
    }

    private static string Left(ReportedUncertain row) => Moment(row.LeftAt) ?? (Moment(row.LeftSince) is { } since ? "since " + since : "");

    private static string? Moment(DateTimeOffset? at) => at?.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private static void Rehearsal(MarkdownText text, Report report)
    {
        if (report.Rehearsal is null) return;
        text.Line("## Rehearsal");
        text.Line();
        foreach (var (label, words) in RehearsalLines.Of(report)) text.Line($"- {label}: {MarkdownText.Escaped(words)}");
        text.Line();
    }

    private static void Notes(MarkdownText text, Report report)
    {
        if (report.Notes.Count == 0) return;
        text.Line("## Notes");
        text.Line();
        foreach (var note in report.Notes) text.Line("- " + MarkdownText.Escaped(note));
        text.Line();
    }

    private static void Small(MarkdownText text, Report report)
    {
        var sending = report.Sending;
        text.Line(string.Create(
            CultureInfo.InvariantCulture,
            $"{N(sending.Requests)} requests ({N(sending.Retries)} repeated), {N(sending.Bytes)} bytes, {N(sending.Connections)} connections, {sending.RowsPerSecond:#,0.#} rows/s in {report.Run.Seconds:#,0.###} s."));
        text.Line(
            $"From {string.Join(", ", report.Sources.Select(source => MarkdownText.Code(source.Name)))} to {MarkdownText.Code(report.Destination.Endpoint)} ({MarkdownText.Escaped(report.Destination.Name)}). Exit code {report.End.ExitCode}. Loader {MarkdownText.Escaped(report.Loader)}.");
    }

    private static string Example(FailedGroup group) =>
        group.Samples.Count == 0 ? "" : $"row {N(group.Samples[0].Row)}: {group.Samples[0].Reason}";

    private static void More(MarkdownText text, long more, string what)
    {
        if (more > 0) text.Line($"… and {N(more)} more {what}.").Line();
    }

    private static void Step(MarkdownText text, ReportedStep step)
    {
        var words = MarkdownText.Escaped(char.ToUpperInvariant(step.What[0]) + step.What[1..]);
        text.Line(step.Command is { } command ? $"{words}: {MarkdownText.Code(command)}" : words + ".");
        text.Line();
    }

    private static string Change(long rows) => rows.ToString("+#,0;-#,0;0", CultureInfo.InvariantCulture);

    private static string N(long number) => number.ToString("#,0", CultureInfo.InvariantCulture);
}
