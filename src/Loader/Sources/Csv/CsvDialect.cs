using CsvHelper;

namespace Loader.Sources.Csv;

/// <summary>The characters a file is cut at.</summary>
/// <remarks>
/// <para>
/// Cutting is done by CsvHelper 34, over memory that this room fills, for what its streams do not give: the offset at which a record may be begun again,
/// the place of every cell in a buffer that outlives the reader, and bad bytes told apart from good ones.
/// </para>
/// <para>
/// Every piece of memory must begin with a line break. CsvHelper takes it for an empty line and passes over it; without it a
/// U+FEFF at the start of a piece in the middle of the file would be taken for a byte order mark and vanish.
/// </para>
/// </remarks>
internal sealed record CsvDialect(char Delimiter, char Quote)
{
    public byte DelimiterByte => (byte)Delimiter;

    public byte QuoteByte => (byte)Quote;

    /// <param name="onMalformed">Called before a record is given whose quotes are odd; it says the first oddity only.</param>
    public CsvReaderOptions Options(Action<CsvMalformedRecord> onMalformed) =>
        new() { HasHeader = false, Separator = Delimiter, Quote = Quote, OnMalformedRecord = onMalformed };
}
