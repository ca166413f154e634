using System.Globalization;

namespace Loader.Books;

/// <summary>Numbers of rows as ranges, <c>1-500,502</c>. There is room for so many ranges only that a long file does not fill the memory.</summary>
internal sealed class RowRanges
{
    private const int Most = 10_000;

    private readonly List<(long First, long Last)> ranges = [];

    /// <summary>Whether some did not fit: then nothing can be said of any row.</summary>
    public bool AreTooMany { get; private set; }

    /// <summary>Reads what <see cref="ToString"/> wrote; null when the text is not that.</summary>
    public static RowRanges? Parse(string text)
    {
        var read = new RowRanges();
        foreach (var word in text.Split(',', StringSplitOptions.RemoveEmptyEntries))
        {
            var dash = word.IndexOf('-', StringComparison.Ordinal);
            if (!TryRead(dash < 0 ? word : word.AsSpan(0, dash), out var first) || !TryRead(dash < 0 ? word : word.AsSpan(dash + 1), out var last)) return null;
            read.ranges.Add((first, last));
        }

        return read;
    }

    public void Add(long row)
    {
        if (AreTooMany || (ranges.Count > 0 && ranges[^1].First <= row && row <= ranges[^1].Last)) return;
        if (ranges.Count > 0 && ranges[^1].Last + 1 == row) ranges[^1] = (ranges[^1].First, row);
        else if (ranges.Count < Most) ranges.Add((row, row));
        else AreTooMany = true;
    }

    public bool Contains(long row) => ranges.Exists(range => range.First <= row && row <= range.Last);

    public override string ToString() => string.Join(',', ranges.Select(range => range.First == range.Last
        ? string.Create(CultureInfo.InvariantCulture, $"{range.First}")
        : string.Create(CultureInfo.InvariantCulture, $"{range.First}-{range.Last}")));

    private static bool TryRead(ReadOnlySpan<char> text, out long row) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out row);
}
