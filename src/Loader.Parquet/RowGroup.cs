using Loader.Parquet.Metadata;
using Loader.Parquet.Schemas;

namespace Loader.Parquet;

/// <summary>A horizontal part of a file: some consecutive rows of all columns.</summary>
public sealed class RowGroup
{
    private readonly RowGroupMetadata metadata;
    private readonly Schema schema;

    internal RowGroup(RowGroupMetadata metadata, Schema schema, int index, long firstRow)
    {
        this.metadata = metadata;
        this.schema = schema;
        Index = index;
        FirstRow = firstRow;
    }

    /// <summary>Place in the file, from 0.</summary>
    public int Index { get; }

    /// <summary>Number of its first row in the file, from 0.</summary>
    public long FirstRow { get; }

    public long RowCount => metadata.RowCount;

    /// <summary>Its column chunks, as the footer describes them; made anew at every call.</summary>
    public IReadOnlyList<ColumnChunk> GetColumns() =>
        [.. metadata.Chunks.Select((chunk, i) => new ColumnChunk(
            schema.Leaves[i].Path, schema.Leaves[i].Type, (Codec)chunk.Codec, chunk.ValueCount, chunk.CompressedBytes, chunk.IsEncrypted))];
}
