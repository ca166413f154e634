using System.CommandLine;
using System.Text;
using Loader.Books.Files;
using Loader.Reports;
using Loader.Running;

namespace Loader.Cli;

/// <summary><c>loader report [RUN]</c>: the report of a load again, as JSON, Markdown or a page of HTML. Changes nothing.</summary>
internal static class ReportCommand
{
    public static Command Create(Surroundings around)
    {
        var load = new KeptLoad();
        var format = new Option<string>("--format") { Description = "json, md or html.", HelpName = "form", DefaultValueFactory = _ => "md" };
        format.Validators.Add(given =>
        {
            if (given.Tokens is [var token] && token.Value is not ("json" or "md" or "html"))
                given.AddError($"--format takes json, md or html, not '{token.Value}'");
        });
        var output = new Option<string?>("--output") { Description = "Writes to this file instead of standard output.", HelpName = "path" };
        var command = new Command("report", "Shows the report of a load, as its books are now.");
        load.AddTo(command, format, output);
        ExampleHelp.AddTo(command, "loader report nameless-purchases --format html --output report.html");
        command.SetAction(async (parsed, stop) =>
        {
            using var books = load.Open(parsed, around);
            if (books is null) return ExitCode.Unusable;
            var unnamed = await load.NameAsync(books, ReportBuilder.MostUncertain, parsed, around, stop);
            var report = KeptLoads.Report(
                books,
                VersionLine.Version,
                KeptLoad.Meaning(books, around),
                load.ShowValues(parsed),
                around.Clock.GetUtcNow());
            if (unnamed is not null) report = report with { Notes = [.. report.Notes, unnamed] };
            var text = parsed.GetValue(format) switch { "json" => ReportJson.Text(report), "html" => ReportHtml.Text(report), _ => ReportMarkdown.Text(report) };
            return Write(text, parsed.GetValue(output), around);
        });
        return command;
    }

    private static int Write(string text, string? path, Surroundings around)
    {
        if (path is null)
        {
            around.Output.Write(text);
            return ExitCode.Done;
        }

        try
        {
            PrivateFile.Replace(path, file => file.Write(Encoding.UTF8.GetBytes(text)));
            return ExitCode.Done;
        }
        catch (Exception denied) when (denied is IOException or UnauthorizedAccessException)
        {
            around.Talk.WriteLine($"loader: '{path}' cannot be written: {denied.Message}");
            return ExitCode.Unusable;
        }
    }
}
