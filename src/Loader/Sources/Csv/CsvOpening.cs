using Loader.Mappings.Findings;
using Loader.Mappings.Rows;
using Loader.Options;

namespace Loader.Sources.Csv;

/// <summary>Looks at the beginning of a file: its encoding, its head, its columns. Whatever stops a load from it becomes a finding.</summary>
internal sealed class CsvOpening(CsvOptions options, Section section)
{
    private const int FirstLook = 64 * 1024;

    private FindingList Findings => section.Findings;

    private Place PathPlace => section.PlaceOf("path");

    /// <summary>Opens the file; null when rows cannot be read from it, with findings that say why.</summary>
    public CsvSource? Open()
    {
        var file = CsvFile.Open(options.Path, PathPlace, Findings);
        if (file is null) return null;
        try
        {
            var source = Open(file);
            if (source is null) file.Dispose();
            return source;
        }
        catch (IOException refused)
        {
            file.Dispose();
            Findings.Add(CsvCodes.NotReadable, PathPlace, $"'{options.Path}' cannot be read: {refused.Message}");
            return null;
        }
    }

    private CsvSource? Open(CsvFile file)
    {
        var start = new byte[FirstLook];
        var bytes = start.AsSpan(0, file.Read(start, 0));
        if (EncodingOf(bytes) is not var (encoding, markLength)) return null;
        if (!TakesNul(encoding) && BinaryFile.Recognize(bytes) is var (noun, hint))
        {
            Findings.Add(CsvCodes.NotText, PathPlace, $"'{options.Path}' is {noun}", hint);
            return null;
        }

        if (ReadHead(file, encoding, markLength) is not { } head) return null;
        if (options.Delimiter is { } chosen && head.SaidDelimiter is { } said && said != chosen)
        {
            section.Wrong("delimiter", $"the first line of '{options.Path}' says 'sep={said}'; delimiter is '{chosen}'", "leave delimiter out");
            return null;
        }

        if (CsvHeader.Columns(head, options, encoding, Findings) is not { } columns) return null;
        if (!head.HasRows && !options.AllowEmpty)
        {
            Findings.Add(CsvCodes.NoRows, PathPlace, Emptiness(file, head), "if that is as it should be, say allow_empty: true");
            return null;
        }

        var kept = columns.Count - (head.IsRejected ? RejectedLayout.AddedColumns.Count : 0);
        var table = new CsvTable(options.Path, new(columns), head.Dialect, encoding, options, kept, head.DataStart, head.DataLine);
        return new(file, table, markLength);
    }

    private (TextEncoding Encoding, int MarkLength)? EncodingOf(ReadOnlySpan<byte> start)
    {
        var mark = TextEncoding.OfMark(start);
        if (options.Encoding is not { } said) return mark ?? (TextEncoding.Utf8, 0);
        if (mark is not var (marked, length)) return (said, 0);
        if (said.Name == marked.Name || (ReferenceEquals(said, TextEncoding.Utf16) && marked.Name == TextEncoding.Utf16Be.Name)) return (marked, length);
        section.Wrong("encoding", $"'{options.Path}' begins with the byte order mark of {marked.Name}; encoding is {said.Name}", "leave encoding out");
        return null;
    }

    private static bool TakesNul(TextEncoding encoding) =>
        encoding.Name.StartsWith("utf-16", StringComparison.Ordinal) || encoding.Name.StartsWith("utf-32", StringComparison.Ordinal);

    private CsvHead? ReadHead(CsvFile file, TextEncoding encoding, int markLength)
    {
        using var input = new TextInput(file, encoding, markLength);
        var text = new byte[FirstLook];
        text[0] = (byte)'\n';
        var end = 1;
        while (true)
        {
            end += input.Fill(text.AsSpan(end));
            if (CsvHead.Read(text.AsMemory(0, end), options, input.AtEnd) is { } head) return head;
            if (end - 1 > (long)options.MaxRow + FirstLook) break;
            Array.Resize(ref text, (int)Math.Min(text.Length * 2L, Array.MaxLength));
        }

        Findings.Add(
            CsvCodes.BadHeader,
            new(options.Path, 1, 0),
            $"no end of the first row was found in {end - 1} bytes",
            "look for a quote that is not closed; or is this a CSV file?");
        return null;
    }

    private string Emptiness(CsvFile file, CsvHead head) =>
        file.Length == 0 ? $"'{options.Path}' is empty (0 bytes)"
        : head.First is null ? $"'{options.Path}' holds nothing but blank lines{(options.SkipLines > 0 ? " after skip_lines" : "")}"
        : $"'{options.Path}' has a header and no rows";
}
