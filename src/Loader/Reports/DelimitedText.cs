namespace Loader.Reports;

/// <summary>One row of delimited text (RFC 4180), taken apart and put together.</summary>
internal static class DelimitedText
{
    private const char Quote = '"';

    /// <summary>Where each cell stands in a row, its quotes included.</summary>
    public static List<Range> Cells(ReadOnlySpan<char> row, char delimiter)
    {
        var cells = new List<Range>();
        var start = 0;
        var quoted = false;
        for (var i = 0; i < row.Length; i++)
        {
            if (row[i] == Quote) quoted = !quoted;
            if (row[i] != delimiter || quoted) continue;
            cells.Add(start..i);
            start = i + 1;
        }

        cells.Add(start..row.Length);
        return cells;
    }

    /// <summary>What a cell says, without its quotes.</summary>
    public static string Text(ReadOnlySpan<char> cell) =>
        cell.Length >= 2 && cell[0] == Quote && cell[^1] == Quote
            ? cell[1..^1].ToString().Replace("\"\"", "\"", StringComparison.Ordinal)
            : cell.ToString();

    /// <summary>A text as a cell, in quotes where it needs them.</summary>
    public static string Cell(string text, char delimiter)
    {
        ReadOnlySpan<char> special = [Quote, '\r', '\n', delimiter];
        var bare = text.Length == 0 || (text.AsSpan().IndexOfAny(special) < 0 && text[0] != ' ' && text[^1] != ' ');
        return bare ? text : Quote + text.Replace("\"", "\"\"", StringComparison.Ordinal) + Quote;
    }
}
