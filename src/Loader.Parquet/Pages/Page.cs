using Loader.Parquet.Metadata;

namespace Loader.Parquet.Pages;

/// <summary>A decompressed page, taken apart. The segments are good until the next page is asked for.</summary>
/// <param name="IsDictionary">A dictionary; it has values only.</param>
/// <param name="ValueCount">Values with their nulls.</param>
/// <param name="Encoding">Encoding of the values.</param>
/// <param name="RepetitionEncoding">Encoding of the repetition levels.</param>
/// <param name="DefinitionEncoding">Encoding of the definition levels.</param>
internal sealed record Page(
    bool IsDictionary,
    int ValueCount,
    Encoding Encoding,
    Encoding RepetitionEncoding,
    Encoding DefinitionEncoding)
{
    public ArraySegment<byte> Repetition { get; init; } = ArraySegment<byte>.Empty;

    public ArraySegment<byte> Definition { get; init; } = ArraySegment<byte>.Empty;

    public ArraySegment<byte> Values { get; init; } = ArraySegment<byte>.Empty;
}
