using Loader.Parquet.Thrift;

namespace Loader.Parquet.Metadata;

/// <summary>The union LogicalType of parquet.thrift: its field id says which type, the fields below are the parameters of some.</summary>
internal sealed record LogicalAnnotation(int Id)
{
    public const int String = 1;
    public const int Map = 2;
    public const int List = 3;
    public const int Enum = 4;
    public const int Decimal = 5;
    public const int Date = 6;
    public const int Time = 7;
    public const int Timestamp = 8;
    public const int Integer = 10;
    public const int Unknown = 11;
    public const int Json = 12;
    public const int Bson = 13;
    public const int Uuid = 14;
    public const int Float16 = 15;
    public const int Variant = 16;
    public const int Geometry = 17;
    public const int Geography = 18;

    /// <summary>Decimal: scale. Integer: bit width.</summary>
    public int First { get; private init; }

    /// <summary>Decimal: precision.</summary>
    public int Second { get; private init; }

    /// <summary>Time and timestamp: adjusted to UTC. Integer: signed.</summary>
    public bool Flag { get; private init; }

    /// <summary>Time and timestamp: 1 milliseconds, 2 microseconds, 3 nanoseconds, 0 none that is known.</summary>
    public int Unit { get; private init; }

    /// <summary>Null for a union without a member; a member this decoder does not know keeps its id only.</summary>
    public static LogicalAnnotation? Read(ref CompactReader reader)
    {
        LogicalAnnotation? found = null;
        var id = 0;
        while (reader.NextField(ref id, out var type))
        {
            if (type == CompactType.Struct && HasParameters(id)) found = ReadParameters(ref reader, id);
            else
            {
                found = new LogicalAnnotation(id);
                reader.Skip(type);
            }
        }

        return found;
    }

    private static bool HasParameters(int id) => id == Decimal || id == Time || id == Timestamp || id == Integer;

    private static LogicalAnnotation ReadParameters(ref CompactReader reader, int kind)
    {
        int first = 0, second = 0, unit = 0, id = 0;
        var flag = false;
        while (reader.NextField(ref id, out var type))
        {
            switch (id)
            {
                case 1 or 2 when type is CompactType.True or CompactType.False:
                    flag = CompactReader.ReadBoolean(type);
                    break;
                case 1 when kind == Decimal || kind == Integer:
                    first = reader.ReadInt32(type);
                    break;
                case 2 when kind == Decimal:
                    second = reader.ReadInt32(type);
                    break;
                case 2 when (kind == Time || kind == Timestamp) && type == CompactType.Struct:
                    unit = ReadUnit(ref reader);
                    break;
                default:
                    reader.Skip(type);
                    break;
            }
        }

        return new LogicalAnnotation(kind) { First = first, Second = second, Flag = flag, Unit = unit };
    }

    private static int ReadUnit(ref CompactReader reader)
    {
        int unit = 0, id = 0;
        while (reader.NextField(ref id, out var type))
        {
            unit = id;
            reader.Skip(type);
        }

        return unit is 1 or 2 or 3 ? unit : 0;
    }
}
