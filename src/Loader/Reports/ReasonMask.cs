using System.Text;
using Loader.Books.Records;
using Loader.Mappings.Rows;

namespace Loader.Reports;

/// <summary>
/// Takes cell values out of a failed row's reason and leaves their <see cref="ValueShape"/>. Two rules: every cell of the row is
/// replaced wherever it stands, in any case of letters, a short one or a word of our messages only where nothing else can be meant; and what our
/// own messages put in quotes is replaced, since a value may have been changed on its way, unless it is the name of a column or field or stands
/// in the mapping itself: a rule's name, a format, a constant.
/// </summary>
internal sealed class ReasonMask(RejectedLayout layout, string mapping = "")
{
    /// <summary>
    /// Shorter cells are replaced only where they are quoted, or no word would stay readable; or stand by themselves and are no word or number.
    /// </summary>
    private const int LeastInsideWords = 4;

    /// <summary>Words that messages are made of. A cell that is one of them tells nothing of anybody, and is replaced where it is quoted.</summary>
    private static readonly HashSet<string> OurWords = new(
        [
            "column", "date", "decimal", "empty", "event", "false", "field", "form", "group", "have", "integer", "json", "list", "missing", "more",
            "name", "number", "object", "rows", "text", "that", "this", "time", "true", "type", "value", "with",
        ],
        StringComparer.OrdinalIgnoreCase);


    private const int LongestReason = 500;
    private readonly HashSet<string> names = [.. OriginalCells.Names(layout)];

    public string Mask(FailedRow row)
    {
        var masked = WithoutCells(row.Reason, [.. OriginalCells.Of(row, layout), row.Key ?? ""]);
        masked = WithoutQuoted(masked, '\'', row.Field);

        // A server's answer is often JSON: its own double quotes say nothing about values.
        if (row.Stage != FailureStage.Send) masked = WithoutQuoted(masked, '"', row.Field);
        return Shortened(masked);
    }

    /// <summary>The text with these cells replaced, the longest first: one may be part of another.</summary>
    public static string WithoutCells(string text, IReadOnlyCollection<string> cells) =>
        cells.Concat(cells.Select(cell => cell.Trim())).Distinct(StringComparer.Ordinal).OrderByDescending(cell => cell.Length).Aggregate(text, WithoutCell);

    /// <summary>A reason of bearable length.</summary>
    public static string Shortened(string reason) =>
        reason.Length <= LongestReason ? reason : string.Concat(reason.AsSpan(0, LongestReason), "…");

    private static string WithoutCell(string text, string cell)
    {
        if (cell.Length == 0) return text;
        var anywhere = cell.Length >= LeastInsideWords && !OurWords.Contains(cell);
        var alone = cell.Length < LeastInsideWords && !cell.All(char.IsLetter) && !cell.All(char.IsDigit);
        var result = new StringBuilder(text.Length);
        var from = 0;
        while (text.IndexOf(cell, from, StringComparison.OrdinalIgnoreCase) is var at and >= 0)
        {
            var end = at + cell.Length;
            var hit = anywhere || IsQuoted(text, at, end) || (alone && IsBorder(text, at - 1) && IsBorder(text, end));
            result.Append(text, from, at - from).Append(hit ? ValueShape.Of(text.AsSpan(at, cell.Length)) : text.AsSpan(at, cell.Length));
            from = end;
        }

        return result.Append(text, from, text.Length - from).ToString();
    }

    private string WithoutQuoted(string text, char quote, string? field)
    {
        var result = new StringBuilder(text.Length);
        var from = 0;
        while (Opening(text, quote, from) is var open and >= 0 && Closing(text, quote, open + 1) is var close and >= 0)
        {
            var inside = text.AsSpan(open + 1, close - open - 1);
            var isName = inside.Equals(field, StringComparison.Ordinal)
                || names.GetAlternateLookup<ReadOnlySpan<char>>().Contains(inside)
                || IsInMapping(inside);
            result.Append(text, from, open + 1 - from).Append(isName ? inside : ValueShape.Of(inside)).Append(quote);
            from = close + 1;
        }

        return result.Append(text, from, text.Length - from).ToString();
    }

    /// <summary>Whether the mapping has this text, not only as a part of a longer word.</summary>
    private bool IsInMapping(ReadOnlySpan<char> text)
    {
        if (text.IsEmpty) return false;
        for (var from = 0; mapping.AsSpan(from).IndexOf(text) is var at and >= 0; from += at + 1)
        {
            if (EndsWord(from + at - 1) && EndsWord(from + at + text.Length)) return true;
        }

        return false;

        bool EndsWord(int at) => IsBorder(mapping, at) && (at < 0 || at >= mapping.Length || mapping[at] != '_');
    }

    /// <summary>A quote that begins something: no letter or digit before it, unlike the one in "doesn't".</summary>
    private static int Opening(string text, char quote, int from)
    {
        var at = text.IndexOf(quote, from);
        while (at >= 0 && !IsBorder(text, at - 1)) at = text.IndexOf(quote, at + 1);
        return at;
    }

    /// <summary>A quote that ends something: no letter or digit after it, unlike the one in "O'Brien".</summary>
    private static int Closing(string text, char quote, int from)
    {
        var at = text.IndexOf(quote, from);
        while (at >= 0 && !IsBorder(text, at + 1)) at = text.IndexOf(quote, at + 1);
        return at;
    }

    private static bool IsQuoted(string text, int at, int end) => at > 0 && end < text.Length && text[at - 1] is '\'' or '"' && text[at - 1] == text[end];

    private static bool IsBorder(string text, int at) => at < 0 || at >= text.Length || !char.IsLetterOrDigit(text[at]);
}
