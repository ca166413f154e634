using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using Loader.Parquet.Columns;
using Loader.Parquet.Schemas;
using Loader.Parquet.Values;

namespace Loader.Parquet;

/// <summary>
/// One value of a row: a place in a vector, nothing is copied or boxed. Ask <see cref="IsNull"/> first, then the reader that fits
/// <see cref="Type"/>; another one throws <see cref="InvalidOperationException"/>.
/// </summary>
public readonly struct Cell
{
    private readonly ColumnVector column;
    private readonly int index;

    internal Cell(ColumnVector column, int index)
    {
        this.column = column;
        this.index = index;
    }

    public Field Field => column.Field;

    /// <summary>Type of the value; null for structs, lists and maps.</summary>
    public ColumnType? Type => column.Field.Type;

    public bool IsNull => column.IsNull(index);

    public bool GetBoolean() => column.GetBoolean(index);

    /// <inheritdoc cref="ColumnVector.GetInt64"/>
    public long GetInt64() => column.GetInt64(index);

    /// <inheritdoc cref="ColumnVector.GetUInt64"/>
    public ulong GetUInt64() => column.GetUInt64(index);

    /// <inheritdoc cref="ColumnVector.GetDouble"/>
    public double GetDouble() => column.GetDouble(index);

    /// <inheritdoc cref="ColumnVector.GetBytes"/>
    public ArraySegment<byte> GetBytes() => column.GetBytes(index);

    /// <summary>A text as a string. <see cref="GetBytes"/> has its UTF-8 without making one.</summary>
    public string GetText() => Expect(ValueKind.Text, "text") is not null ? Encoding.UTF8.GetString(column.GetBytes(index)) : "";

    public DecimalValue GetDecimal()
    {
        var type = Expect(ValueKind.Decimal, "a decimal");
        return column is BytesVector bytes
            ? DecimalValue.Read(bytes[index], type.Scale)
            : new DecimalValue(column.GetInt64(index), type.Scale);
    }

    public CalendarDate GetDate()
    {
        Expect(ValueKind.Date, "a date");
        return new CalendarDate(column.GetInt64(index));
    }

    public TimeOfDay GetTime() => new(column.GetInt64(index), Expect(ValueKind.Time, "a time").Unit);

    public Timestamp GetTimestamp()
    {
        var type = Expect(ValueKind.Timestamp, "a timestamp");
        if (column is not BytesVector int96) return Timestamp.From(column.GetInt64(index), type.Unit);
        var bytes = int96[index];
        return Timestamp.FromInt96(BinaryPrimitives.ReadInt64LittleEndian(bytes), BinaryPrimitives.ReadInt32LittleEndian(bytes[8..]));
    }

    public Guid GetGuid()
    {
        Expect(ValueKind.Uuid, "a UUID");
        return new Guid(column.GetBytes(index), bigEndian: true);
    }

    public Interval GetInterval()
    {
        Expect(ValueKind.Interval, "an interval");
        return Interval.Read(column.GetBytes(index));
    }

    /// <summary>Elements of a list, or entries of a map; 0 where it is null.</summary>
    public int Count => column.GetCount(index);

    /// <summary>Element of a list, from 0.</summary>
    public Cell Element(int position) => Part(0, position);

    /// <summary>Key of an entry of a map, from 0.</summary>
    public Cell Key(int position) => Part(0, position);

    /// <summary>Value of an entry of a map. Where the map has keys only, <see cref="Field.Children"/> of its field has one element.</summary>
    public Cell Value(int position) => Part(1, position);

    /// <summary>Member of a struct, in the order of <see cref="Field.Children"/>.</summary>
    public Cell Member(int position) => column is StructVector structs
        ? new Cell(structs.Members[position], index)
        : throw new InvalidOperationException($"Column {Field.Name} is no struct.");

    /// <summary>The value as people would write it, for messages; nested values by their shape only.</summary>
    public override string ToString()
    {
        if (IsNull) return "null";
        return Field.Kind switch
        {
            FieldKind.Struct => "struct",
            FieldKind.List or FieldKind.Map => string.Create(CultureInfo.InvariantCulture, $"{Field.Kind}[{Count}]"),
            _ => Type!.Kind switch
            {
                ValueKind.Boolean => GetBoolean() ? "true" : "false",
                ValueKind.Integer => Type.IsUnsigned
                    ? GetUInt64().ToString(CultureInfo.InvariantCulture)
                    : GetInt64().ToString(CultureInfo.InvariantCulture),
                ValueKind.Float => GetDouble().ToString(CultureInfo.InvariantCulture),
                ValueKind.Decimal => GetDecimal().ToString(),
                ValueKind.Text => GetText(),
                ValueKind.Date => GetDate().ToString(),
                ValueKind.Time => GetTime().ToString(),
                ValueKind.Timestamp => GetTimestamp().ToString(),
                ValueKind.Uuid => GetGuid().ToString(),
                ValueKind.Interval => GetInterval().ToString(),
                _ => Convert.ToHexString(GetBytes()),
            },
        };
    }

    private Cell Part(int part, int position)
    {
        if (column is not ListVector lists) throw new InvalidOperationException($"Column {Field.Name} is no list and no map.");
        ArgumentOutOfRangeException.ThrowIfNegative(position);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(position, lists.GetCount(index));
        return new Cell(lists.Parts[part], lists.GetOffset(index) + position);
    }

    private ColumnType Expect(ValueKind kind, string wanted) => Type is { } type && type.Kind == kind
        ? type
        : throw new InvalidOperationException($"Column {Field.Name} is {Type?.ToString() ?? Field.Kind.ToString()}, not {wanted}.");
}
