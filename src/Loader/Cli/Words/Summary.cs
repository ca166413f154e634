using System.Globalization;
using Loader.Reports;

namespace Loader.Cli.Words;

/// <summary>How a run ended, for a person: the books first, then why, then where to look and what to do.</summary>
/// <param name="output">Where it is written.</param>
/// <param name="width">Columns that a line may take.</param>
internal sealed class Summary(TextWriter output, int width)
{
    private const int MostReasons = 12;
    private const int MostUncertain = 5;
    private const int MostParts = 10;
    private const int Label = 12;
    private readonly Paragraph paragraph = new(output, width);

    public void Write(Report report)
    {
        output.WriteLine();
        paragraph.Write(
            "",
            0,
            $"{report.Mapping.Name}{(report.Rehearsal is null ? "" : ", rehearsed")}: {string.Join(", ", report.Sources.Select(source => source.Name))} to {report.Destination.Name}");
        output.WriteLine();
        Counts(report);
        if (report.Failed.Count > 0) new FailedLines(output, paragraph).Write(report.Failed, report.Counts.Failed);
        Skipped(report);
        Uncertain(report);
        Parts(report);
        output.WriteLine();
        Said("speed", Speed(report));
        foreach (var (label, words) in RehearsalLines.Of(report)) Said(label, words);
        foreach (var note in report.Notes) Said("note", note);
        output.WriteLine();
        if (report.Files.Rejected is { } rejected) Said("rejected", rejected);
        Said("report", $"{Path.Combine(report.Files.Books, ReportFiles.Markdown)} (and {ReportFiles.Json})");
        Said("exit code", Text($"{report.End.ExitCode}: {report.End.Meaning}"));
        Next(report);
    }

    /// <summary>The end in one line, for those who want to hear of trouble only.</summary>
    public static string Line(Report report)
    {
        var all = report.Counts;
        var rows = Text($"{all.Read:N0} read, {all.Sent:N0} sent, {all.Failed:N0} failed, {all.Skipped:N0} skipped, {all.Uncertain:N0} uncertain");
        return $"{report.Mapping.Name}: {report.End.Meaning}: {rows}; see {Path.Combine(report.Files.Books, ReportFiles.Markdown)}";
    }

    private void Counts(Report report)
    {
        var all = report.Counts;
        var column = Text($"{all.Read:N0}").Length;
        (string Name, long Rows)[] lines =
            [("read", all.Read), ("sent", all.Sent), ("failed", all.Failed), ("skipped", all.Skipped), ("uncertain", all.Uncertain)];
        foreach (var (name, rows) in lines)
        {
            var said = name == "uncertain" && rows > 0 ? "   they may have arrived; no answer was read" : "";
            output.WriteLine($"  {name,-Label}{Text($"{rows:N0}").PadLeft(column)}{said}");
        }

        output.WriteLine();
        paragraph.Write("  ", 2, report.Balances
            ? Text($"the books balance: {all.Read:N0} = {all.Sent:N0} + {all.Failed:N0} + {all.Skipped:N0} + {all.Uncertain:N0}")
            : Text($"THE BOOKS DO NOT BALANCE: {all.Read:N0} rows were read, {all.Sent + all.Failed + all.Skipped + all.Uncertain:N0} have an outcome"));
        if (report.Run.Number == 1) return;
        var here = report.ThisRun;
        paragraph.Write("  ", 2, string.Join(", ", [
            Text($"this run, number {report.Run.Number} of the load: sent {Change(here.Sent)}"),
            $"failed {Change(here.Failed)}",
            $"skipped {Change(here.Skipped)}",
            $"uncertain {Change(here.Uncertain)}",
        ]));
    }

    private void Skipped(Report report)
    {
        if (report.Skipped.Count == 0) return;
        output.WriteLine();
        output.WriteLine("  why rows were skipped");
        foreach (var under in report.Skipped.OrderByDescending(under => under.Rows).Take(MostReasons))
            output.WriteLine(Text($"  {under.Rows,10:N0}  {under.Reason}"));
        if (report.Skipped.Count > MostReasons) output.WriteLine(Text($"  {"",10}  … and {report.Skipped.Count - MostReasons:N0} more reasons in the report"));
    }

    /// <summary>The first uncertain rows by name; the others are named by <c>loader status</c>.</summary>
    private void Uncertain(Report report)
    {
        if (report.Uncertain.Count == 0) return;
        output.WriteLine();
        output.WriteLine("  uncertain rows");
        foreach (var row in report.Uncertain.Take(MostUncertain)) paragraph.Write("    ", 6, UncertainWords.Of(row));
        if (report.Counts.Uncertain > MostUncertain)
            output.WriteLine(Text($"    … and {report.Counts.Uncertain - MostUncertain:N0} more; 'loader status' names them all"));
    }

    private void Parts(Report report)
    {
        var parts = report.Sources.SelectMany(source => source.Parts).ToList();
        if (parts.Count < 2) return;
        output.WriteLine();
        output.WriteLine("  files");
        foreach (var part in parts.Take(MostParts))
            paragraph.Write(
                "    ",
                6,
                Text(
                    $"{part.Name}: {part.Rows:N0} rows, {part.Sent:N0} sent, {part.Failed:N0} failed, {part.Skipped:N0} skipped, {part.Uncertain:N0} uncertain"));
        if (parts.Count > MostParts) output.WriteLine(Text($"    … and {parts.Count - MostParts:N0} more files in the report"));
    }

    private static string Speed(Report report)
    {
        var sending = report.Sending;
        var speed = Text($"{sending.RowsPerSecond:N0} rows/s, {report.Run.Seconds:#,0.00} s");
        var repeated = sending.Retries > 0 ? Text($"{sending.Retries:N0} of them repeated") : "none repeated";
        return Text($"{speed}; {FindingWords.Count(sending.Requests, "request")}, {repeated}, over {FindingWords.Count(sending.Connections, "connection")}");
    }

    private void Next(Report report)
    {
        var first = true;
        foreach (var step in report.End.NextSteps)
        {
            output.WriteLine();
            Said(first ? "next" : "then", step.Command is null ? step.What : step.What + ":");
            if (step.Command is { } command) output.WriteLine($"  {"",Label}  {command}");
            first = false;
        }
    }

    private void Said(string label, string words) => paragraph.Write($"  {label,-Label}", Label + 2, words);

    private static string Change(long rows) => rows.ToString("+#,0;-#,0;0", CultureInfo.InvariantCulture);

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
