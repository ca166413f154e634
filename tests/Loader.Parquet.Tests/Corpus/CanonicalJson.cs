using System.Globalization;
using System.Text;
using Loader.Parquet.Schemas;

namespace Loader.Parquet.Tests.Corpus;

/// <summary>Writes rows in the canonical form of corpus/README.md.</summary>
internal static class CanonicalJson
{
    public static string Line(Row row)
    {
        var text = new StringBuilder("{");
        var fields = row.Batch.Schema.Fields;
        for (var i = 0; i < fields.Count; i++)
        {
            if (i > 0) text.Append(',');
            Text(text, fields[i].Name);
            text.Append(':');
            Write(text, row[i]);
        }

        return text.Append('}').ToString();
    }

    private static void Write(StringBuilder text, Cell cell)
    {
        if (cell.IsNull)
        {
            text.Append("null");
            return;
        }

        switch (cell.Field.Kind)
        {
            case FieldKind.Struct: WriteStruct(text, cell); break;
            case FieldKind.List: WriteList(text, cell, (item, i) => Write(item, cell.Element(i))); break;
            case FieldKind.Map when cell.Field.Children.Count == 1: WriteList(text, cell, (item, i) => Write(item, cell.Key(i))); break;
            case FieldKind.Map:
                WriteList(text, cell, (item, i) =>
                {
                    item.Append("{\"key\":");
                    Write(item, cell.Key(i));
                    item.Append(",\"value\":");
                    Write(item, cell.Value(i));
                    item.Append('}');
                });
                break;
            default: WriteValue(text, cell, cell.Type!); break;
        }
    }

    private static void WriteStruct(StringBuilder text, Cell cell)
    {
        text.Append('{');
        for (var i = 0; i < cell.Field.Children.Count; i++)
        {
            if (i > 0) text.Append(',');
            Text(text, cell.Field.Children[i].Name);
            text.Append(':');
            Write(text, cell.Member(i));
        }

        text.Append('}');
    }

    private static void WriteList(StringBuilder text, Cell cell, Action<StringBuilder, int> item)
    {
        text.Append('[');
        for (var i = 0; i < cell.Count; i++)
        {
            if (i > 0) text.Append(',');
            item(text, i);
        }

        text.Append(']');
    }

    private static void WriteValue(StringBuilder text, Cell cell, ColumnType type)
    {
        switch (type.Kind)
        {
            case ValueKind.Boolean: text.Append(cell.GetBoolean() ? "true" : "false"); break;
            case ValueKind.Integer when type.IsUnsigned: text.Append(CultureInfo.InvariantCulture, $"{cell.GetUInt64()}"); break;
            case ValueKind.Integer: text.Append(CultureInfo.InvariantCulture, $"{cell.GetInt64()}"); break;
            case ValueKind.Float: text.Append(EcmaNumber.Of(cell.GetDouble())); break;
            case ValueKind.Decimal: Quoted(text, cell.GetDecimal().ToString()); break;
            case ValueKind.Text: Text(text, cell.GetText()); break;
            case ValueKind.Date: Quoted(text, cell.GetDate().ToString()); break;
            case ValueKind.Time: Quoted(text, cell.GetTime().ToString(type.Unit == TimeUnit.Nanoseconds ? 9 : 6)); break;
            case ValueKind.Timestamp:
                var digits = type.Unit == TimeUnit.Nanoseconds && type.FixedLength == 0 ? 9 : 6;
                Quoted(text, cell.GetTimestamp().ToString(digits) + "Z");
                break;
            case ValueKind.Uuid: Quoted(text, cell.GetGuid().ToString()); break;
            case ValueKind.Interval:
                var interval = cell.GetInterval();
                text.Append(CultureInfo.InvariantCulture,
                    $"{{\"months\":{interval.Months},\"days\":{interval.Days},\"millis\":{interval.Milliseconds}}}");
                break;
            default: Quoted(text, Convert.ToBase64String(cell.GetBytes())); break;
        }
    }

    private static void Quoted(StringBuilder text, string value) => text.Append('"').Append(value).Append('"');

    // Escapes only what JSON.stringify escapes.
    private static void Text(StringBuilder text, string value)
    {
        text.Append('"');
        foreach (var c in value)
        {
            _ = c switch
            {
                '"' => text.Append("\\\""),
                '\\' => text.Append("\\\\"),
                '\b' => text.Append("\\b"),
                '\f' => text.Append("\\f"),
                '\n' => text.Append("\\n"),
                '\r' => text.Append("\\r"),
                '\t' => text.Append("\\t"),
                < ' ' => text.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}"),
                _ => text.Append(c),
            };
        }

        text.Append('"');
    }
}
