using Loader.Parquet.Thrift;

namespace Loader.Parquet.Metadata;

/// <summary>One element of the schema as it stands in the footer: the tree is a list in pre-order with counts of children.</summary>
internal sealed class SchemaElement
{
    public required string Name { get; init; }

    /// <summary>Null for groups.</summary>
    public int? Type { get; private init; }

    public int TypeLength { get; private init; }

    public int? Repetition { get; private init; }

    public int? ChildCount { get; private init; }

    public ConvertedType? Converted { get; private init; }

    public int Scale { get; private init; }

    public int Precision { get; private init; }

    public LogicalAnnotation? Logical { get; private init; }

    public static SchemaElement Read(ref CompactReader reader)
    {
        int? type = null, repetition = null, children = null, converted = null;
        int length = 0, scale = 0, precision = 0, id = 0;
        string? name = null;
        LogicalAnnotation? logical = null;
        while (reader.NextField(ref id, out var field))
        {
            switch (id)
            {
                case 1: type = reader.ReadInt32(field); break;
                case 2: length = reader.ReadInt32(field); break;
                case 3: repetition = reader.ReadInt32(field); break;
                case 4: name = reader.ReadText(field); break;
                case 5: children = reader.ReadInt32(field); break;
                case 6: converted = reader.ReadInt32(field); break;
                case 7: scale = reader.ReadInt32(field); break;
                case 8: precision = reader.ReadInt32(field); break;
                case 10 when field == CompactType.Struct: logical = LogicalAnnotation.Read(ref reader); break;
                default: reader.Skip(field); break;
            }
        }

        return new SchemaElement
        {
            Name = name ?? throw ParquetException.Damaged("schema element without a name"),
            Type = type,
            TypeLength = length,
            Repetition = repetition,
            ChildCount = children,
            Converted = (ConvertedType?)converted,
            Scale = scale,
            Precision = precision,
            Logical = logical,
        };
    }
}
