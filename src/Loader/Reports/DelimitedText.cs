namespace Loader.Reports;

/// <summary>One row of delimited text (RFC 4180), taken apart and put together.</summary>
internal static class DelimitedText
{
    /// <summary>What the cells of a row say.</summary>
    public static IEnumerable<string> Cells(string row, char delimiter, char quote)
    {
        var start = 0;
        var quoted = false;
        for (var i = 0; i < row.Length; i++)
        {
            if (row[i] == quote) quoted = !quoted;
            if (row[i] != delimiter || quoted) continue;
            yield return Text(row[start..i], quote);
            start = i + 1;
        }

        yield return Text(row[start..], quote);
    }

    /// <summary>A text as a cell, in quotes where it needs them.</summary>
    public static string Cell(string text, char delimiter, char quote)
    {
        ReadOnlySpan<char> special = [quote, '\r', '\n', delimiter];
        var bare = text.Length == 0 || (text.AsSpan().IndexOfAny(special) < 0 && text[0] != ' ' && text[^1] != ' ');
        return bare ? text : quote + text.Replace($"{quote}", $"{quote}{quote}", StringComparison.Ordinal) + quote;
    }

    private static string Text(string cell, char quote) =>
        cell.Length >= 2 && cell[0] == quote && cell[^1] == quote
            ? cell[1..^1].Replace($"{quote}{quote}", $"{quote}", StringComparison.Ordinal)
            : cell;
}
