using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Loader.Drafting;

/// <summary>Texts as YAML writes them: bare where that reads the same, else in quotes.</summary>
internal static partial class YamlText
{
    /// <summary>YAML takes no longer names.</summary>
    public const int LongestName = 500;

    private static readonly HashSet<string> Words = new(["true", "false", "null", "yes", "no", "on", "off", "y", "n", "~"], StringComparer.OrdinalIgnoreCase);

    /// <summary>A name or a constant.</summary>
    public static string Of(string text) => Bare().IsMatch(text) && !Words.Contains(text) && !text.EndsWith(' ') ? text : Quoted(text);

    /// <summary>An expression behind its =.</summary>
    public static string Formula(string expression) =>
        expression.Contains(": ", StringComparison.Ordinal)
            || expression.Contains(" #", StringComparison.Ordinal)
            || expression.EndsWith(':')
            || expression.Any(char.IsControl)
        || expression.Any(c => c is '\u2028' or '\u2029' or '\uFEFF' || char.IsSurrogate(c))
            ? Quoted("= " + expression)
            : "= " + expression;

    /// <summary>One line for people: without line breaks and other characters that do not show.</summary>
    public static string Comment(string text) =>
        string.Concat(text.Select(c => char.IsControl(c) || c is '\u2028' or '\u2029' or '\uFEFF' || char.IsSurrogate(c) ? '?' : c));

    public static string Quoted(string text)
    {
        if (!text.Any(c => char.IsControl(c) || c is '\u2028' or '\u2029' or '\uFEFF' || char.IsSurrogate(c)))
            return "'" + text.Replace("'", "''", StringComparison.Ordinal) + "'";
        var quoted = new StringBuilder("\"");
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.Value is '"' or '\\') quoted.Append('\\').Append(rune);
            else if (Rune.IsControl(rune) || rune.Value is 0x2028 or 0x2029 or 0xFEFF) quoted.Append(CultureInfo.InvariantCulture, $"\\u{rune.Value:X4}");
            else quoted.Append(rune);
        }

        return quoted.Append('"').ToString();
    }

    [GeneratedRegex("^[A-Za-z_/.][A-Za-z0-9_ ./-]*$", RegexOptions.NonBacktracking)]
    private static partial Regex Bare();
}
