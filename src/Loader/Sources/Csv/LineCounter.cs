namespace Loader.Sources.Csv;

/// <summary>Counts the lines of a text that comes in pieces, which may be cut between CR and LF.</summary>
internal struct LineCounter
{
    private bool afterReturn;

    public long Count { get; private set; }

    public void Add(ReadOnlySpan<byte> piece)
    {
        if (piece.IsEmpty) return;
        Count += LineBreaks.Count(piece) - (afterReturn && piece[0] == '\n' ? 1 : 0);
        afterReturn = piece[^1] == '\r';
    }
}
