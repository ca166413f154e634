using System.CommandLine;
using System.Globalization;
using System.Text;
using Loader.Cli.Words;
using Loader.Destinations;
using Loader.Drafting;
using Loader.Mappings.Findings;
using Loader.Mappings.Rows;
using Loader.Mappings.Rules;
using Loader.Reports;
using Loader.Running.Preparing;
using Loader.Sources;
using Loader.Sources.Csv;

namespace Loader.Cli;

/// <summary><c>loader init SOURCE --to NAME</c>: writes a first mapping from the source's columns. Reads up to 10,000 rows, sends nothing.</summary>
internal static class InitCommand
{
    private const string EncodingHint = "may be text of another encoding; for one from Excel try --encoding windows-1252";

    public static Command Create(Surroundings around)
    {
        var source = new Argument<string>("source") { Description = "A file, folder, pattern or address; or a YAML file with from:, for a query." };
        var to = new Option<string>("--to")
        {
            Description = "The kind of destination: 'loader destinations' lists them.",
            HelpName = "destination",
            Required = true,
        };
        var output = new Option<string?>("--out")
        {
            Description = "Writes the mapping to this file, which must not exist yet; else, or with -, to standard output.",
            HelpName = "file",
        };
        var format = new Option<string?>("--format")
        {
            Description = "csv, ndjson, parquet or xlsx; else the name and the content decide.",
            HelpName = "format",
        };
        var encoding = new Option<string?>("--encoding")
        {
            Description = "How a CSV file's text is encoded, such as windows-1252; else by its byte order mark, or utf-8. It stands in the mapping too.",
            HelpName = "encoding",
        };
        var command = new Command(
            "init",
            "Writes a first mapping: types, key and fields from the source's first 10,000 rows, and what is left to decide.")
        {
            source, to, output, format, encoding,
        };
        ExampleHelp.AddTo(command, "loader init sample-data/purchases.csv --to nameless --out purchases.yaml");
        command.SetAction((parsed, stop) => WriteAsync(
            parsed.GetValue(source)!,
            parsed.GetValue(to)!,
            parsed.GetValue(output) is { } file and not "-" ? file : null,
            parsed.GetValue(format),
            parsed.GetValue(encoding),
            around,
            stop));
        return command;
    }

    private static async Task<int> WriteAsync(
        string named, string to, string? file, string? format, string? encoding, Surroundings around, CancellationToken stop)
    {
        if (around.Catalogs.Destinations.Find(to) is not { } destination)
        {
            var names = around.Catalogs.Destinations.Names;
            return Refuse(around, $"there is no destination '{to}'", DidYouMean.Hint(to, names) ?? "there is: " + string.Join(", ", names));
        }

        if (file is not null && Path.Exists(file)) return Refuse(around, $"'{file}' exists already; it is left as it is", "name another file with --out");
        if (format is null && NamedSource.IsMapping(named)) return await OfMappingAsync(named, destination, file, encoding, around, stop);
        var findings = new FindingList();
        var kind = format ?? await SourceFormats.OfAsync(named, stop);
        await using var source = await NamedSource.OpenAsync(named, kind, encoding, around.Catalogs.Sources, around.Options(findings), stop);
        FindingWords.Write(findings, around);
        if (source is null)
        {
            if (findings.Any(found => found.Code == CsvCodes.BadHeader && found.Hint == CsvHeader.SetEncoding))
                await around.Talk.WriteLineAsync($"  The file {EncodingHint}");
            return ExitCode.Unusable;
        }

        return await WriteAsync(Name(named, file, to), new(kind, named) { Encoding = encoding }, source, destination, file, around, stop);
    }

    /// <summary>From a source that is described already: its block is taken over as it is written.</summary>
    private static async Task<int> OfMappingAsync(
        string named, IDestinationKind destination, string? file, string? encoding, Surroundings around, CancellationToken stop)
    {
        if (encoding is not null) return Refuse(around, "--encoding is for a file that is named here", $"say it in {named}: csv: {{ encoding: {encoding} }}");
        var findings = new FindingList();
        var rule = MappingFile.Read(named, findings) is { } text ? RulesReader.ReadSource(text, named, findings) : null;
        var context = around.Options(findings) with { TellsCost = true };
        await using var source = rule is null ? null : await NamedSource.OpenAsync(rule, around.Catalogs.Sources, context, stop);
        FindingWords.Write(findings, around);
        if (source is null || rule is null) return ExitCode.Unusable;
        if (rule.Text is null)
            return Refuse(around, $"'from' does not begin a line of '{named}', so it cannot be taken over", "write from: at the beginning of a line");
        if (source is ICostsMoney { Cost: not null, HasLimit: false })
            return Refuse(around, "reading the rows is billed, so nothing was read", "say in from how much it may be: max_bytes_billed: 1 GB");
        var name = file is null ? $"{rule.Mapping}-{destination.Name}" : Name(named, file, destination.Name);
        return await WriteAsync(name, new(rule.From.Name, named) { Text = rule.Text }, source, destination, file, around, stop);
    }

    private static async Task<int> WriteAsync(
        string name, DraftSource from, ISource source, IDestinationKind to, string? file, Surroundings around, CancellationToken stop)
    {
        SourceSample sample;
        try
        {
            sample = await SourceSample.ReadAsync(source, stop);
        }
        catch (SourceException broken)
        {
            await around.Talk.WriteLineAsync(FindingWords.Shown(broken.Finding, around).ToString());
            return ExitCode.Unusable;
        }

        if (sample.OfAnotherWidth > sample.Rows)
            return Refuse(
                around,
                $"{sample.OfAnotherWidth:N0} rows have more or fewer cells than the first line, so that is not the header",
                "name a YAML file that says which is: from: { csv: { path: …, skip_lines: 3 } }");
        var draft = Draft.Of(name, from, source, sample, to);
        if (file is null) await around.Output.WriteAsync(DraftText.Of(draft));
        else if (!TryWrite(file, DraftText.Of(draft), out var reason))
            return Refuse(around, $"'{file}' cannot be written: {reason}", "name another file with --out");
        Say(draft, file, around);
        return ExitCode.Done;
    }

    private static void Say(Draft draft, string? file, Surroundings around)
    {
        var talk = around.Talk;
        var paragraph = new Paragraph(talk, around.Width);
        talk.WriteLine(
            $"{draft.From.Path}: {FindingWords.Count(draft.Sample.Rows, "row")} read{(draft.Sample.IsWhole ? "" : ", the first ones")}, {FindingWords.Count(draft.Sample.Columns.Count, "column")}");
        if (draft.Sample.Unreadable > 0) talk.WriteLine($"  {FindingWords.Count(draft.Sample.Unreadable, "row")} could not be read; 'loader rows' shows why");
        if (draft.Sample.OfAnotherEncoding > 0)
            talk.WriteLine($"  {FindingWords.Count(draft.Sample.OfAnotherEncoding, "row")} {EncodingHint}");
        if (draft.From is { Kind: "xlsx", Text: null } && draft.Sample.Columns.Count == 1)
            talk.WriteLine("  The first row names one column; if it is a title, name a YAML file: from: { xlsx: { path: …, header_row: 4 } }");
        talk.WriteLine();
        var width = Math.Min(32, draft.Columns.Count == 0 ? 0 : draft.Columns.Max(column => column.Name.Length));
        foreach (var column in draft.Columns) talk.WriteLine($"  {Plain(column.Name).PadRight(width)}  {Kind(column),-10}  {Uses(draft, column)}".TrimEnd());
        talk.WriteLine();
        var number = 0;
        foreach (var decision in draft.Decisions)
        {
            if (number == 0) talk.WriteLine("to decide");
            paragraph.Write(string.Create(CultureInfo.InvariantCulture, $"  {++number}. "), 5, Plain(decision));
        }

        if (number > 0) talk.WriteLine();
        if (file is null) return;
        talk.WriteLine("next");
        foreach (var command in new[] { "check", "preview" }) talk.WriteLine($"  {around.Program} {command} {ShellWord.Quoted(file)}");
    }

    private static string Kind(DraftColumn column) =>
        column.Sample.Values == 0 ? "empty" : column.Type.Kind is { } kind and not ValueKind.Null ? kind.ToString().ToLowerInvariant() : "mixed";

    private static string Uses(Draft draft, DraftColumn column)
    {
        var fields = draft.Fields.Where(field => field.Column == column).Select(field => field.Path);
        return string.Join(
            ", ",
            draft.Key?.Columns.Contains(column.Name, StringComparer.Ordinal) == true ? fields.Prepend("key") : fields) is { Length: > 0 } uses
            ? uses
            : "-";
    }

    private static string Plain(string text) => string.Concat(text.Select(c => char.IsControl(c) ? '?' : c));

    /// <summary>The mapping is called like its file; where it has none, like source and destination.</summary>
    private static string Name(string source, string? file, string to)
    {
        var from = file is null ? $"{Path.GetFileName(source.TrimEnd('/', '\\')).Split('.')[0]}-{to}" : Path.GetFileNameWithoutExtension(file);
        var name = string.Concat(from.Select(c => char.IsAsciiLetterOrDigit(c) ? char.ToLowerInvariant(c) : '-')).Trim('-');
        return name.Length == 0 ? to : name;
    }

    private static bool TryWrite(string file, string text, out string reason)
    {
        reason = "";
        try
        {
            using var stream = new FileStream(file, FileMode.CreateNew, FileAccess.Write);
            stream.Write(Encoding.UTF8.GetBytes(text));
            return true;
        }
        catch (Exception denied) when (denied is IOException or UnauthorizedAccessException)
        {
            reason = denied.Message;
            return false;
        }
    }

    private static int Refuse(Surroundings around, string message, string hint)
    {
        around.Talk.WriteLine($"loader: {message}");
        around.Talk.WriteLine($"  hint: {hint}");
        return ExitCode.Unusable;
    }
}
