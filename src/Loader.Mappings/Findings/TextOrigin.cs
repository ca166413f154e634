namespace Loader.Mappings.Findings;

/// <summary>Where a text comes from, so that a position in it can be shown as a place in its file.</summary>
/// <param name="Start">The place of the first character.</param>
/// <param name="Text">The text, needed only where it has more than one line.</param>
/// <param name="ContinuationColumn">The column on which its second and later lines begin.</param>
public sealed record TextOrigin(Place Start, string Text = "", int ContinuationColumn = 1)
{
    public Place At(int offset)
    {
        var before = Text.AsSpan(0, Math.Min(offset, Text.Length));
        var lines = before.Count('\n');
        return lines == 0
            ? Start.Right(offset)
            : Start with { Line = Start.Line + lines, Column = ContinuationColumn + (offset - before.LastIndexOf('\n') - 1) };
    }
}
