using Loader.Mappings.Findings;
using Loader.Options;
using Loader.Sources.Bytes;

namespace Loader.Sources.Csv;

/// <summary><c>from: csv:</c></summary>
internal sealed class CsvKind : ISourceKind
{
    private const string Detected = "auto";
    private const string NullsHelp = "Cells that equal one of these texts, quoted or not, are null.";

    public string Name => "csv";

    public string Summary => "A text file with rows of cells: comma, semicolon, tab or another character between them, quoted as in RFC 4180.";

    public IReadOnlyList<string>? NullTexts(Section section) => section.Texts("nulls", NullsHelp, [""]);

    public async ValueTask<ISource?> OpenAsync(Section section, CancellationToken stop)
    {
        var errors = section.Findings.Count(finding => finding.Severity == Severity.Error);
        var inputs = InputSettings.Read(section);
        var options = Read(section) with { AllowEmpty = inputs.AllowEmpty, Limits = inputs.Limits };
        section.Finish();
        if (!inputs.IsNamed || section.Findings.Count(finding => finding.Severity == Severity.Error) > errors) return null;
        return await Inputs.OpenAsync(inputs, new CsvOpening(options, section), stop);
    }

    /// <summary>Asks for every setting, also when one is wrong: the reference page and the list of mistakes come from the questions.</summary>
    internal static CsvOptions Read(Section section)
    {
        var delimiter = section.Text(
            "delimiter", "One ASCII character between cells, or tab; auto finds , ; tab or | from the first rows, or from Excel's sep= line.", Detected);
        var quote = section.Text("quote", "One ASCII character around cells that hold delimiters, quotes or line breaks; doubled inside them.", "\"");
        var encoding = section.Text(
            "encoding", $"{string.Join(", ", TextEncoding.Names)}, or another name that .NET knows; auto goes by the byte order mark, else utf-8.", Detected);
        var header = section.Flag("header", true, "Whether the first row names the columns.");
        var columns = section.Texts("columns", "The names of the columns of a file without header; else they are c1, c2, …");
        var nulls = section.Texts("nulls", NullsHelp, [""]);
        var skipLines = section.Integer("skip_lines", 0, 1_000_000, 0, "Lines to pass over before the header or the first row.");
        var maxCell = section.Size("max_cell", CsvOptions.DefaultMaxCell, "A row with a longer cell cannot be read.");
        var maxRow = section.Size("max_row", CsvOptions.DefaultMaxRow, "A longer row cannot be read. Bounds what a forgotten quote costs.");
        CheckColumns(section, header, columns);
        if (maxCell < 1) section.Wrong("max_cell", "max_cell is at least 1 byte", null);
        if (maxRow < maxCell || maxRow > CsvOptions.LargestRow) section.Wrong("max_row", "max_row is at least max_cell and at most 1 GB", null);
        var quoteCharacter = Character(section, "quote", quote!);
        var delimiterCharacter = delimiter is Detected ? null : Character(section, "delimiter", delimiter is "tab" or "\\t" ? "\t" : delimiter!);
        if (delimiterCharacter is not null && delimiterCharacter == quoteCharacter)
        {
            section.Wrong("delimiter", "delimiter and quote are the same character", null);
        }

        string? hint = null;
        var textEncoding = encoding is Detected ? null : TextEncoding.Find(encoding!, out hint);
        if (textEncoding is null && encoding is not Detected) section.Wrong("encoding", $"'{encoding}' is not an encoding that can be read", hint);

        return new()
        {
            Delimiter = delimiterCharacter,
            Quote = quoteCharacter ?? '"',
            Encoding = textEncoding,
            Header = header,
            Columns = columns,
            Nulls = new(nulls!),
            SkipLines = (int)skipLines,
            MaxCell = (int)Math.Min(maxCell, CsvOptions.LargestRow),
            MaxRow = (int)Math.Min(maxRow, CsvOptions.LargestRow),
        };
    }

    private static void CheckColumns(Section section, bool header, IReadOnlyList<string>? columns)
    {
        if (columns is null) return;
        if (header)
        {
            const string message = "columns names the columns of a file without header; this one has one";
            section.Wrong("columns", message, "say header: false, and skip_lines: 1 if the file has a header");
        }

        if (columns.Count == 0) section.Wrong("columns", "columns is an empty list", null);
        if (columns.Any(string.IsNullOrWhiteSpace)) section.Wrong("columns", "a column without a name", null);
        foreach (var same in columns.GroupBy(name => name, StringComparer.Ordinal).Where(group => group.Count() > 1))
        {
            section.Wrong("columns", $"two columns are named '{same.Key}'", null);
        }
    }

    /// <summary>A character that can stand between or around cells: ASCII, not a line break, not NUL.</summary>
    private static char? Character(Section section, string name, string text)
    {
        if (text.Length == 1 && char.IsAscii(text[0]) && text[0] is not ('\r' or '\n' or '\0')) return text[0];
        section.Wrong(name, $"'{text}' cannot be the {name}", $"{name} is one ASCII character" + (name == "delimiter" ? ", tab, or auto" : ""));
        return null;
    }
}
