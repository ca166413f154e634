using System.Globalization;
using Loader.Rehearsal;
using Loader.Reports;

namespace Loader.Cli;

/// <summary>How a run ended, for a person: the books first, then why, then where to look and what to do.</summary>
internal static class Summary
{
    public static void Write(Report report, ReceivedLog? received, TextWriter output)
    {
        var counts = report.Counts;
        output.WriteLine();
        output.WriteLine($"{report.Mapping.Name}: {string.Join(", ", report.Sources.Select(source => source.Name))} to {report.Destination.Name}{(received is null ? "" : " (rehearsal)")}");
        output.WriteLine();
        Row(output, "read", counts.Read, null);
        Row(output, "sent", counts.Sent, null);
        Row(output, "failed", counts.Failed, null);
        foreach (var group in report.Failed) Reason(output, group.Rows, group.Code, FailedWords(group));
        Row(output, "skipped", counts.Skipped, null);
        foreach (var under in report.Skipped) Reason(output, under.Rows, under.Reason, null);
        Row(output, "uncertain", counts.Uncertain, counts.Uncertain > 0 ? "they may have arrived" : null);
        output.WriteLine();
        output.WriteLine(report.Balances ? "  the books balance: read = sent + failed + skipped + uncertain" : "  THE BOOKS DO NOT BALANCE: rows are missing");
        if (report.Run.Number > 1) output.WriteLine(Text($"  this run (number {report.Run.Number} of this load): {report.ThisRun.Sent:N0} sent, {report.ThisRun.Failed:N0} failed, {report.ThisRun.Skipped:N0} skipped"));
        output.WriteLine(Text($"  {report.Sending.RowsPerSecond:N0} rows/s; {report.Sending.Requests:N0} requests over {report.Sending.Connections:N0} connections, {report.Sending.Retries:N0} of them repeated, in {report.Run.Seconds:0.00} s"));
        if (report.PayloadHash is { } hash) output.WriteLine($"  payload hash {hash[..16]}…");
        foreach (var note in report.Notes) output.WriteLine("  note: " + note);
        if (received is not null) Compared(report, received, output);
        output.WriteLine();
        if (report.Files.Rejected is { } rejected) output.WriteLine($"  rejected rows  {rejected}");
        output.WriteLine($"  report         {Path.Combine(report.Files.Books, ReportFiles.Markdown)} (and {ReportFiles.Json})");
        output.WriteLine($"  next           {report.End.NextStep}");
    }

    private static string FailedWords(FailedGroup group)
    {
        var what = group.Meaning ?? (group.Samples.Count > 0 ? group.Samples[0].Reason : "");
        var where = string.Join(", ", group.Samples.Select(sample => sample.Line > 0 ? Text($"line {sample.Line}") : Text($"row {sample.Row}")));
        return $"{what}{(group.Field is null ? "" : $" ({group.Field})")}: {where}{(group.Rows > group.Samples.Count ? ", …" : "")}";
    }

    /// <summary>The endpoint's own list against the books: the rehearsal's whole point.</summary>
    private static void Compared(Report report, ReceivedLog received, TextWriter output)
    {
        var distinct = received.TimesById().Count;
        output.WriteLine(Text($"  the endpoint took in {distinct:N0} different events in {received.Requests:N0} requests; the books say {report.Counts.Sent:N0} sent"));
        foreach (var (fault, times) in received.Faults) output.WriteLine(Text($"  fault played {times:N0} times: {fault}"));
        foreach (var (loss, times) in received.Lost) output.WriteLine(Text($"  WARNING: {times:N0} events would have been answered 200 and lost: {loss}"));
        foreach (var (change, times) in received.Changed) output.WriteLine(Text($"  WARNING: {times:N0} events would have been stored differently: {change}"));
        if (received.Overlaps > 0) output.WriteLine(Text($"  WARNING: {received.Overlaps:N0} requests of one client overlapped"));
    }

    private static void Row(TextWriter output, string name, long count, string? words) =>
        output.WriteLine(Text($"  {name,-10}{count,12:N0}{(words is null ? "" : "  " + words)}"));

    private static void Reason(TextWriter output, long rows, string name, string? words) =>
        output.WriteLine(Text($"  {"",-10}{rows,12:N0}  {name}{(words is null ? "" : "  " + words)}"));

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
