using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Loader.Mappings.Rows;

namespace Loader.Sources;

/// <summary>
/// Rows as JSON, one object each, typed and exact: integers with all digits, decimals as texts with theirs, floats as ECMAScript prints them, times as ISO 8601
/// in UTC with six digits of the second (nine where they are needed), bytes in base64.
/// </summary>
internal static class RowJson
{
    private static readonly JsonWriterOptions Written = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    private static readonly SearchValues<byte> Escaped = SearchValues.Create([
        (byte)'"',
        (byte)'\\',
        .. Enumerable.Range(0, 32).Select(control => (byte)control),
    ]);

    /// <summary>Writes some columns of a row as its source has it: also what the mapping language does not hold, where the source can tell.</summary>
    /// <param name="cells">Room for the row.</param>
    public static void Write(RowChunk chunk, int index, Schema schema, IReadOnlyList<int> columns, Value[] cells, IBufferWriter<byte> output)
    {
        if (chunk is PartChunk part) (chunk, index) = (part.Rows, index + part.Before);
        if (chunk is IExactRows exact)
        {
            using var json = new Utf8JsonWriter(output, Written);
            exact.Write(index, columns, json);
            return;
        }

        chunk.Read(index, cells);
        Write(schema, columns, cells, output);
    }

    /// <summary>Writes some columns of a row, without a line end.</summary>
    public static void Write(Schema schema, IReadOnlyList<int> columns, ReadOnlySpan<Value> cells, IBufferWriter<byte> output)
    {
        using var json = new Utf8JsonWriter(output, Written);
        json.WriteStartObject();
        foreach (var column in columns)
        {
            json.WritePropertyName(schema.Columns[column].Name);
            JsonValues.Write(cells[column], json, WriteSingle);
        }

        json.WriteEndObject();
    }

    private static void WriteSingle(in Value value, Utf8JsonWriter json)
    {
        switch (value.Kind)
        {
            case ValueKind.Text: WriteText(value.Utf8, json); break;
            case ValueKind.Decimal: json.WriteStringValue(value.Decimal.ToString(CultureInfo.InvariantCulture)); break;
            case ValueKind.WideDecimal: json.WriteStringValue(value.Utf8); break;
            case ValueKind.Float: json.WriteRawValue(EcmaNumber.Of(value.Float), skipInputValidation: true); break;
            case ValueKind.Time: json.WriteStringValue(Instant(value.Seconds, value.Nanoseconds)); break;
            case ValueKind.Date: json.WriteStringValue(Day(value.Days)); break;
            case ValueKind.Duration: json.WriteStringValue(FormattableString.Invariant($"PT{value.Seconds}{Fraction(value.Nanoseconds)}S")); break;
            case ValueKind.Bytes: json.WriteBase64StringValue(value.Utf8); break;
            default: json.WriteStringValue("(" + value.Problem.Message + ")"); break;
        }
    }

    /// <summary>Escapes only what JSON.stringify escapes: other characters stand as they are.</summary>
    public static void WriteText(ReadOnlySpan<byte> text, Utf8JsonWriter json)
    {
        var output = new ArrayBufferWriter<byte>(text.Length + 2);
        output.Write("\""u8);
        while (!text.IsEmpty)
        {
            var plain = text.IndexOfAny(Escaped);
            if (plain < 0) plain = text.Length;
            output.Write(text[..plain]);
            text = text[plain..];
            if (text.IsEmpty) break;
            output.Write(Encoding.ASCII.GetBytes(Escape(text[0])));
            text = text[1..];
        }

        output.Write("\""u8);
        json.WriteRawValue(output.WrittenSpan, skipInputValidation: true);
    }

    private static string Escape(byte character) => character switch
    {
        (byte)'"' => "\\\"",
        (byte)'\\' => "\\\\",
        (byte)'\b' => "\\b",
        (byte)'\f' => "\\f",
        (byte)'\n' => "\\n",
        (byte)'\r' => "\\r",
        (byte)'\t' => "\\t",
        _ => "\\u" + character.ToString("x4", CultureInfo.InvariantCulture),
    };

    private static string Day(int days)
    {
        var (year, month, day) = Mappings.Rows.Calendar.YearMonthDay(days);
        return FormattableString.Invariant($"{year:D4}-{month:D2}-{day:D2}");
    }

    private static string Instant(long seconds, int nanoseconds)
    {
        var day = Math.DivRem(seconds, 86_400, out var second);
        if (second < 0) (day, second) = (day - 1, second + 86_400);
        return FormattableString.Invariant($"{Day((int)day)}T{second / 3600:D2}:{second / 60 % 60:D2}:{second % 60:D2}{Fraction(nanoseconds)}Z");
    }

    private static string Fraction(int nanoseconds) =>
        nanoseconds % 1000 == 0 ? FormattableString.Invariant($".{nanoseconds / 1000:D6}") : FormattableString.Invariant($".{nanoseconds:D9}");
}
