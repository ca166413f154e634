using Loader.Parquet.Compression;
using Loader.Parquet.Schemas;

namespace Loader.Parquet.Metadata;

/// <summary>Refuses what can be refused from the footer alone, before any row is delivered.</summary>
internal static class ChunkCheck
{
    /// <summary>The counts on which everything else relies, for all columns.</summary>
    public static void Counts(FileMetadata metadata, Schema schema)
    {
        long rows = 0;
        for (var i = 0; i < metadata.RowGroups.Count; i++)
        {
            var group = metadata.RowGroups[i];
            if (group.RowCount < 0 || group.RowCount > long.MaxValue - rows)
                throw ParquetException.Damaged($"row group {i} has {group.RowCount} rows");
            rows += group.RowCount;
            if (group.Chunks.Count != schema.Leaves.Count)
                throw ParquetException.Damaged($"row group {i} has {group.Chunks.Count} columns, the schema {schema.Leaves.Count}");
        }
    }

    /// <summary>One column chunk that is going to be read.</summary>
    public static void Chunk(ChunkMetadata chunk, Leaf leaf, long rows)
    {
        // Pages of an encrypted column look like garbage, so this comes first.
        if (chunk.IsEncrypted) throw ParquetException.Unsupported("the column is encrypted; encrypted columns are not supported");
        if (chunk.FilePath is { } path) throw ParquetException.Unsupported($"the data is in another file, {path}; this is not supported");
        if (!chunk.HasDescription) throw ParquetException.Damaged("the column chunk has no metadata");
        if (chunk.Type != (int)leaf.Type.Physical)
            throw ParquetException.Damaged($"the column chunk has the physical type {chunk.Type}, the schema says {leaf.Type.Physical}");

        // The path repeats the schema, and newer files may leave it out; one that says something else means shuffled columns.
        if (chunk.Path.Count > 0 && !chunk.Path.SequenceEqual(leaf.Path, StringComparer.Ordinal))
            throw ParquetException.Damaged($"the column chunk says it is {string.Join('.', chunk.Path)}");
        if (Decompressor.Refusal(chunk.Codec) is { } refusal) throw ParquetException.Unsupported(refusal);
        foreach (var encoding in chunk.Encodings)
        {
            if (encoding == (int)Encoding.Alp) throw ParquetException.Unsupported("encoding ALP is not supported");
        }

        if (chunk.ValueCount < 0) throw ParquetException.Damaged($"the column chunk has {chunk.ValueCount} values");
        if (leaf.MaxRepetition == 0 && chunk.ValueCount != rows)
            throw ParquetException.Damaged($"the column has {chunk.ValueCount} values in a row group of {rows} rows");
        if (chunk.ValueCount < rows)
            throw ParquetException.Damaged($"the column has {chunk.ValueCount} values for {rows} rows; every row has at least one");
    }
}
