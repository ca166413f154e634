using Loader.Mappings.Findings;

namespace Loader.Cli.Words;

/// <summary>How far the word goes that a finding points at: editors underline it. Reads the lines of one file, once, when first asked.</summary>
/// <param name="file">The file that findings are about; of places in others nothing is known.</param>
internal sealed class FindingSpans(string file)
{
    private string[]? lines;

    /// <summary>The column behind the word's last character, from 1; null where the place has no column or the line is not there.</summary>
    public int? EndOf(Place place)
    {
        if (place.File != file || place.Line < 1 || place.Column < 1) return null;
        lines ??= File.Exists(file) ? File.ReadAllLines(file) : [];
        if (place.Line > lines.Length || place.Column > lines[place.Line - 1].Length) return null;
        return place.Column + Length(lines[place.Line - 1].AsSpan(place.Column - 1));
    }

    /// <summary>A text in quotes whole, else a name with its dots, else one character.</summary>
    private static int Length(ReadOnlySpan<char> rest)
    {
        if (rest[0] is '"' or '\'' or '`' && rest[1..].IndexOf(rest[0]) is var close and >= 0) return close + 2;
        var length = 0;
        while (length < rest.Length && (char.IsLetterOrDigit(rest[length]) || rest[length] is '_' or '.' or '-')) length++;
        return Math.Max(1, length);
    }
}
