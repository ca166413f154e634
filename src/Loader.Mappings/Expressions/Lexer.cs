using System.Globalization;
using System.Text;
using Loader.Mappings.Findings;

namespace Loader.Mappings.Expressions;

/// <summary>Cuts an expression into tokens, one when asked, from wherever the parser stands.</summary>
internal sealed class Lexer(string text, TextOrigin origin, FindingList findings)
{
    private static readonly string[] Signs =
        ["==", "!=", "<=", ">=", "??", "(", ")", "[", "]", "{", "}", ",", ":", ".", "|", "+", "-", "*", "/", "%", "<", ">"];

    /// <summary>What people write who come from another language, and what it is called here.</summary>
    private static readonly (string Foreign, string Here)[] Foreign =
    [
        ("&&", "write 'and'"), ("||", "write 'or'"), ("<>", "write '!='"), ("=", "to compare write '=='"), ("!", "write 'not'"),
        ("&", "write 'and'; texts are joined like this: \"{first} {last}\""), ("?", "write if(condition, then, else)"),
        ("“", "use straight quotes: \"text\""), ("”", "use straight quotes: \"text\""), ("‘", "use straight quotes: 'text'"),
        ("’", "use straight quotes: 'text'"), ("$", "environment variables belong in 'from', 'to' and 'send'; a column with an odd name stands in "
            + "backticks: `$name`"),
        ("#", "a column with an odd name stands in backticks: `#name`"), ("@", "a column with an odd name stands in backticks: `@name`"),
    ];

    public static bool IsName(string name) =>
        name.Length > 0 && IsNameStart(name[0]) && name.All(IsNamePart);

    /// <summary>A column's name as the language writes it: in backticks unless it is a plain word.</summary>
    public static string Quoted(string name) =>
        IsName(name) && !IsKeyword(name) ? name : "`" + name.Replace("`", "``", StringComparison.Ordinal) + "`";

    public static bool IsKeyword(string name) => name is "true" or "false" or "null" or "now" or "and" or "or" or "not" or "in";

    public Token Next(int from)
    {
        var start = from;
        while (start < text.Length && char.IsWhiteSpace(text[start])) start++;
        if (start == text.Length) return new(TokenKind.End, start, 0, "");
        var first = text[start];
        if (char.IsAsciiDigit(first)) return Number(start);
        if (first is '"' or '\'') return new(TokenKind.Quote, start, 1, text.Substring(start, 1));
        if (first == '`') return QuotedName(start);
        if (IsNameStart(first)) return new(TokenKind.Name, start, CountNameParts(start), text.Substring(start, CountNameParts(start)));
        return Sign(start);
    }

    /// <summary>Whether that word comes next. Reports nothing: what stands there is read, and judged, only once.</summary>
    public bool WordFollows(int from, string word)
    {
        while (from < text.Length && char.IsWhiteSpace(text[from])) from++;
        return At(from, word) && CountNameParts(from) == word.Length;
    }

    /// <summary>Whether that sign of one character comes next, as after the name of an argument.</summary>
    public bool SignFollows(int from, char sign)
    {
        while (from < text.Length && char.IsWhiteSpace(text[from])) from++;
        return from < text.Length && text[from] == sign;
    }

    private static bool IsNameStart(char character) => character == '_' || char.IsLetter(character);

    private static bool IsNamePart(char character) =>
        IsNameStart(character)
            || char.IsDigit(character)
            || char.GetUnicodeCategory(character) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;

    private int CountNameParts(int start)
    {
        var end = start;
        while (end < text.Length && IsNamePart(text[end])) end++;
        return end - start;
    }

    private Token Sign(int start)
    {
        // "||" and "<>" begin with signs of ours, so the foreign ones of two characters are looked for first.
        foreach (var (foreign, here) in Foreign)
        {
            if (foreign.Length == 2 && At(start, foreign)) return Bad(start, 2, $"'{foreign}' is not part of the language", here);
        }

        foreach (var sign in Signs)
        {
            if (At(start, sign)) return new(TokenKind.Sign, start, sign.Length, sign);
        }

        foreach (var (foreign, here) in Foreign)
        {
            if (At(start, foreign)) return Bad(start, foreign.Length, $"'{foreign}' is not part of the language", here);
        }

        Rune.DecodeFromUtf16(text.AsSpan(start), out var rune, out var length);
        return Bad(start, length, $"'{rune}' is not part of the language", "a column with an odd name stands in backticks: `Order ID`");
    }

    private Token Number(int start)
    {
        var end = start;
        while (end < text.Length && char.IsAsciiDigit(text[end])) end++;
        if (end + 1 < text.Length && text[end] == '.' && char.IsAsciiDigit(text[end + 1]))
        {
            end++;
            while (end < text.Length && char.IsAsciiDigit(text[end])) end++;
        }

        if (end < text.Length && IsNameStart(text[end]))
        {
            var word = text.Substring(start, end - start + CountNameParts(end));
            return text[end] is 'e' or 'E'
                ? Bad(end, 1, $"'{word}' is not a number of the language", "write the number with all its digits, or float(\"1e3\")")
                : Bad(end, 1, $"'{word}' is neither a number nor a name", $"a name that begins with a digit stands in backticks: `{word}`");
        }

        return new(TokenKind.Number, start, end - start, text[start..end]);
    }

    private Token QuotedName(int start)
    {
        var name = new StringBuilder();
        for (var i = start + 1; i < text.Length; i++)
        {
            if (text[i] != '`')
            {
                name.Append(text[i]);
            }
            else if (i + 1 < text.Length && text[i + 1] == '`')
            {
                name.Append('`');
                i++;
            }
            else
            {
                return name.Length == 0
                    ? Bad(start, 2, "there is no name between the backticks", null)
                    : new(TokenKind.QuotedName, start, i + 1 - start, name.ToString());
            }
        }

        return Bad(start, 1, "the backtick that opens here is never closed", "`Order ID`");
    }

    private bool At(int start, string sign) => string.CompareOrdinal(text, start, sign, 0, sign.Length) == 0;

    private Token Bad(int start, int length, string message, string? hint)
    {
        findings.Add(ExpressionCodes.Syntax, origin.At(start), message, hint);
        return new(TokenKind.Bad, start, length, text.Substring(start, length));
    }
}
