namespace Loader.Mappings.Rows;

/// <summary>How a source wants its rejected rows written, so that the file loads again with the same mapping.</summary>
/// <param name="Extension">"csv" or "jsonl".</param>
/// <param name="Header">The first line without its end, in the source's format, or null when there is none. UTF-8.</param>
/// <param name="Delimiter">Between cells; null for formats without cells.</param>
/// <param name="Encoding">The name of the source's encoding: the file is written in it, after its byte order mark.</param>
/// <param name="Quote">What the added cells are quoted with.</param>
public sealed record RejectedLayout(string Extension, string? Header, char? Delimiter, string Encoding = "utf-8", char Quote = '"')
{
    /// <summary>
    /// The columns that a rejected file has after the source's own: the row's number, why it was rejected, and where; which of its events are not sent yet,
    /// when others are; the load that rejected it.
    /// </summary>
    public static readonly IReadOnlyList<string> AddedColumns = ["_row", "_code", "_reason", "_field", "_unsent", "_load"];

    /// <summary>How many of <see cref="AddedColumns"/> a file needs to be known as a rejected one: the last may have been taken out by hand.</summary>
    public const int Fewest = 4;

    /// <summary>Where <c>_row</c> stands among <see cref="AddedColumns"/>.</summary>
    public const int RowIndex = 0;

    /// <summary>Where <c>_code</c> stands among <see cref="AddedColumns"/>.</summary>
    public const int CodeIndex = 1;

    /// <summary>Where <c>_unsent</c> stands among <see cref="AddedColumns"/>.</summary>
    public const int UnsentIndex = 4;

    /// <summary>Where <c>_load</c> stands among <see cref="AddedColumns"/>.</summary>
    public const int LoadIndex = 5;

    /// <summary>How many of the last columns of a file were added to a rejected file; 0 for any other file.</summary>
    public static int AddedTo(IReadOnlyList<string> names)
    {
        for (var count = AddedColumns.Count; count >= Fewest; count--)
            if (names.Count > count && names.TakeLast(count).SequenceEqual(AddedColumns.Take(count), StringComparer.Ordinal)) return count;
        return 0;
    }
}
