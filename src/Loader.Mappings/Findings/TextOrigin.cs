namespace Loader.Mappings.Findings;

/// <summary>Where a text comes from, so that a position in it can be shown as a place in its file.</summary>
/// <param name="Start">The place of the first character.</param>
public sealed record TextOrigin(Place Start)
{
    /// <summary>
    /// Where the text goes on elsewhere than one column further right: after line breaks and after escapes that are
    /// longer in the file than in the text. Ascending; empty for a text that stands in its file as it is.
    /// </summary>
    public IReadOnlyList<TextPiece> Pieces { get; init; } = [];

    public Place At(int offset)
    {
        var (begin, place) = (0, Start);
        foreach (var piece in Pieces)
        {
            if (piece.Offset > offset) break;
            (begin, place) = (piece.Offset, piece.Place);
        }

        return place.Right(offset - begin);
    }

    /// <summary>The origin of the text without its first characters.</summary>
    public TextOrigin From(int offset)
    {
        if (Pieces.Count == 0) return new(At(offset));
        var rest = new List<TextPiece>(Pieces.Count);
        foreach (var piece in Pieces)
        {
            if (piece.Offset > offset) rest.Add(new(piece.Offset - offset, piece.Place));
        }

        return new(At(offset)) { Pieces = rest };
    }
}

/// <summary>From <paramref name="Offset"/> on the text stands at <paramref name="Place"/> and to its right.</summary>
public readonly record struct TextPiece(int Offset, Place Place);
