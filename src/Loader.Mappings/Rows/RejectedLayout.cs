namespace Loader.Mappings.Rows;

/// <summary>How a source wants its rejected rows written, so that the file loads again with the same mapping.</summary>
/// <param name="Extension">"csv" or "jsonl".</param>
/// <param name="Header">The first line without its end, in the source's format, or null when there is none. UTF-8.</param>
/// <param name="Delimiter">Between cells; null for formats without cells.</param>
/// <param name="Encoding">The name of the source's encoding: the file is written in it, after its byte order mark.</param>
/// <param name="Quote">What the added cells are quoted with.</param>
public sealed record RejectedLayout(string Extension, string? Header, char? Delimiter, string Encoding = "utf-8", char Quote = '"')
{
    /// <summary>The columns that a rejected file has after the source's own: the row's number, why it was rejected, and where.</summary>
    public static readonly IReadOnlyList<string> AddedColumns = ["_row", "_code", "_reason", "_field"];

    /// <summary>Where <c>_code</c> stands among <see cref="AddedColumns"/>.</summary>
    public const int CodeIndex = 1;
}
