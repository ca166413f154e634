using Loader.Parquet.Metadata;
using Loader.Parquet.Schemas;

namespace Loader.Parquet;

/// <summary>What the footer says about one leaf column of one row group. Nothing of it has been checked.</summary>
/// <param name="Path">Names in the schema of the file, with the wrapper levels of lists and maps.</param>
/// <param name="Type">Type of the values.</param>
/// <param name="Codec">Compression.</param>
/// <param name="ValueCount">Values with their nulls; in lists every element counts, and every empty list.</param>
/// <param name="CompressedBytes">Bytes in the file.</param>
/// <param name="IsEncrypted">Such a column cannot be read.</param>
public sealed record ColumnChunk(
    IReadOnlyList<string> Path, ColumnType Type, Codec Codec, long ValueCount, long CompressedBytes, bool IsEncrypted);
