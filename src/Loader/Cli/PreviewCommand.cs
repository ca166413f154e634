using System.CommandLine;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Loader.Cli.Words;
using Loader.Mappings.Findings;
using Loader.Reports;
using Loader.Running.Preparing;
using Loader.Running.Showing;
using Loader.Settings;

namespace Loader.Cli;

/// <summary><c>loader preview MAPPING</c>: what the first rows would send, as JSON. Touches no network and no books.</summary>
internal static class PreviewCommand
{
    public static Command Create(Surroundings around)
    {
        var mapping = new Argument<string>("mapping") { Description = "The mapping file." };
        var from = new Option<string?>("--from") { Description = "Reads this file instead of the mapping's.", HelpName = "path" };
        var format = FormatOption.Create();
        var rows = new Option<int>("--rows") { Description = "How many rows to show.", HelpName = "n", DefaultValueFactory = _ => 5 };
        AtLeast.AddTo(rows, 1);
        var compact = new Option<bool>("--compact") { Description = "One payload per line." };
        var command = new Command("preview", "Shows the payloads of the first rows as JSON; sends nothing.") { mapping, from, format, rows, compact };
        ExampleHelp.AddTo(command, "loader preview mappings/nameless-purchases.yaml --rows 2");
        command.SetAction((parsed, stop) => ShowAsync(
            new RunFlags { Mapping = parsed.GetValue(mapping)!, From = parsed.GetValue(from), Format = parsed.GetValue(format), Limit = parsed.GetValue(rows) },
            !parsed.GetValue(compact),
            around,
            stop));
        return command;
    }

    private static async Task<int> ShowAsync(RunFlags flags, bool indented, Surroundings around, CancellationToken stop)
    {
        var findings = new FindingList();
        var context = around.Options(findings) with { VariablesMayBeMissing = true };
        await using var prepared = await Preparation.PrepareAsync(flags, around.Catalogs, context, stop);
        FindingWords.Write(findings, around);
        if (prepared is null) return ExitCode.Unusable;

        var (shown, failed) = (false, false);
        await foreach (var row in Preview.RowsAsync(prepared, flags.Limit!.Value, around.Clock, stop))
        {
            shown |= row.Payload is not null;
            failed |= row.Failed;
            foreach (var beside in BesidePayload.Of(prepared.Destination.Protocol, row))
                await around.Talk.WriteLineAsync($"row {row.Row}: {around.Secrets.Redact(beside)}");
            if (row.Payload is { } payload) await around.Output.WriteLineAsync(indented ? Indented(payload) : Encoding.UTF8.GetString(payload));
            else await around.Talk.WriteLineAsync($"row {row.Row}, line {row.Line}: {row.Reason}");
        }

        return failed && !shown ? ExitCode.SomeFailed : ExitCode.Done;
    }

    private static string Indented(byte[] json)
    {
        using var document = JsonDocument.Parse(json);
        using var text = new MemoryStream();
        using (var writer = new Utf8JsonWriter(text, new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            document.RootElement.WriteTo(writer);
        }

        return Encoding.UTF8.GetString(text.ToArray());
    }
}
