using System.Text;

namespace Loader.Parquet.Thrift;

/// <summary>
/// Reads the Thrift compact protocol from memory, as far as Parquet uses it. Values are decoded by the type that stands in the file,
/// not by the one the schema expects: some writers store a byte where an integer belongs, or the other way round.
/// </summary>
internal ref struct CompactReader(ReadOnlySpan<byte> bytes)
{
    // Deeper nesting than this is not in any Parquet structure; unknown fields are skipped by recursion.
    private const int DeepestSkip = 64;

    private readonly ReadOnlySpan<byte> bytes = bytes;

    /// <summary>Bytes read so far.</summary>
    public int Position { get; private set; }

    private readonly int Left => bytes.Length - Position;

    /// <summary>Reads the next field header of a struct; false at its end. <paramref name="id"/> holds the id before and after.</summary>
    public bool NextField(ref int id, out CompactType type)
    {
        var header = ReadByte();
        type = (CompactType)(header & 0x0F);
        if (type == CompactType.Stop) return false;
        var delta = header >> 4;
        id = delta == 0 ? (int)ReadZigzag() : id + delta;
        return true;
    }

    public long ReadInteger(CompactType type) => type switch
    {
        CompactType.I8 => (sbyte)ReadByte(),
        CompactType.I16 or CompactType.I32 or CompactType.I64 => ReadZigzag(),
        _ => throw Unexpected(type, "an integer"),
    };

    public int ReadInt32(CompactType type)
    {
        var value = ReadInteger(type);
        if (value is < int.MinValue or > int.MaxValue) throw ParquetException.Damaged($"Thrift: {value} does not fit 32 bits");
        return (int)value;
    }

    public static bool ReadBoolean(CompactType type) => type switch
    {
        CompactType.True => true,
        CompactType.False => false,
        _ => throw Unexpected(type, "a boolean"),
    };

    public ReadOnlySpan<byte> ReadBinary(CompactType type)
    {
        if (type != CompactType.Binary) throw Unexpected(type, "a string");
        return Take(ReadVarint());
    }

    /// <summary>Names and versions are shown to people and never lead anywhere, so bytes that are not UTF-8 are replaced.</summary>
    public string ReadText(CompactType type) => Encoding.UTF8.GetString(ReadBinary(type));

    /// <summary>Reads the header of a list; every element takes at least one byte, which bounds the count.</summary>
    public int ReadListHeader(CompactType type, out CompactType element)
    {
        if (type is not (CompactType.List or CompactType.Set)) throw Unexpected(type, "a list");
        var header = ReadByte();
        element = (CompactType)(header & 0x0F);
        var count = header >> 4 == 15 ? ReadVarint() : (ulong)(header >> 4);
        if (count > (ulong)Left) throw ParquetException.CutOff($"Thrift: list of {count} elements, but {Left} bytes are left");
        return (int)count;
    }

    public static void ExpectStruct(CompactType type)
    {
        if (type != CompactType.Struct) throw Unexpected(type, "a struct");
    }

    public void Skip(CompactType type) => Skip(type, 0);

    private void Skip(CompactType type, int depth)
    {
        if (depth > DeepestSkip) throw ParquetException.Damaged($"Thrift: structures nested deeper than {DeepestSkip}");
        switch (type)
        {
            case CompactType.True or CompactType.False:
                break;
            case CompactType.I8:
                ReadByte();
                break;
            case CompactType.I16 or CompactType.I32 or CompactType.I64:
                ReadVarint();
                break;
            case CompactType.Double:
                Take(8);
                break;
            case CompactType.Binary:
                Take(ReadVarint());
                break;
            case CompactType.List or CompactType.Set:
                var count = ReadListHeader(type, out var element);
                for (var i = 0; i < count; i++) SkipElement(element, depth + 1);
                break;
            case CompactType.Map:
                SkipMap(depth);
                break;
            case CompactType.Struct:
                var id = 0;
                while (NextField(ref id, out var field)) Skip(field, depth + 1);
                break;
            default:
                throw ParquetException.Damaged($"Thrift: unknown type {(int)type}");
        }
    }

    private void SkipMap(int depth)
    {
        var count = ReadVarint();
        if (count == 0) return;
        if (count > (ulong)Left) throw ParquetException.CutOff($"Thrift: map of {count} entries, but {Left} bytes are left");
        var types = ReadByte();
        for (ulong i = 0; i < count; i++)
        {
            SkipElement((CompactType)(types >> 4), depth + 1);
            SkipElement((CompactType)(types & 0x0F), depth + 1);
        }
    }

    // Within a collection a boolean has a byte of its own; in a field it is part of the header.
    private void SkipElement(CompactType type, int depth)
    {
        if (type is CompactType.True or CompactType.False) ReadByte();
        else Skip(type, depth);
    }

    private long ReadZigzag()
    {
        var raw = ReadVarint();
        return (long)(raw >> 1) ^ -(long)(raw & 1);
    }

    private ulong ReadVarint()
    {
        ulong value = 0;
        for (var shift = 0; shift < 70; shift += 7)
        {
            var part = ReadByte();
            value |= (ulong)(part & 0x7F) << shift;
            if (part < 0x80) return value;
        }

        throw ParquetException.Damaged("Thrift: number of more than 10 bytes");
    }

    private byte ReadByte()
    {
        if (Position >= bytes.Length) throw ParquetException.CutOff("Thrift: the structure ends early");
        return bytes[Position++];
    }

    private ReadOnlySpan<byte> Take(ulong count)
    {
        if (count > (ulong)Left) throw ParquetException.CutOff($"Thrift: {count} bytes announced, but {Left} are left");
        var taken = bytes.Slice(Position, (int)count);
        Position += (int)count;
        return taken;
    }

    private static ParquetException Unexpected(CompactType type, string wanted) =>
        ParquetException.Damaged($"Thrift: found type {type} where {wanted} belongs");
}
