using Loader.Mappings.Findings;
using YamlDotNet.Core;

namespace Loader.Mappings.Yaml;

/// <summary>A file's text by lines, to look at what surrounds a place. Lines end with LF, CR LF or CR.</summary>
internal sealed class SourceLines(string text, string file)
{
    private readonly List<int> starts = FindStarts(text);

    public string Text => text;

    public string File => file;

    /// <summary>How many lines there are; a line end at the end of the file opens no further one with content.</summary>
    public int Count => starts.Count;

    public Place PlaceOf(int index)
    {
        var at = starts.BinarySearch(index);
        var line = at >= 0 ? at : ~at - 1;
        return new(file, line + 1, index - starts[line] + 1);
    }

    /// <summary>The place of a mark of the parser, within the file: marks of what is left out can lie beyond a line's end.</summary>
    public Place PlaceOf(Mark mark)
    {
        var line = (int)Math.Clamp(mark.Line, 1, starts.Count);
        var end = line < starts.Count ? starts[line] : text.Length;
        return new(file, line, (int)Math.Clamp(mark.Column, 1, end - starts[line - 1] + 1));
    }

    /// <summary>The index in the text at which a line (from 1) begins.</summary>
    public int Start(int line) => starts[line - 1];

    /// <summary>A line (from 1) without its end; empty outside the file.</summary>
    public ReadOnlySpan<char> Line(long line)
    {
        if (line < 1 || line > starts.Count) return [];
        var rest = text.AsSpan(starts[(int)line - 1]);
        var end = rest.IndexOfAny('\n', '\r');
        return end < 0 ? rest : rest[..end];
    }

    private static List<int> FindStarts(string text)
    {
        var found = new List<int> { 0 };
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\n' || (text[i] == '\r' && (i + 1 == text.Length || text[i + 1] != '\n'))) found.Add(i + 1);
        }

        return found;
    }
}
