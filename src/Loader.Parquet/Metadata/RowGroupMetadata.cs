using Loader.Parquet.Thrift;

namespace Loader.Parquet.Metadata;

/// <summary>RowGroup of parquet.thrift.</summary>
internal sealed class RowGroupMetadata
{
    public required IReadOnlyList<ChunkMetadata> Chunks { get; init; }

    public required long RowCount { get; init; }

    public static RowGroupMetadata Read(ref CompactReader reader)
    {
        ChunkMetadata[]? chunks = null;
        long? rows = null;
        var id = 0;
        while (reader.NextField(ref id, out var type))
        {
            switch (id)
            {
                case 1:
                    chunks = new ChunkMetadata[reader.ReadListHeader(type, out var element)];
                    for (var i = 0; i < chunks.Length; i++)
                    {
                        CompactReader.ExpectStruct(element);
                        chunks[i] = ChunkMetadata.Read(ref reader);
                    }

                    break;
                case 3: rows = reader.ReadInteger(type); break;
                default: reader.Skip(type); break;
            }
        }

        return new RowGroupMetadata
        {
            Chunks = chunks ?? throw ParquetException.Damaged("row group without columns"),
            RowCount = rows ?? throw ParquetException.Damaged("row group without a number of rows"),
        };
    }
}
