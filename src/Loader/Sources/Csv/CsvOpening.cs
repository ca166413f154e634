using Loader.Mappings.Findings;
using Loader.Mappings.Rows;
using Loader.Options;
using Loader.Sources.Bytes;

namespace Loader.Sources.Csv;

/// <summary>CSV. Looks at the beginning of a file: its encoding, its head, its columns. Whatever stops a load from it becomes a finding.</summary>
internal sealed class CsvOpening(CsvOptions settings, Section section) : IFormat
{
    private const int FirstLook = 64 * 1024;
    private CsvOptions options = new();

    private FindingList Findings => section.Findings;

    private Place PathPlace => section.PlaceOf("path");

    public async ValueTask<ISource?> OpenAsync(IInput input, ISource? first, ContentHash? hash, bool mayBeEmpty, CancellationToken stop)
    {
        try
        {
            options = settings with { Path = input.Name };
            if (await LookAsync(input, (first as CsvSource)?.Table, mayBeEmpty || settings.AllowEmpty, stop) is var (table, markLength))
                return new CsvSource(input, table, markLength, hash);
        }
        catch
        {
            await input.DisposeAsync();
            throw;
        }

        await input.DisposeAsync();
        return null;
    }

    private async ValueTask<(CsvTable Table, int MarkLength)?> LookAsync(IInput input, CsvTable? first, bool mayBeEmpty, CancellationToken stop)
    {
        var start = new byte[FirstLook];
        int length;
        await using (var content = await Content.LookAsync(input, options.Limits, stop)) length = await content.ReadAsync(start, stop);
        if (EncodingOf(start.AsSpan(0, length)) is not var (encoding, markLength)) return null;
        if (!TakesNul(encoding) && BinaryFile.Recognize(start.AsSpan(0, length)) is var (noun, hint))
        {
            Findings.Add(CsvCodes.NotText, PathPlace, $"'{options.Path}' is {noun}", hint);
            return null;
        }

        if (await ReadHeadAsync(input, encoding, markLength, stop) is not var (head, text)) return null;
        if (options.Delimiter is { } chosen && head.SaidDelimiter is { } said && said != chosen)
        {
            section.Wrong("delimiter", $"the first line of '{options.Path}' says 'sep={said}'; delimiter is '{chosen}'", "leave delimiter out");
            return null;
        }

        if (CsvHeader.Columns(head, options, encoding, Findings) is not { } columns) return null;
        if (!head.HasRows && !mayBeEmpty)
        {
            Findings.Add(CsvCodes.NoRows, PathPlace, Emptiness(length, head), "if that is as it should be, say allow_empty: true");
            return null;
        }

        var kept = columns.Count - (head.IsRejected ? RejectedLayout.AddedTo([.. columns.Select(column => column.Name)]) : 0);
        var table = new CsvTable(options.Path, new(columns), head.Dialect, encoding, options, kept, head.DataStart, head.DataLine)
        {
            IsEmpty = !head.HasRows,
            Detected = new(() => kept < columns.Count ? [] : CsvDetection.Of(head, text, options, encoding, markLength > 0, columns)),
        };
        return (first is null || table.IsEmpty ? table : CsvLikeness.Of(table, first, (int)head.FirstLine, Findings)) is { } like ? (like, markLength) : null;
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

    private async ValueTask<(CsvHead Head, ReadOnlyMemory<byte> Text)?> ReadHeadAsync(
        IInput file,
        TextEncoding encoding,
        int markLength,
        CancellationToken stop)
    {
        await using var input = new TextInput(await Content.LookAsync(file, options.Limits, stop), encoding, markLength);
        var text = new byte[FirstLook];
        text[0] = (byte)'\n';
        var end = 1;
        while (true)
        {
            end += await input.FillAsync(text.AsMemory(end), stop);
            if (CsvHead.Read(text.AsMemory(0, end), options, input.AtEnd) is { } head) return (head, text.AsMemory(0, end));
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

    private string Emptiness(int length, CsvHead head) =>
        length == 0 ? $"'{options.Path}' is empty (0 bytes)"
        : head.First is null ? $"'{options.Path}' holds nothing but blank lines{(options.SkipLines > 0 ? " after skip_lines" : "")}"
        : $"'{options.Path}' has a header and no rows";
}
