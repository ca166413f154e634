using System.Globalization;
using System.Text.Json;
using Loader.Parquet;
using Loader.Parquet.Schemas;
using Loader.Parquet.Values;

namespace Loader.Sources.Parquet;

/// <summary>
/// Cells as JSON, with every digit of the file: unsigned integers and decimals of any width, times down to the nanosecond, dates of any year. Times without a
/// zone have no Z, as in the mapping language.
/// </summary>
internal static class ParquetJson
{
    public static void Write(Cell cell, Utf8JsonWriter json)
    {
        if (cell.IsNull)
        {
            json.WriteNullValue();
            return;
        }

        switch (cell.Field.Kind)
        {
            case FieldKind.Struct:
                json.WriteStartObject();
                for (var i = 0; i < cell.Field.Children.Count; i++) Member(cell.Field.Children[i].Name, cell.Member(i), json);
                json.WriteEndObject();
                break;
            case FieldKind.List or FieldKind.Map:
                json.WriteStartArray();
                for (var i = 0; i < cell.Count; i++) Item(cell, i, json);
                json.WriteEndArray();
                break;
            default:
                Scalar(cell, cell.Type!, json);
                break;
        }
    }

    public static void Member(string name, Cell cell, Utf8JsonWriter json)
    {
        json.WritePropertyName(name);
        Write(cell, json);
    }

    private static void Item(Cell cell, int index, Utf8JsonWriter json)
    {
        if (cell.Field.Kind == FieldKind.List) Write(cell.Element(index), json);
        else if (cell.Field.Children.Count == 1) Write(cell.Key(index), json);
        else
        {
            json.WriteStartObject();
            Member("key", cell.Key(index), json);
            Member("value", cell.Value(index), json);
            json.WriteEndObject();
        }
    }

    private static void Scalar(Cell cell, ColumnType type, Utf8JsonWriter json)
    {
        switch (type.Kind)
        {
            case ValueKind.Boolean: json.WriteBooleanValue(cell.GetBoolean()); break;
            case ValueKind.Integer when type.IsUnsigned: json.WriteNumberValue(cell.GetUInt64()); break;
            case ValueKind.Integer: json.WriteNumberValue(cell.GetInt64()); break;
            case ValueKind.Float: json.WriteRawValue(EcmaNumber.Of(cell.GetDouble()), skipInputValidation: true); break;
            case ValueKind.Decimal: json.WriteStringValue(cell.GetDecimal().ToString()); break;
            case ValueKind.Text: RowJson.WriteText(cell.GetBytes(), json); break;
            case ValueKind.Date: json.WriteStringValue(cell.GetDate().ToString()); break;
            case ValueKind.Time: json.WriteStringValue(cell.GetTime().ToString(type.Unit == TimeUnit.Nanoseconds ? 9 : 6)); break;
            case ValueKind.Timestamp: json.WriteStringValue(Instant(cell.GetTimestamp(), type)); break;
            case ValueKind.Uuid: json.WriteStringValue(cell.GetGuid().ToString()); break;
            case ValueKind.Interval:
                var interval = cell.GetInterval();
                json.WriteRawValue(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $$"""{"months":{{interval.Months}},"days":{{interval.Days}},"millis":{{interval.Milliseconds}}}"""),
                    skipInputValidation: true);
                break;
            default: json.WriteBase64StringValue(cell.GetBytes()); break;
        }
    }

    /// <summary>Nine digits of the second where the column counts nanoseconds; of an INT96, which always could, where they say something.</summary>
    private static string Instant(Timestamp time, ColumnType type)
    {
        var isFine = type.Unit == TimeUnit.Nanoseconds && (type.FixedLength == 0 || time.Nanoseconds % 1000 != 0);
        return time.ToString(isFine ? 9 : 6) + (type.IsUtc ? "Z" : "");
    }
}
