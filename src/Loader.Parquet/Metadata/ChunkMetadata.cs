using Loader.Parquet.Thrift;

namespace Loader.Parquet.Metadata;

/// <summary>Where the values of one leaf column of one row group lie, and how: ColumnChunk and ColumnMetaData of parquet.thrift.</summary>
internal sealed class ChunkMetadata
{
    /// <summary>Set when the pages are in another file.</summary>
    public string? FilePath { get; private set; }

    public bool IsEncrypted { get; private set; }

    /// <summary>False when the description is missing, as it is for columns with a key of their own.</summary>
    public bool HasDescription { get; private set; }

    public int Type { get; private set; } = -1;

    public IReadOnlyList<int> Encodings { get; private set; } = [];

    public IReadOnlyList<string> Path { get; private set; } = [];

    public int Codec { get; private set; } = -1;

    public long ValueCount { get; private set; } = -1;

    public long CompressedBytes { get; private set; }

    public long DataPageOffset { get; private set; } = -1;

    public long? DictionaryPageOffset { get; private set; }

    public static ChunkMetadata Read(ref CompactReader reader)
    {
        var chunk = new ChunkMetadata();
        var id = 0;
        while (reader.NextField(ref id, out var type))
        {
            switch (id)
            {
                case 1: chunk.FilePath = reader.ReadText(type); break;
                case 3: chunk.ReadDescription(ref reader, type); break;
                case 8:
                    chunk.IsEncrypted = true;
                    reader.Skip(type);
                    break;
                default: reader.Skip(type); break;
            }
        }

        return chunk;
    }

    private void ReadDescription(ref CompactReader reader, CompactType structure)
    {
        CompactReader.ExpectStruct(structure);
        HasDescription = true;
        var id = 0;
        while (reader.NextField(ref id, out var type))
        {
            switch (id)
            {
                case 1: Type = reader.ReadInt32(type); break;
                case 2: Encodings = ReadEncodings(ref reader, type); break;
                case 3: Path = ReadPath(ref reader, type); break;
                case 4: Codec = reader.ReadInt32(type); break;
                case 5: ValueCount = reader.ReadInteger(type); break;
                case 7: CompressedBytes = reader.ReadInteger(type); break;
                case 9: DataPageOffset = reader.ReadInteger(type); break;
                case 11: DictionaryPageOffset = reader.ReadInteger(type); break;
                default: reader.Skip(type); break;
            }
        }
    }

    private static int[] ReadEncodings(ref CompactReader reader, CompactType type)
    {
        var encodings = new int[reader.ReadListHeader(type, out var element)];
        for (var i = 0; i < encodings.Length; i++) encodings[i] = reader.ReadInt32(element);
        return encodings;
    }

    private static string[] ReadPath(ref CompactReader reader, CompactType type)
    {
        var path = new string[reader.ReadListHeader(type, out var element)];
        for (var i = 0; i < path.Length; i++) path[i] = reader.ReadText(element);
        return path;
    }
}
