using Loader.Mappings.Findings;
using YamlDotNet.Core;

namespace Loader.Mappings.Yaml;

/// <summary>Turns what the parser says about broken YAML into words that help who wrote it.</summary>
internal static class YamlMistake
{
    private const string Quotes = "put the whole value in single quotes: name: '…'";

    public static Finding Of(string message, Mark mark, SourceLines lines)
    {
        // The parser's place for a tab is of little use (often the file's first character): look for the line itself.
        var tab = message.Contains(" tab ", StringComparison.Ordinal);
        for (var line = (int)Math.Max(1, mark.Line); line <= (tab ? lines.Count : Math.Min(mark.Line + 1, lines.Count)); line++)
        {
            if (OddIndentation(lines, new(lines.File, line, 1)) is { } odd) return odd;
        }

        var place = mark.Line < 1 ? Place.Of(lines.File) : lines.PlaceOf(mark);
        if (message.Contains("found invalid mapping", StringComparison.Ordinal)) return SecondColon(place, lines);
        var (text, hint) = Explain(message, place, lines);
        return new(YamlCodes.Syntax, place, text, hint);
    }

    /// <summary>What begins at that place or right of it is indented with something else than spaces; null when it is not.</summary>
    public static Finding? OddIndentation(SourceLines lines, Place place)
    {
        var line = lines.Line(place.Line);
        var indentation = line[..^line.TrimStart(" \t\u00a0").Length];
        var odd = indentation.IndexOfAny('\t', '\u00a0');
        if (odd < 0 || indentation.Length == line.Length || line[indentation.Length] == '#' || place.Column - 1 > indentation.Length) return null;
        var at = place with { Column = odd + 1 };
        return indentation[odd] == '\t'
            ? new(YamlCodes.Indentation, at, "this line is indented with a tab", "use spaces: two for each level")
            : new(YamlCodes.Indentation, at, "this line is indented with a no-break space", "use ordinary spaces; these often come from copied text");
    }

    private static (string Text, string? Hint) Explain(string message, Place place, SourceLines lines)
    {
        var line = lines.Line(place.Line);
        var column = Math.Clamp(place.Column - 1, 0, line.Length);
        var here = column < line.Length ? line[column] : '\0';
        var before = line[..column].TrimEnd();
        bool Says(string part) => message.Contains(part, StringComparison.Ordinal);

        if (Says("multi-line double-quoted") || Says("multi-line single-quoted") || Says("unexpected end of stream") || Says("unexpected document indicator"))
        {
            return ("the quote that opens here is never closed", "close it on the same line, or indent the lines that continue it");
        }

        if (Says("cannot start any token")) return ($"a value cannot begin with '{here}'", here == '`' ? "a column is an expression: name: = `…`" : Quotes);
        if (Says("did not find expected key"))
        {
            return before.EndsWith("\"") || before.EndsWith("'")
                ? ("more text follows after the closing quote", Quotes + "; an expression begins with '=': name: '= …'")
                : ("this line is neither 'name: value' nor part of the value above", "check its indentation, and the ':' and space after its name");
        }

        if (Says("expected ',' or"))
            return ("a list or map in brackets is not closed, or a ',' is missing", "inside [ ] and { }, put texts with brackets, braces or commas in quotes, also ${…}");
        if (Says("expected node content")) return ("a value is expected here", "put a text that begins with a bracket, brace or comma in quotes");
        if (Says("Block sequence entries")) return ("a list cannot begin on the line of its name", "begin it on the next line, or write [a, b]");
        if (Says("unknown escape character"))
            return ("a backslash in \"…\" begins an escape, and this one does not exist", "write \\\\ for a backslash, or use single quotes");
        if (Says("expected <document end>")) return ("this line is indented less than the first one", "lines of one level begin in the same column");
        if (Says("expected '-' indicator")) return ("a list goes on here without '- '", "begin the line with '- ', or check its indentation");
        if (Says("did not find expected comment or line break"))
            return ("text stands behind '|' or '>'", "a value in several lines begins on the next line; a text that begins with | or > goes in quotes");
        if (Says("expected ':'")) return ("a ':' is missing after a name", "write 'name: value', with a space after the ':'");
        return ("this is not YAML: " + message.TrimEnd('.'), null);
    }

    /// <summary>A ':' where no name can be: a second one in its line, or a name that the parser took for a part of the value above.</summary>
    private static Finding SecondColon(Place place, SourceLines lines)
    {
        var line = lines.Line(place.Line);
        var before = line[..Math.Clamp(place.Column - 1, 0, line.Length)].TrimEnd();
        if (before.Contains(": ", StringComparison.Ordinal) || before.EndsWith(":"))
            return new(YamlCodes.Syntax, place, "a second ': ' stands in this value", Quotes);
        for (var above = place.Line - 1; above > 0; above--)
        {
            var content = lines.Line(above).Trim();
            if (content.IsEmpty || content[0] == '#') continue;
            var colon = content.IndexOf(':');
            if (colon <= 0 || colon + 1 == content.Length || content[colon + 1] == ' ' || content.Contains(": ", StringComparison.Ordinal)) break;
            return new(
                YamlCodes.Syntax,
                new(lines.File, above, lines.Line(above).IndexOf(':') + 1),
                $"no space stands behind '{content[..colon]}:', so this line is a text and not a name with a value",
                "write 'name: value', with a space after the ':'");
        }

        return new(
            YamlCodes.Syntax,
            place with { Column = line.Length - line.TrimStart(' ').Length + 1 },
            "a name stands here, inside the value above",
            "check the indentation of this line and of the one above");
    }
}
