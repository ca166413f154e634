using Loader.Parquet.Metadata;

namespace Loader.Parquet.Schemas;

/// <summary>
/// Finds the type of a leaf: the logical type first, the converted type where there is none (LogicalTypes.md). An annotation that is
/// unknown or does not fit the physical type is left aside, so that the stored values can still be had.
/// </summary>
internal static class ColumnTypes
{
    // No writer goes near it; beyond, a text of a value would be mostly zeros.
    private const int LargestScale = 10_000;

    public static ColumnType Of(SchemaElement element, bool bytesAreText)
    {
        var stored = Stored(element);
        var type = element.Logical is { } logical ? FromLogical(stored, logical) : FromConverted(stored, element);
        return type == stored && bytesAreText && stored.Physical == PhysicalType.ByteArray && element.Logical is null && element.Converted is null
            ? stored with { Kind = ValueKind.Text }
            : type;
    }

    private static ColumnType Stored(SchemaElement element)
    {
        if (element.Type is not (>= 0 and <= 7))
            throw ParquetException.Damaged($"column {element.Name} has the unknown physical type {element.Type}");
        var physical = (PhysicalType)element.Type.Value;
        if (physical == PhysicalType.FixedLenByteArray && element.TypeLength < 1)
            throw ParquetException.Damaged($"column {element.Name} has values of {element.TypeLength} bytes");
        var (kind, bits) = physical switch
        {
            PhysicalType.Boolean => (ValueKind.Boolean, 0),
            PhysicalType.Int32 => (ValueKind.Integer, 32),
            PhysicalType.Int64 => (ValueKind.Integer, 64),
            PhysicalType.Int96 => (ValueKind.Timestamp, 0),
            PhysicalType.Float => (ValueKind.Float, 32),
            PhysicalType.Double => (ValueKind.Float, 64),
            _ => (ValueKind.Bytes, 0),
        };
        return new ColumnType
        {
            Kind = kind,
            Physical = physical,
            BitWidth = bits,
            FixedLength = physical switch { PhysicalType.Int96 => 12, PhysicalType.FixedLenByteArray => element.TypeLength, _ => 0 },
            Unit = physical == PhysicalType.Int96 ? TimeUnit.Nanoseconds : default,
            IsUtc = physical == PhysicalType.Int96,
        };
    }

    private static ColumnType FromLogical(ColumnType stored, LogicalAnnotation logical) => logical.Id switch
    {
        LogicalAnnotation.String => Text(stored, "STRING"),
        LogicalAnnotation.Enum => Text(stored, "ENUM"),
        LogicalAnnotation.Json => Text(stored, "JSON"),
        LogicalAnnotation.Decimal => Decimal(stored, logical.Second, logical.First),
        LogicalAnnotation.Date => Date(stored),
        LogicalAnnotation.Time when logical.Unit > 0 => Time(stored, (TimeUnit)(logical.Unit - 1), logical.Flag),
        LogicalAnnotation.Timestamp when logical.Unit > 0 => Timestamp(stored, (TimeUnit)(logical.Unit - 1), logical.Flag),
        LogicalAnnotation.Integer => Integer(stored, logical.First, !logical.Flag),
        LogicalAnnotation.Unknown => stored with { Annotation = "UNKNOWN" },
        LogicalAnnotation.Bson => stored with { Annotation = "BSON" },
        LogicalAnnotation.Geometry => stored with { Annotation = "GEOMETRY" },
        LogicalAnnotation.Geography => stored with { Annotation = "GEOGRAPHY" },
        LogicalAnnotation.Uuid when stored.FixedLength == 16 => stored with { Kind = ValueKind.Uuid, Annotation = "UUID" },
        LogicalAnnotation.Float16 when stored.FixedLength == 2 =>
            stored with { Kind = ValueKind.Float, BitWidth = 16, Annotation = "FLOAT16" },
        _ => stored,
    };

    private static ColumnType FromConverted(ColumnType stored, SchemaElement element) => element.Converted switch
    {
        ConvertedType.Utf8 => Text(stored, "UTF8"),
        ConvertedType.Enum => Text(stored, "ENUM"),
        ConvertedType.Json => Text(stored, "JSON"),
        ConvertedType.Decimal => Decimal(stored, element.Precision, element.Scale),
        ConvertedType.Date => Date(stored),
        ConvertedType.TimeMillis => Time(stored, TimeUnit.Milliseconds, isUtc: true),
        ConvertedType.TimeMicros => Time(stored, TimeUnit.Microseconds, isUtc: true),
        ConvertedType.TimestampMillis => Timestamp(stored, TimeUnit.Milliseconds, isUtc: true),
        ConvertedType.TimestampMicros => Timestamp(stored, TimeUnit.Microseconds, isUtc: true),
        >= ConvertedType.UInt8 and <= ConvertedType.UInt64 =>
            Integer(stored, 8 << (element.Converted.Value - ConvertedType.UInt8), isUnsigned: true),
        >= ConvertedType.Int8 and <= ConvertedType.Int64 =>
            Integer(stored, 8 << (element.Converted.Value - ConvertedType.Int8), isUnsigned: false),
        ConvertedType.Bson => stored with { Annotation = "BSON" },
        ConvertedType.Interval when stored.FixedLength == 12 && stored.Physical == PhysicalType.FixedLenByteArray =>
            stored with { Kind = ValueKind.Interval, Annotation = "INTERVAL" },
        _ => stored,
    };

    private static ColumnType Text(ColumnType stored, string annotation) =>
        stored.Kind == ValueKind.Bytes ? stored with { Kind = ValueKind.Text, Annotation = annotation } : stored;

    private static ColumnType Decimal(ColumnType stored, int precision, int scale)
    {
        if (stored.Kind is not (ValueKind.Integer or ValueKind.Bytes)) return stored;

        // Left aside like other misfits it would turn 12.50 into 1250 without a word.
        if (precision < 1 || scale is < 0 or > LargestScale)
            throw ParquetException.Damaged($"a decimal with precision {precision} and scale {scale}");
        return stored with { Kind = ValueKind.Decimal, BitWidth = 0, Precision = precision, Scale = scale, Annotation = "DECIMAL" };
    }

    private static ColumnType Date(ColumnType stored) =>
        stored.Physical == PhysicalType.Int32 ? stored with { Kind = ValueKind.Date, BitWidth = 0, Annotation = "DATE" } : stored;

    private static ColumnType Time(ColumnType stored, TimeUnit unit, bool isUtc) =>
        stored.Physical == (unit == TimeUnit.Milliseconds ? PhysicalType.Int32 : PhysicalType.Int64)
            ? stored with { Kind = ValueKind.Time, BitWidth = 0, Unit = unit, IsUtc = isUtc, Annotation = "TIME" }
            : stored;

    private static ColumnType Timestamp(ColumnType stored, TimeUnit unit, bool isUtc) =>
        stored.Physical == PhysicalType.Int64
            ? stored with { Kind = ValueKind.Timestamp, BitWidth = 0, Unit = unit, IsUtc = isUtc, Annotation = "TIMESTAMP" }
            : stored;

    private static ColumnType Integer(ColumnType stored, int bits, bool isUnsigned)
    {
        var fits = stored.Physical switch
        {
            PhysicalType.Int32 => bits is 8 or 16 or 32,
            PhysicalType.Int64 => bits == 64,
            _ => false,
        };
        return fits ? stored with { BitWidth = bits, IsUnsigned = isUnsigned, Annotation = "INTEGER" } : stored;
    }
}
