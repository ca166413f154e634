using Loader.Mappings.Findings;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Loader.Mappings.Yaml;

/// <summary>
/// Finds where each character of a scalar stands in the file. The parser resolves escapes, folds lines and strips indentation; this walks
/// over the file's own text beside the result and notes every point where the two part.
/// </summary>
internal static class ScalarOrigin
{
    public static TextOrigin Of(Scalar scalar, SourceLines lines) => scalar.Style switch
    {
        ScalarStyle.Literal or ScalarStyle.Folded => Block(scalar, lines),
        ScalarStyle.SingleQuoted or ScalarStyle.DoubleQuoted => Flow(scalar, lines, quotes: 1),
        _ => Flow(scalar, lines, quotes: 0),
    };

    /// <summary>Plain and quoted text: escapes, and line breaks with the blanks around them.</summary>
    private static TextOrigin Flow(Scalar scalar, SourceLines lines, int quotes)
    {
        var start = lines.PlaceOf(scalar.Start).Right(quotes);
        if (scalar.Value.Length == 0) return new(start);
        var raw = lines.Text.AsSpan(0, (int)scalar.End.Index - quotes);
        var at = (int)scalar.Start.Index + quotes;
        if (scalar.Start.Line == scalar.End.Line && scalar.Value.Length == raw.Length - at) return new(start);

        var pieces = new List<TextPiece>();
        var offset = 0;
        while (at < raw.Length && offset < scalar.Value.Length)
        {
            var (length, made) = Step(raw, at, scalar.Style);
            var straight = length == made && raw[at] is not ('\n' or '\r');
            at += length;
            offset += made;
            if (!straight) pieces.Add(new(offset, lines.PlaceOf(at)));
        }

        return new(start) { Pieces = pieces };
    }

    /// <summary>How many characters of the file the next step takes, and how many of the text it makes.</summary>
    private static (int Length, int Made) Step(ReadOnlySpan<char> raw, int at, ScalarStyle style)
    {
        var next = at + 1 < raw.Length ? raw[at + 1] : '\0';
        if (style == ScalarStyle.SingleQuoted && raw[at] == '\'' && next == '\'') return (2, 1);
        if (style == ScalarStyle.DoubleQuoted && raw[at] == '\\')
        {
            return next switch
            {
                '\n' or '\r' => Fold(raw, at, escaped: true),
                'x' => (4, 1),
                'u' => (6, 1),
                'U' => (10, raw[(at + 2)..].StartsWith("0000", StringComparison.Ordinal) ? 1 : 2),
                _ => (2, 1),
            };
        }

        var rest = raw[at..];
        var blanks = rest.Length - rest.TrimStart(" \t").Length;
        if (blanks < rest.Length && rest[blanks] is '\n' or '\r') return Fold(raw, at, escaped: false);
        return blanks > 0 ? (blanks, blanks) : (1, 1);
    }

    /// <summary>
    /// Blanks, line breaks and the next line's indentation: one break makes a space (nothing when it was escaped), n breaks make
    /// n - 1 line feeds.
    /// </summary>
    private static (int Length, int Made) Fold(ReadOnlySpan<char> raw, int at, bool escaped)
    {
        var end = escaped ? at + 1 : at;
        var breaks = 0;
        while (end < raw.Length && raw[end] is ' ' or '\t' or '\n' or '\r')
        {
            if (raw[end] == '\n' || (raw[end] == '\r' && (end + 1 == raw.Length || raw[end + 1] != '\n'))) breaks++;
            end++;
        }

        return (end - at, breaks > 1 ? breaks - 1 : escaped ? 0 : 1);
    }

    /// <summary>Block text: every line without its indentation, found in the text in the same order.</summary>
    private static TextOrigin Block(Scalar scalar, SourceLines lines)
    {
        var text = scalar.Value.AsSpan();
        var pieces = new List<TextPiece>();
        var indentation = -1;
        var offset = 0;
        for (var line = (int)scalar.Start.Line + 1; line <= lines.Count && offset < text.Length; line++)
        {
            var raw = lines.Line(line);
            var content = raw.TrimStart(' ');
            if (indentation < 0)
            {
                if (content.IsEmpty) continue;

                // The first line's own leading spaces, kept where the indentation was given by number, are at the text's beginning.
                var kept = text.TrimStart('\n');
                indentation = Math.Max(0, raw.Length - content.Length - (kept.Length - kept.TrimStart(' ').Length));
            }

            if (raw.Length <= indentation) continue;
            content = raw[indentation..];
            while (offset < text.Length && text[offset] is '\n' or ' ' && !text[offset..].StartsWith(content)) offset++;
            pieces.Add(new(offset, lines.PlaceOf(lines.Start(line) + indentation)));
            offset += content.Length;
        }

        return pieces.Count == 0 ? new(lines.PlaceOf(scalar.Start)) : new(pieces[0].Place) { Pieces = pieces };
    }
}
