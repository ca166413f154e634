using System.Text;

namespace Loader.Sources.Csv;

/// <summary>The texts that mean "no value". A cell that equals one, quoted or not, is null.</summary>
internal sealed class NullTexts
{
    private readonly byte[][] texts;
    private readonly bool empty;

    public NullTexts(IReadOnlyList<string> texts)
    {
        empty = texts.Contains("", StringComparer.Ordinal);
        this.texts = [.. texts.Where(text => text.Length > 0).Select(Encoding.UTF8.GetBytes)];
    }

    public static NullTexts Default { get; } = new([""]);

    /// <summary>Whether the empty text is the only one, as it is by default.</summary>
    public bool IsEmptyTextOnly => empty && texts.Length == 0;

    public bool Contains(ReadOnlySpan<byte> cell)
    {
        if (cell.IsEmpty) return empty;
        foreach (var text in texts)
        {
            if (cell.SequenceEqual(text)) return true;
        }

        return false;
    }
}
