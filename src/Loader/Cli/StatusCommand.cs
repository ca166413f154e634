using System.CommandLine;
using System.Globalization;
using Loader.Books;
using Loader.Cli.Words;
using Loader.Reports;
using Loader.Running;
using Loader.Sources.BigQuery;

namespace Loader.Cli;

/// <summary><c>loader status [RUN]</c>: which loads there are, or how one of them stands, its uncertain rows one by one. Changes nothing.</summary>
internal static class StatusCommand
{
    public static Command Create(Surroundings around)
    {
        var load = new KeptLoad();
        var json = new Option<bool>("--json") { Description = "Writes the report as JSON instead; without a load, a line of JSON for each." };
        var command = new Command("status", "Lists the loads there are; of one: its rows, whether it runs, and every uncertain row by name.");
        load.AddTo(command, json);
        ExampleHelp.AddTo(command, "loader status\nloader status nameless-purchases");
        command.SetAction(async (parsed, stop) =>
        {
            var asJson = parsed.GetValue(json);
            if (load.Name(parsed) is null) return All(load.Runs(parsed), asJson, around);
            using var books = load.Open(parsed, around);
            if (books is null) return ExitCode.Unusable;
            var unnamed = await load.NameAsync(books, asJson ? ReportBuilder.MostUncertain : int.MaxValue, parsed, around, stop);
            One(books, asJson, load.ShowValues(parsed), unnamed, around);
            return ExitCode.Done;
        });
        return command;
    }

    private static int All(string runs, bool asJson, Surroundings around)
    {
        var names = KeptLoads.Names(runs);
        if (names.Count == 0) around.Talk.WriteLine($"there are no loads under '{runs}' yet");
        foreach (var name in names)
        {
            using var books = BooksView.Open(Path.Combine(runs, name), out var reason);
            if (asJson) around.Output.WriteLine(StatusJson.Line(name, books, reason));
            else around.Output.WriteLine(books is null ? $"{name}: cannot be looked at: {reason}" : $"{name}: {Words(books.AtOpening)}; {State(books)}");
        }

        return ExitCode.Done;
    }

    /// <param name="unnamed">Why some uncertain rows have no name; null where all do.</param>
    private static void One(BooksView books, bool asJson, bool showValues, string? unnamed, Surroundings around)
    {
        var report = KeptLoads.Report(
            books,
            VersionLine.Version,
            KeptLoad.Meaning(books, around),
            showValues,
            around.Clock.GetUtcNow());
        if (asJson)
        {
            around.Output.Write(ReportJson.Text(unnamed is null ? report : report with { Notes = [.. report.Notes, unnamed] }));
            return;
        }

        var (output, page) = (around.Output, books.Page);
        var paragraph = new Paragraph(output, around.Width);
        paragraph.Write("", 0, $"{page.Identity.MappingName}: {page.Identity.SourceName} to {page.Identity.Destination}, {page.Identity.Endpoint}");
        output.WriteLine();
        paragraph.Write("  ", 2, Words(books.AtOpening));
        paragraph.Write("  ", 2, State(books));
        if (KeptQuery.Read(books.Folder) is { LastOf: { } column } kept)
            paragraph.Write("  ", 2, kept.Last is { } last ? $"last({column}) is {last}" : $"last({column}) has no value yet: no load has come to its end");
        if (books.HasDoubt) paragraph.Write("  ", 2, "more rows may be uncertain: a power cut or damage took marks; which rows, the next run sees as "
            + "it reads the source");
        if (report.Failed.Count > 0) new FailedLines(output, paragraph).Write(report.Failed, report.Counts.Failed);
        if (books.AtOpening.Uncertain > 0)
        {
            output.WriteLine();
            output.WriteLine("  uncertain rows");
            foreach (var row in books.ReadUncertain())
                paragraph.Write("    ", 6, UncertainWords.Of(ReportBuilder.Named(row, page.Identity.SourceName, showValues)));
            if (unnamed is not null) paragraph.Write("    ", 4, unnamed);
        }

        foreach (var step in report.End.NextSteps)
        {
            output.WriteLine();
            paragraph.Write("  next        ", 14, step.Command is null ? step.What : step.What + ":");
            if (step.Command is { } command) output.WriteLine($"                {command}");
        }
    }

    private static string Words(Counts all) => string.Create(
        CultureInfo.InvariantCulture,
        $"{all.Read:N0} read, {all.Sent:N0} sent, {all.Failed:N0} failed, {all.Skipped:N0} skipped, {all.Uncertain:N0} uncertain{(all.InFlight > 0 ? ", the rest in flight" : "")}{(all.SentByHand > 0 ? string.Create(CultureInfo.InvariantCulture, $" ({all.SentByHand:N0} of those sent are called so by hand)") : "")}");

    private static string State(BooksView books) => string.Create(
        CultureInfo.InvariantCulture,
        $"run {books.Page.Runs}, begun {books.Page.RunStartedAt?.UtcDateTime:yyyy-MM-dd HH:mm:ss}Z, {(books.IsRunning ? $"goes on now: {books.Holder}" : books.HasEnded ? "has ended" : "died without an end")}");
}
