using System.Text;
using Loader.Mappings.Rows;

namespace Loader.Sources.Csv;

/// <summary>The head of a file, taken apart: lines to skip, Excel's <c>sep=</c> line, delimiter, header, and whether a row follows.</summary>
internal sealed record CsvHead
{
    public required CsvDialect Dialect { get; init; }

    /// <summary>The cells of the header, or of the first row where there is no header; null when the file has neither.</summary>
    public RecordCells? First { get; init; }

    /// <summary>The line <see cref="First"/> begins on.</summary>
    public long FirstLine { get; init; }

    /// <summary>Whether <see cref="First"/> names the columns.</summary>
    public bool HasHeader { get; init; }

    /// <summary>Whether this is a rejected file: its last columns were added by an earlier run.</summary>
    public bool IsRejected { get; init; }

    public bool HasRows { get; init; }

    /// <summary>Offset of the first row in the text, the line break it begins with not counted.</summary>
    public long DataStart { get; init; }

    public long DataLine { get; init; }

    /// <summary>The delimiter that the file's own <c>sep=</c> line says.</summary>
    public char? SaidDelimiter { get; init; }

    /// <summary>Takes the head apart; null when it may go on behind this text.</summary>
    /// <param name="text">The beginning of the file behind a line break (see <see cref="CsvDialect"/>).</param>
    /// <param name="isAll">Whether the text is the whole file.</param>
    public static CsvHead? Read(ReadOnlyMemory<byte> text, CsvOptions options, bool isAll)
    {
        if (RejectedDelimiter(text, options, isAll) is not { } rejected) return null;
        var (at, line) = (1, 1L);

        // A rejected file has none of the lines that its source had before the header.
        for (var skipped = 0; skipped < options.SkipLines && rejected == NotRejected; skipped++, line++)
        {
            var length = LineBreaks.AfterFirst(text.Span[at..], isAll);
            if (length < 0 && !isAll) return null;
            at = length < 0 ? text.Length : at + length;
        }

        var said = SeparatorLine(text.Span[at..], isAll, out var sayingLength);
        if (said is not null)
        {
            at += sayingLength;
            line++;
        }

        // What is cut begins with the line break before it; behind a last line without one there is nothing to cut.
        var rest = at == text.Length && at > 1 ? ReadOnlyMemory<byte>.Empty : text[(at - 1)..];
        var delimiter = rejected != NotRejected ? rejected : options.Delimiter ?? said ?? DelimiterDetection.Detect(rest, options.Quote, isAll);
        var head = new CsvHead
        {
            Dialect = new(delimiter, options.Quote),
            SaidDelimiter = said,
            IsRejected = rejected != NotRejected,
            HasHeader = options.Header || rejected != NotRejected,
            DataStart = at - 1,
            DataLine = line,
        };
        var first = RecordCells.First(rest, head.Dialect);
        if (first is null) return isAll ? head with { DataStart = text.Length - 1 } : null;
        var recordEnd = at - 1 + first.End;
        var next = recordEnd >= text.Length ? -1 : LineBreaks.AfterFirst(text.Span[recordEnd..], isAll);
        if (next < 0 && !isAll) return null;
        head = head with { First = first, FirstLine = line + LineBreaks.Count(text.Span[at..(at - 1 + first.Start)]), HasRows = true };
        if (!head.HasHeader) return head;

        var dataStart = next < 0 ? text.Length : recordEnd + next;
        var hasRows = text.Span[dataStart..].IndexOfAnyExcept((byte)'\r', (byte)'\n') >= 0;
        if (!hasRows && !isAll) return null;
        return head with { DataStart = dataStart - 1, DataLine = line + LineBreaks.Count(text.Span[at..dataStart]), HasRows = hasRows };
    }

    private const char NotRejected = '\0';

    /// <summary>The delimiter of a file that an earlier run wrote its rejected rows to, or <see cref="NotRejected"/>; null: cannot be told yet.</summary>
    private static char? RejectedDelimiter(ReadOnlyMemory<byte> text, CsvOptions options, bool isAll)
    {
        var isCut = false;
        foreach (var candidate in options.Delimiter is { } one ? [one] : DelimiterDetection.Candidates)
        {
            if (candidate == options.Quote || RecordCells.First(text, new(candidate, options.Quote)) is not { } first) continue;
            isCut |= first.End >= text.Length && !isAll;
            if (RejectedLayout.AddedTo([.. first.Cells.Select(Encoding.UTF8.GetString)]) > 0) return candidate;
        }

        return isCut ? null : NotRejected;
    }

    private static char? SeparatorLine(ReadOnlySpan<byte> text, bool isAll, out int length)
    {
        length = 0;
        if (text.Length < 5 || !Ascii.EqualsIgnoreCase(text[..4], "sep="u8)) return null;
        length = LineBreaks.AfterFirst(text, isAll);
        if (length < 0 || text[..length].TrimEnd("\r\n"u8).Length != 5) return null;
        return (char)text[4];
    }
}
