using System.Globalization;
using System.Text;
using Loader.Books.Records;
using Loader.Mappings.Rows;

namespace Loader.Reports;

/// <summary>Rejected rows as delimited text: the original cells untouched, those that are added behind them.</summary>
internal sealed class DelimitedLines(RejectedLayout layout, char delimiter, string load) : IRejectedLines
{
    public string? Header { get; } = layout.Header is null
        ? null
        : layout.Header + delimiter + string.Join(delimiter, RejectedLayout.AddedColumns);

    public string Line(FailedRow row)
    {
        var line = new StringBuilder(Encoding.UTF8.GetString(row.Original.Span));
        line.Append(delimiter).Append(row.Row.ToString(CultureInfo.InvariantCulture));
        foreach (var text in (ReadOnlySpan<string>)[row.Code, row.Reason, row.Field ?? "", RejectedRow.Cell(row.Events), load])
            line.Append(delimiter).Append(DelimitedText.Cell(text, delimiter, layout.Quote));
        return line.ToString();
    }
}
