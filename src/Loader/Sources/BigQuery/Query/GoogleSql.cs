using System.Globalization;
using Loader.Mappings.Findings;

namespace Loader.Sources.BigQuery.Query;

/// <summary>
/// A query as a person wrote it, and as it is sent. Knows what is quoted and what is a comment (GoogleSQL, "Lexical structure and syntax"), so that
/// parameters and an order are found where they really are.
/// </summary>
internal sealed class GoogleSql
{
    private readonly SortedSet<string> names = new(StringComparer.OrdinalIgnoreCase);
    private string lastWord = "";
    private int depth;

    public GoogleSql(string text)
    {
        Text = text;
        for (var at = 0; at < text.Length;) at = Step(at);
    }

    public string Text { get; }

    /// <summary>The named parameters it uses; names differ in more than their case.</summary>
    public IReadOnlyCollection<string> Names => names;

    /// <summary>Whether its rows come in an order that it states: ORDER BY outside of all parentheses.</summary>
    public bool IsOrdered { get; private set; }

    /// <summary>
    /// The place of what a message of BigQuery's ends in, <c>at [3:8]</c>: line and character, both from 1. Null when it ends in nothing like that.
    /// </summary>
    public Place? PlaceOf(string message, TextOrigin origin)
    {
        var open = message.LastIndexOf("at [", StringComparison.Ordinal);
        var close = open < 0 ? -1 : message.IndexOf(']', open);
        if (close < 0 || message[(open + 4)..close].Split(':') is not [var lineText, var columnText]) return null;
        if (!int.TryParse(lineText, CultureInfo.InvariantCulture, out var line) || line < 1) return null;
        if (!int.TryParse(columnText, CultureInfo.InvariantCulture, out var column) || column < 1) return null;
        var start = 0;
        for (var i = 1; i < line; i++)
        {
            start = Text.IndexOf('\n', start) + 1;
            if (start == 0) return null;
        }

        return origin.At(Math.Min(start + column - 1, Math.Max(Text.Length - 1, 0)));
    }

    private int Step(int at)
    {
        var c = Text[at];
        var next = at + 1 < Text.Length ? Text[at + 1] : '\0';
        if (c == '#' || (c == '-' && next == '-')) return End(at, "\n");
        if (c == '/' && next == '*') return End(at + 2, "*/");
        if (c is '\'' or '"') return EndOfText(at, c);
        if (c == '`') return End(at + 1, "`");
        if (c == '@' && next == '@') return EndOfName(at + 2);
        if (c == '@' && (char.IsAsciiLetter(next) || next == '_')) return Parameter(at + 1);
        if (char.IsAsciiLetter(c) || c == '_') return Word(at);
        depth += c is '(' or '[' ? 1 : c is ')' or ']' ? -1 : 0;
        if (!char.IsWhiteSpace(c)) lastWord = "";
        return at + 1;
    }

    private int Word(int start)
    {
        var end = EndOfName(start);
        var word = Text[start..end].ToUpperInvariant();
        if (word == "BY" && lastWord == "ORDER" && depth == 0) IsOrdered = true;
        lastWord = word;
        return end;
    }

    private int Parameter(int start)
    {
        var end = EndOfName(start);
        names.Add(Text[start..end]);
        lastWord = "";
        return end;
    }

    private int EndOfName(int at)
    {
        while (at < Text.Length && (char.IsAsciiLetterOrDigit(Text[at]) || Text[at] == '_')) at++;
        return at;
    }

    private int End(int from, string mark) =>
        Text.IndexOf(mark, Math.Min(from, Text.Length), StringComparison.Ordinal) is >= 0 and var end ? end + mark.Length : Text.Length;

    /// <summary>One quote or three; a backslash keeps the next character, also in raw texts, where it stands for itself besides.</summary>
    private int EndOfText(int at, char quote)
    {
        lastWord = "";
        var mark = new string(quote, 3);
        if (string.CompareOrdinal(Text, at, mark, 0, 3) != 0) mark = quote.ToString();
        for (at += mark.Length; at < Text.Length; at++)
        {
            if (Text[at] == '\\') at++;
            else if (string.CompareOrdinal(Text, at, mark, 0, mark.Length) == 0) return at + mark.Length;
        }

        return Text.Length;
    }
}
