using System.Globalization;
using System.Text;
using Loader.Books;

namespace Loader.Reports;

/// <summary>Rejected rows as delimited text: the original cells untouched, four more behind them.</summary>
internal sealed class DelimitedLines : IRejectedLines
{
    private readonly char delimiter;
    private readonly bool isRejectedAgain;

    public DelimitedLines(string? header, char delimiter)
    {
        this.delimiter = delimiter;
        var added = string.Join(delimiter, RejectedColumns.All);

        // A rejected file that was loaded and whose rows failed again already has the four columns: they are replaced.
        isRejectedAgain = header is not null && header.EndsWith(delimiter + added, StringComparison.Ordinal);
        Header = header is null || isRejectedAgain ? header : header + delimiter + added;
    }

    public string? Header { get; }

    public string Line(FailedRow row)
    {
        var original = Encoding.UTF8.GetString(row.Original.Span);
        var line = new StringBuilder(isRejectedAgain ? WithoutLast(original, RejectedColumns.All.Count) : original);
        line.Append(delimiter).Append(row.Row.ToString(CultureInfo.InvariantCulture));
        foreach (var text in (ReadOnlySpan<string>)[row.Code, row.Reason, row.Field ?? ""])
            line.Append(delimiter).Append(DelimitedText.Cell(text, delimiter));
        return line.ToString();
    }

    private string WithoutLast(string row, int count)
    {
        var cells = DelimitedText.Cells(row, delimiter);
        return cells.Count > count ? row[..cells[^(count + 1)].End.Value] : row;
    }
}
