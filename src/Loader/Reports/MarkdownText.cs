using System.Text;

namespace Loader.Reports;

/// <summary>Puts Markdown together so that no text from rows or servers can become markup or break a table.</summary>
internal sealed class MarkdownText
{
    private readonly StringBuilder text = new();

    public MarkdownText Line(string line = "")
    {
        text.Append(line).Append('\n');
        return this;
    }

    /// <summary>A table; its cells are escaped here.</summary>
    /// <param name="numbers">How many of the first columns are numbers, set to the right.</param>
    public void Table(IReadOnlyList<string> header, IEnumerable<string[]> rows, int numbers)
    {
        Row(header);
        Row(header.Select((_, column) => column < numbers ? "---:" : "---"));
        foreach (var row in rows) Row(row.Select(Escaped));
        Line();
    }

    /// <summary>Plain text.</summary>
    public static string Escaped(string plain)
    {
        var escaped = new StringBuilder(plain.Length);
        foreach (var character in plain)
        {
            if (character is '\\' or '`' or '*' or '_' or '[' or ']' or '|' or '#') escaped.Append('\\').Append(character);
            else if (character == '<') escaped.Append("&lt;");
            else if (character == '&') escaped.Append("&amp;");
            else escaped.Append(char.IsControl(character) ? ' ' : character);
        }

        return escaped.ToString();
    }

    /// <summary>A path or an address, to be copied.</summary>
    public static string Code(string plain) => "`" + plain.Replace('`', '\'').Replace('\n', ' ') + "`";

    public override string ToString() => text.ToString();

    private void Row(IEnumerable<string> cells) => Line("| " + string.Join(" | ", cells) + " |");
}
