using System.Text;
using Loader.Mappings.Rows;
using Loader.Parquet;
using Loader.Parquet.Schemas;
using Loader.Parquet.Values;
using Kind = Loader.Mappings.Rows.ValueKind;
using ParquetKinds = Loader.Parquet.Schemas.ValueKind;

namespace Loader.Sources.Parquet;

/// <summary>Values of the mapping language out of cells. Text stays where it lies.</summary>
internal static class ParquetValues
{
    private static readonly long FirstDay = Day(DateOnly.MinValue);
    private static readonly long LastDay = Day(DateOnly.MaxValue);

    /// <summary>What the cells of a column are, or null where that differs: unsigned 64-bit integers may need a decimal.</summary>
    public static Kind? KindOf(Field field) => field.Kind switch
    {
        FieldKind.Struct => Kind.Object,
        FieldKind.List or FieldKind.Map => Kind.List,
        _ => field.Type!.Kind switch
        {
            ParquetKinds.Boolean => Kind.Boolean,
            ParquetKinds.Integer => field.Type is { IsUnsigned: true, BitWidth: 64 } ? null : Kind.Integer,
            ParquetKinds.Float => Kind.Float,
            ParquetKinds.Decimal => Kind.Decimal,
            ParquetKinds.Date => Kind.Date,
            ParquetKinds.Timestamp => field.Type.IsUtc ? Kind.Time : Kind.Text,
            ParquetKinds.Bytes => Kind.Bytes,
            ParquetKinds.Interval => Kind.Object,
            _ => Kind.Text,
        },
    };

    public static Value Of(Cell cell)
    {
        if (cell.IsNull) return Value.Null;
        switch (cell.Field.Kind)
        {
            case FieldKind.Struct:
                var members = new KeyValuePair<string, Value>[cell.Field.Children.Count];
                for (var i = 0; i < members.Length; i++) members[i] = new(cell.Field.Children[i].Name, Of(cell.Member(i)));
                return Value.Of(new ValueObject(members));
            case FieldKind.List or FieldKind.Map:
                var items = new Value[cell.Count];
                for (var i = 0; i < items.Length; i++) items[i] = Item(cell, i);
                return Value.Of(items);
            default:
                return Scalar(cell, cell.Type!);
        }
    }

    /// <summary>A map is a list of entries, in the file's order: keys may repeat, and need not be text.</summary>
    private static Value Item(Cell cell, int index) =>
        cell.Field.Kind == FieldKind.List ? Of(cell.Element(index))
        : cell.Field.Children.Count == 1 ? Of(cell.Key(index))
        : Value.Of(new ValueObject([new("key", Of(cell.Key(index))), new("value", Of(cell.Value(index)))]));

    private static Value Scalar(Cell cell, ColumnType type)
    {
        switch (type.Kind)
        {
            case ParquetKinds.Boolean: return Value.Of(cell.GetBoolean());
            case ParquetKinds.Integer when type is { IsUnsigned: true, BitWidth: 64 }:
                var number = cell.GetUInt64();
                return number <= long.MaxValue ? Value.Of((long)number) : Value.Of((decimal)number);
            case ParquetKinds.Integer: return Value.Of(cell.GetInt64());
            case ParquetKinds.Float: return Value.Of(cell.GetDouble());
            case ParquetKinds.Decimal:
                var exact = cell.GetDecimal();
                return exact.TryToDecimal(out var value) ? Value.Of(value) : WideDecimal.Of(Encoding.ASCII.GetBytes(exact.ToString()));
            case ParquetKinds.Date:
                var date = cell.GetDate();
                return date.Days >= FirstDay && date.Days <= LastDay ? Value.OfDate((int)date.Days) : NoValue(date, "is outside of the years 1 to 9999");
            case ParquetKinds.Timestamp: return Time(cell.GetTimestamp(), type);
            case ParquetKinds.Time: return Value.Of(cell.GetTime().ToString());
            case ParquetKinds.Uuid: return Value.Of(cell.GetGuid().ToString());
            case ParquetKinds.Interval:
                var interval = cell.GetInterval();
                return Value.Of(new ValueObject(
                [
                    new("months", Value.Of((long)interval.Months)), new("days", Value.Of((long)interval.Days)),
                    new("millis", Value.Of((long)interval.Milliseconds)),
                ]));
            case ParquetKinds.Text:
                var text = cell.GetBytes();
                return Value.OfUtf8(text.Array!, text.Offset, text.Count);
            default:
                var bytes = cell.GetBytes();
                return Value.OfBytes(bytes.Array!, bytes.Offset, bytes.Count);
        }
    }

    /// <summary>An instant; a local time of no named zone stays text, for the mapping to say which zone is meant.</summary>
    private static Value Time(Timestamp time, ColumnType type)
    {
        var day = Math.DivRem(time.Seconds, 86_400, out var rest) - (rest < 0 ? 1 : 0);
        if (day < FirstDay || day > LastDay) return NoValue(time, "is outside of the years 1 to 9999");
        return type.IsUtc
            ? Value.OfTime(time.Seconds, time.Nanoseconds)
            : Value.Of(time.ToString(type.Unit switch { TimeUnit.Milliseconds => 3, TimeUnit.Microseconds => 6, _ => 9 }));
    }

    private static Value NoValue(object value, string why) => Value.Of(new Problem(ParquetCodes.NoValue, $"{value} {why}"));

    private static long Day(DateOnly date) => date.DayNumber - DateOnly.FromDateTime(DateTime.UnixEpoch).DayNumber;
}
