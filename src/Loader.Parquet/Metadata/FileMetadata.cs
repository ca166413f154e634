using Loader.Parquet.Thrift;

namespace Loader.Parquet.Metadata;

/// <summary>
/// FileMetaData of parquet.thrift. Its own row count is not kept: some writers leave it 0, the row groups have the true one.
/// </summary>
internal sealed class FileMetadata
{
    public required IReadOnlyList<SchemaElement> Schema { get; init; }

    public required IReadOnlyList<RowGroupMetadata> RowGroups { get; init; }

    public required IReadOnlyList<KeyValuePair<string, string?>> KeyValues { get; init; }

    public string? CreatedBy { get; private init; }

    public static FileMetadata Read(ReadOnlySpan<byte> footer)
    {
        var reader = new CompactReader(footer);
        SchemaElement[]? schema = null;
        RowGroupMetadata[]? rowGroups = null;
        KeyValuePair<string, string?>[] keyValues = [];
        string? createdBy = null;
        var id = 0;
        while (reader.NextField(ref id, out var type))
        {
            switch (id)
            {
                case 2: schema = ReadSchema(ref reader, type); break;
                case 4: rowGroups = ReadRowGroups(ref reader, type); break;
                case 5: keyValues = ReadKeyValues(ref reader, type); break;
                case 6: createdBy = reader.ReadText(type); break;
                default: reader.Skip(type); break;
            }
        }

        return new FileMetadata
        {
            Schema = schema ?? throw ParquetException.Damaged("the footer has no schema"),
            RowGroups = rowGroups ?? throw ParquetException.Damaged("the footer has no list of row groups"),
            KeyValues = keyValues,
            CreatedBy = createdBy,
        };
    }

    private static SchemaElement[] ReadSchema(ref CompactReader reader, CompactType type)
    {
        var elements = new SchemaElement[reader.ReadListHeader(type, out var element)];
        for (var i = 0; i < elements.Length; i++)
        {
            CompactReader.ExpectStruct(element);
            elements[i] = SchemaElement.Read(ref reader);
        }

        return elements;
    }

    private static RowGroupMetadata[] ReadRowGroups(ref CompactReader reader, CompactType type)
    {
        var groups = new RowGroupMetadata[reader.ReadListHeader(type, out var element)];
        for (var i = 0; i < groups.Length; i++)
        {
            CompactReader.ExpectStruct(element);
            groups[i] = RowGroupMetadata.Read(ref reader);
        }

        return groups;
    }

    private static KeyValuePair<string, string?>[] ReadKeyValues(ref CompactReader reader, CompactType type)
    {
        var pairs = new KeyValuePair<string, string?>[reader.ReadListHeader(type, out var element)];
        for (var i = 0; i < pairs.Length; i++)
        {
            CompactReader.ExpectStruct(element);
            var key = "";
            string? value = null;
            var id = 0;
            while (reader.NextField(ref id, out var field))
            {
                switch (id)
                {
                    case 1: key = reader.ReadText(field); break;
                    case 2: value = reader.ReadText(field); break;
                    default: reader.Skip(field); break;
                }
            }

            pairs[i] = new(key, value);
        }

        return pairs;
    }
}
