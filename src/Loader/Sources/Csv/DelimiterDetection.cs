using CsvHelper;

namespace Loader.Sources.Csv;

/// <summary>Finds the delimiter by trying each and looking whose rows agree.</summary>
/// <remarks>
/// CsvHelper can detect one too, from the header and first lines, but not tell that nothing fits, and not with a piece of text that ends within a record.
/// </remarks>
internal static class DelimiterDetection
{
    public const char Fallback = ',';
    private const int RowsToLookAt = 100;

    /// <summary>What is tried; the first of several that fit equally well wins.</summary>
    public static readonly IReadOnlyList<char> Candidates = [',', ';', '\t', '|'];

    /// <summary>
    /// The delimiter under which most rows have as many cells as the first one, at least two; among equals the one with more
    /// cells. A comma when none gives two cells: then the file has one column.
    /// </summary>
    /// <param name="text">The head of the file, beginning with a line break (see <see cref="CsvDialect"/>).</param>
    /// <param name="isAll">Whether the text is the whole file, so that its last record is complete.</param>
    public static char Detect(ReadOnlyMemory<byte> text, char quote, bool isAll)
    {
        var best = (Agreement: 0.0, Cells: 1, Delimiter: Fallback);
        foreach (var candidate in Candidates)
        {
            if (candidate == quote) continue;
            var (cells, agreement) = Look(text, new(candidate, quote), isAll);
            if (cells >= 2 && (agreement > best.Agreement || (agreement >= best.Agreement && cells > best.Cells))) best = (agreement, cells, candidate);
        }

        return best.Delimiter;
    }

    private static (int Cells, double Agreement) Look(ReadOnlyMemory<byte> text, CsvDialect dialect, bool isAll)
    {
        var (first, agreeing, rows, broken) = (0, 0, 0, false);
        using var reader = CsvReader.Create(text, dialect.Options(found => broken |= found.Reason != CsvMalformedReason.StrayQuote));
        while (rows < RowsToLookAt)
        {
            broken = false;
            if (!reader.Read()) break;
            var isCut = reader.ByteOffset + reader.RawRecord.Length >= text.Length && !isAll;
            if (rows > 0 && isCut) break;
            if (rows++ == 0) first = reader.FieldCount;
            if (reader.FieldCount == first && !broken) agreeing++;
        }

        return (first, rows == 0 ? 0 : (double)agreeing / rows);
    }
}
