using System.Text.Unicode;
using Loader.Mappings.Rows;

namespace Loader.Sources.BigQuery.Storage.Avro;

internal sealed class BooleanNode : AvroNode
{
    public override Value Read(ref AvroInput input, Scratch texts) => Value.Of(input.Boolean());
}

internal sealed class IntegerNode : AvroNode
{
    public override Value Read(ref AvroInput input, Scratch texts) => Value.Of(input.Long());
}

internal sealed class FloatNode : AvroNode
{
    public override Value Read(ref AvroInput input, Scratch texts) => Value.Of(input.Double());
}

internal sealed class BytesNode : AvroNode
{
    public override Value Read(ref AvroInput input, Scratch texts)
    {
        var (offset, length) = input.Slice();
        return Value.OfBytes(input.Bytes, offset, length);
    }
}

internal sealed class DateNode : AvroNode
{
    public override Value Read(ref AvroInput input, Scratch texts) => BigQueryValues.Date(input.Long());
}

internal sealed class TimestampNode : AvroNode
{
    public override Value Read(ref AvroInput input, Scratch texts) => BigQueryValues.Timestamp(input.Long());
}

/// <summary>TIME, as the text that REST gives.</summary>
internal sealed class TimeNode : AvroNode
{
    private const long PerDay = 86_400_000_000;

    public override Value Read(ref AvroInput input, Scratch texts) =>
        input.Long() is >= 0 and < PerDay and var micros
            ? BigQueryValues.TimeOfDay(micros, texts)
            : throw new DamagedRowsException("a TIME of the Avro rows is none");
}

/// <summary>DATETIME as a number, as the text that REST gives.</summary>
internal sealed class LocalTimeNode : AvroNode
{
    public override Value Read(ref AvroInput input, Scratch texts) => BigQueryValues.LocalTime(input.Long(), texts);
}

/// <summary>A string, as it lies in the message.</summary>
internal sealed class TextNode : AvroNode
{
    public override Value Read(ref AvroInput input, Scratch texts)
    {
        var (offset, length) = Checked(ref input);
        return Value.OfUtf8(input.Bytes, offset, length);
    }

    /// <summary>The place of a string; everything after relies on its being UTF-8.</summary>
    public static (int Offset, int Length) Checked(ref AvroInput input)
    {
        var (offset, length) = input.Slice();
        return Utf8.IsValid(input.Bytes.AsSpan(offset, length)) ? (offset, length) : throw new DamagedRowsException("a string of the Avro rows is not UTF-8");
    }
}

/// <summary>A string that stands for something else: JSON, DATETIME, INTERVAL. It has REST's form, and is read as REST's is.</summary>
internal sealed class ReadTextNode(ReadTextNode.Rule rule) : AvroNode
{
    public delegate Value Rule(ReadOnlySpan<byte> text, Scratch texts);

    public override Value Read(ref AvroInput input, Scratch texts)
    {
        var (offset, length) = TextNode.Checked(ref input);
        return rule(input.Bytes.AsSpan(offset, length), texts);
    }
}
