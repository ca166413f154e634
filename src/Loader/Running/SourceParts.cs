using Loader.Books;
using Loader.Reports;

namespace Loader.Running;

/// <summary>What became of the rows of each file that a source consists of.</summary>
internal static class SourceParts
{
    /// <param name="rows">Rows that the whole source gave.</param>
    public static IReadOnlyList<PartFacts> Of(IBooks books, long rows)
    {
        var parts = books.Page.Parts;
        return [.. parts.Select((part, i) => Of(books, part, i + 1 < parts.Count ? parts[i + 1].FirstRow - 1 : rows))];
    }

    private static PartFacts Of(IBooks books, BookPart part, long last)
    {
        var counts = books.Count(part.FirstRow, last);
        return new(part.Name, part.FirstRow, Math.Max(0, last - part.FirstRow + 1), counts.Sent, counts.Failed, counts.Skipped, counts.Uncertain);
    }
}
