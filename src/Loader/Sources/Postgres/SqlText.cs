using System.Text;
using Loader.Mappings.Findings;

namespace Loader.Sources.Postgres;

/// <summary>
/// A query as a person wrote it, with <c>@name</c> for parameters, and as the server takes it, with <c>$1</c>. Knows what is quoted and what is a comment
/// (PostgreSQL 15, 4.1 Lexical Structure), and where each character that the server complains about stands in the mapping.
/// </summary>
internal sealed class SqlText
{
    private readonly string written;
    private readonly StringBuilder sent = new();
    private readonly List<(int Sent, int Written)> steps = [];
    private readonly List<string> names = [];
    private int depth;
    private string lastWord = "";
    private bool ended;

    public SqlText(string written)
    {
        this.written = written;
        for (var at = 0; at < written.Length;) at = Step(at);
    }

    /// <summary>The query with numbers for parameters, without a semicolon at its end.</summary>
    public string Sent => sent.ToString();

    /// <summary>The parameters in the order of their numbers.</summary>
    public IReadOnlyList<string> Names => names;

    /// <summary>The word it begins with, in lower case.</summary>
    public string FirstWord { get; private set; } = "";

    /// <summary>Whether its rows come in an order that it states: ORDER BY outside of all parentheses.</summary>
    public bool IsOrdered { get; private set; }

    /// <summary>Where a second statement begins, or -1.</summary>
    public int SecondStatement { get; private set; } = -1;

    /// <summary>The place of a character of <see cref="Sent"/>.</summary>
    /// <param name="offset">Counted from 0.</param>
    /// <param name="origin">Where the written query stands.</param>
    public Place PlaceOf(int offset, TextOrigin origin)
    {
        var (begin, place) = (0, 0);
        foreach (var step in steps)
        {
            if (step.Sent > offset) break;
            (begin, place) = (step.Sent, step.Written);
        }

        return origin.At(Math.Min(place + offset - begin, Math.Max(written.Length - 1, 0)));
    }

    private int Step(int at)
    {
        var c = written[at];
        var next = at + 1 < written.Length ? written[at + 1] : '\0';
        if (c == '-' && next == '-') return Pass(at, EndOfLine(at));
        if (c == '/' && next == '*') return Pass(at, EndOfComment(at));
        if (char.IsWhiteSpace(c)) return Pass(at, at + 1);
        if (c == ';') return End(at);
        if (sent.Length > 0 && SecondStatement < 0 && ended) SecondStatement = at;
        if (c is '\'' or '"') return Pass(at, EndOfQuoted(at, c, lastWord is "e" && at > 0 && written[at - 1] is 'e' or 'E'));
        if (c == '$' && EndOfDollarQuoted(at) is { } end) return Pass(at, end);
        if (c == '@' && IsNameStart(next) && (at == 0 || !IsOperator(written[at - 1]))) return Parameter(at);
        if (IsNameStart(c)) return Word(at);
        depth += c is '(' or '[' ? 1 : c is ')' or ']' ? -1 : 0;
        lastWord = "";
        return Pass(at, at + 1);
    }

    private int End(int at)
    {
        ended = true;
        return at + 1;
    }

    private int Pass(int start, int end)
    {
        if (!ended) sent.Append(written, start, end - start);
        return end;
    }

    private int Word(int start)
    {
        var end = EndOfName(start);
        var word = written[start..end].ToLowerInvariant();
        if (FirstWord.Length == 0) FirstWord = word;
        if (word == "by" && lastWord == "order" && depth == 0) IsOrdered = true;
        lastWord = word;
        return Pass(start, end);
    }

    private int Parameter(int start)
    {
        var end = EndOfName(start + 1);
        var name = written[(start + 1)..end];
        var index = names.IndexOf(name);
        if (index < 0)
        {
            index = names.Count;
            names.Add(name);
        }

        steps.Add((sent.Length, start));
        sent.Append('$').Append(index + 1);
        steps.Add((sent.Length, end));
        lastWord = "";
        return end;
    }

    private int EndOfLine(int at) => written.IndexOfAny(['\n', '\r'], at) is >= 0 and var end ? end : written.Length;

    /// <summary>Comments nest in PostgreSQL.</summary>
    private int EndOfComment(int at)
    {
        var open = 0;
        for (; at < written.Length; at++)
        {
            var two = written.AsSpan(at);
            if (two.StartsWith("/*", StringComparison.Ordinal)) (open, at) = (open + 1, at + 1);
            else if (two.StartsWith("*/", StringComparison.Ordinal)) (open, at) = (open - 1, at + 1);
            if (open == 0) return at + 1;
        }

        return written.Length;
    }

    private int EndOfQuoted(int at, char quote, bool escapes)
    {
        for (at++; at < written.Length; at++)
        {
            if (escapes && written[at] == '\\') at++;
            else if (written[at] == quote) return at + 1;
        }

        return written.Length;
    }

    /// <summary>The end of <c>$$ … $$</c> or <c>$tag$ … $tag$</c>; null when none begins here.</summary>
    private int? EndOfDollarQuoted(int at)
    {
        var close = written.IndexOf('$', at + 1);
        if (close < 0 || !written.AsSpan(at + 1, close - at - 1).ToString().All(c => char.IsLetterOrDigit(c) || c == '_')) return null;
        if (close > at + 1 && char.IsAsciiDigit(written[at + 1])) return null;
        var tag = written[at..(close + 1)];
        return written.IndexOf(tag, close + 1, StringComparison.Ordinal) is >= 0 and var end ? end + tag.Length : written.Length;
    }

    private int EndOfName(int at)
    {
        while (at < written.Length && (char.IsLetterOrDigit(written[at]) || written[at] is '_' or '$')) at++;
        return at;
    }

    private static bool IsNameStart(char c) => char.IsLetter(c) || c == '_';

    /// <summary>What stands before an <c>@</c> that belongs to an operator: <c>a &lt;@b</c>, <c>a @@b</c>. In <c>a=@b</c> nobody means one.</summary>
    private static bool IsOperator(char c) => c is '<' or '@' or '~' or '!' or '#' or '%' or '^' or '&' or '|' or '?';
}
