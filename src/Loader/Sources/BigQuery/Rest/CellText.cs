using System.Buffers.Text;
using System.Globalization;
using System.Text;
using Loader.Mappings.Rows;
using Loader.Sources.Typed;

namespace Loader.Sources.BigQuery.Rest;

/// <summary>
/// Single cells out of the texts in which REST sends them all. Instants are asked for as whole microseconds: the default, seconds as a float, loses some.
/// </summary>
internal static class CellText
{
    public static Value Read(BigQueryField field, ReadOnlySpan<byte> text, Scratch texts) => Read(field.Type, field.RangeElement, text, texts);

    private static Value Read(BigQueryType type, BigQueryType element, ReadOnlySpan<byte> text, Scratch texts) => type switch
    {
        BigQueryType.String or BigQueryType.Geography => texts.Copy(text),
        BigQueryType.Integer => ExactNumber.Integer(text),
        BigQueryType.Float => Float(text),
        BigQueryType.Boolean => Is(text, "true"u8) ? Value.True : Is(text, "false"u8) ? Value.False : BigQueryValues.None(text, "is neither true nor false"),
        BigQueryType.Numeric or BigQueryType.BigNumeric => BigQueryValues.Decimal(text),
        BigQueryType.Bytes => Bytes(text, texts),
        BigQueryType.Timestamp => Utf8Parser.TryParse(text, out long micros, out var used) && used == text.Length
            ? BigQueryValues.Timestamp(micros)
            : InstantText.Read(text),
        BigQueryType.Date => BigQueryValues.Date(text),
        BigQueryType.Time or BigQueryType.DateTime => BigQueryValues.Clock(text, texts),
        BigQueryType.Interval => BigQueryValues.Interval(text),
        BigQueryType.Json => BigQueryValues.Json(text, texts),
        BigQueryType.Range => Range(element, text, texts),
        _ => throw new InvalidOperationException(type.ToString()),
    };

    private static bool Is(ReadOnlySpan<byte> text, ReadOnlySpan<byte> word) => Ascii.EqualsIgnoreCase(text, word);

    private static Value Float(ReadOnlySpan<byte> text) => text switch
    {
        [(byte)'N' or (byte)'n', ..] => Value.Of(double.NaN),
        [(byte)'I' or (byte)'i', ..] or [(byte)'+', (byte)'I' or (byte)'i', ..] => Value.Of(double.PositiveInfinity),
        [(byte)'-', (byte)'I' or (byte)'i', ..] => Value.Of(double.NegativeInfinity),
        _ => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            ? Value.Of(number)
            : BigQueryValues.None(text, "is no number"),
    };

    private static Value Bytes(ReadOnlySpan<byte> text, Scratch texts) =>
        Base64.DecodeFromUtf8(text, texts.Take(Base64.GetMaxDecodedFromUtf8Length(text.Length)), out _, out var length) == System.Buffers.OperationStatus.Done
            ? texts.Bytes(length)
            : BigQueryValues.None(text, "is not base64");

    /// <summary><c>[2020-01-01, UNBOUNDED)</c>; its ends are written as their type is.</summary>
    private static Value Range(BigQueryType element, ReadOnlySpan<byte> text, Scratch texts)
    {
        var comma = text.IndexOf((byte)',');
        return text is not [(byte)'[', .., (byte)')'] || comma < 0
            ? BigQueryValues.None(text, "is no range")
            : BigQueryValues.Range(End(element, text[1..comma], texts), End(element, text[(comma + 1)..^1], texts));
    }

    private static Value End(BigQueryType element, ReadOnlySpan<byte> text, Scratch texts)
    {
        text = text.Trim((byte)' ');
        return Is(text, "UNBOUNDED"u8) || Is(text, "NULL"u8) ? Value.Null : Read(element, BigQueryType.Date, text, texts);
    }
}
