using System.Globalization;
using System.Net;
using System.Text;

namespace Loader.Reports;

/// <summary>The report as one page of HTML that stands by itself: no script, nothing loaded from elsewhere, every text escaped.</summary>
internal static class ReportHtml
{
    private const string Style =
        "body{font:15px/1.5 system-ui,sans-serif;max-width:70rem;margin:2rem auto;padding:0 1rem;color:#222;background:#fff}"
        + "table{border-collapse:collapse;margin:.5rem 0 1.5rem}td,th{border:1px solid #ccc;padding:.25rem .6rem;text-align:left;vertical-align:top}"
        + "td.n{text-align:right;font-variant-numeric:tabular-nums}code{background:#f3f3f3;padding:.1rem .3rem;overflow-wrap:anywhere}.bad{color:#a00}";

    public static string Text(Report report)
    {
        var page = new StringBuilder("<!DOCTYPE html>\n<html lang=\"en\">\n<head><meta charset=\"utf-8\">");
        page.Append("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">");
        page.Append("<title>").Append(E(report.Mapping.Name)).Append("</title><style>").Append(Style).Append("</style></head>\n<body>\n");
        var rehearsed = report.Rehearsal is null ? "" : $" ({RehearsalLines.Title})";
        page.Append("<h1>").Append(E($"{report.Mapping.Name}: {report.End.Meaning}{rehearsed}")).Append("</h1>\n");
        var all = report.Counts;
        Table(page, ["read", "sent", "failed", "skipped", "uncertain"], 5, [[N(all.Read), N(all.Sent), N(all.Failed), N(all.Skipped), N(all.Uncertain)]]);
        page.Append(report.Balances
            ? $"<p>The books balance: {N(all.Read)} = {N(all.Sent)} + {N(all.Failed)} + {N(all.Skipped)} + {N(all.Uncertain)}.</p>\n"
            : $"<p class=\"bad\">The books do not balance: {N(all.Read)} rows read, {N(all.Sent + all.Failed + all.Skipped + all.Uncertain)} with an outcome.</p>\n");
        Section(page, "Failed", ["rows", "code", "field", "what it means", "for example"], 1, report.Failed.Select(group =>
            (string[])[
                N(group.Rows),
                group.Code,
                group.Field ?? "",
                group.Meaning ?? "",
                group.Samples.Count == 0 ? "" : $"row {N(group.Samples[0].Row)}: {group.Samples[0].Reason}",
            ]));
        Section(page, "Skipped", ["rows", "under"], 1, report.Skipped.Select(skipped => (string[])[N(skipped.Rows), skipped.Reason]));
        Section(page, "Uncertain", ["row", "line", "source", "key", "event", "left", "why"], 2, report.Uncertain.Select(row =>
            (string[])[
                N(row.Row),
                row.Line > 0 ? N(row.Line) : "",
                row.Source,
                row.Key ?? "",
                row.EventId ?? "",
                row.LeftSince is null ? Moment(row.LeftAt) : "since " + Moment(row.LeftSince),
                row.Reason,
            ]));
        Section(page, "Files", ["rows", "sent", "failed", "skipped", "uncertain", "file"], 5, report.Sources.SelectMany(source => source.Parts).Select(part =>
            (string[])[N(part.Rows), N(part.Sent), N(part.Failed), N(part.Skipped), N(part.Uncertain), part.Name]));
        Section(page, "Rehearsal", ["what", "says"], 0, RehearsalLines.Of(report).Select(line => (string[])[line.Label, line.Words]));
        Section(page, "Notes", ["note"], 0, report.Notes.Select(note => (string[])[note]));
        page.Append("<h2>Next</h2>\n");
        foreach (var step in report.End.NextSteps)
            page.Append("<p>").Append(E(step.What)).Append(step.Command is { } command ? $"<br><code>{E(command)}</code>" : "").Append("</p>\n");
        Small(page, report);
        return page.Append("</body>\n</html>\n").ToString();
    }

    private static void Small(StringBuilder page, Report report)
    {
        page.Append("<p><small>").Append(E(string.Create(
            CultureInfo.InvariantCulture,
            $"Run {report.Run.Number}, {Moment(report.Run.StartedAt)} to {Moment(report.Run.EndedAt)}; {N(report.Sending.Requests)} requests ({N(report.Sending.Retries)} repeated). ")));
        page.Append(
            E($"From {string.Join(", ", report.Sources.Select(source => source.Name))} to {report.Destination.Endpoint} ({report.Destination.Name}). "));
        page.Append(E(string.Create(CultureInfo.InvariantCulture, $"Exit code {report.End.ExitCode}. Loader {report.Loader}."))).Append("</small></p>\n");
    }

    private static void Section(StringBuilder page, string title, string[] header, int numbers, IEnumerable<string[]> rows)
    {
        var all = rows.ToList();
        if (all.Count == 0) return;
        page.Append("<h2>").Append(title).Append("</h2>\n");
        Table(page, header, numbers, all);
    }

    private static void Table(StringBuilder page, string[] header, int numbers, IEnumerable<string[]> rows)
    {
        page.Append("<table><tr>").AppendJoin("", header.Select(cell => $"<th>{E(cell)}</th>")).Append("</tr>\n");
        foreach (var row in rows)
            page.Append("<tr>").AppendJoin(
                "",
                row.Select((cell, column) => column < numbers ? $"<td class=\"n\">{E(cell)}</td>" : $"<td>{E(cell)}</td>")).Append("</tr>\n");
        page.Append("</table>\n");
    }

    private static string E(string text) => WebUtility.HtmlEncode(text);

    private static string Moment(DateTimeOffset? at) =>
        at is { } moment ? moment.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture) : "";

    private static string N(long number) => number.ToString("#,0", CultureInfo.InvariantCulture);
}
