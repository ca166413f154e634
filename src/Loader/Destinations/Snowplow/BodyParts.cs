using System.Buffers;
using Loader.Mappings.Events;
using Loader.Mappings.Findings;
using Loader.Mappings.Rows;

namespace Loader.Destinations.Snowplow;

/// <summary>A piece of an event's body that rows fill: one parameter or a few, each after a comma. Nothing is written for a value that is empty.</summary>
internal abstract class BodyPart
{
    /// <summary>Writes the piece; whoever gets a reason back throws away what was written.</summary>
    public abstract Packing.Broken? Write(ReadOnlySpan<Value> slots, in Value key, ArrayBufferWriter<byte> output);

    /// <summary><c>,"key":</c></summary>
    protected static byte[] Opening(string key)
    {
        var opening = new ArrayBufferWriter<byte>();
        opening.Write(","u8);
        Json.Name(key, opening);
        return opening.WrittenSpan.ToArray();
    }

    protected static bool IsEmpty(in Value value) => value.IsNull || (value.Kind == ValueKind.Text && value.Utf8.IsEmpty);

    protected static Packing.Broken Missing(string field, Place place) =>
        new(new(SnowplowCodes.MissingField, $"{field} is empty", place, "skip or reject such rows, or give a default"), field);
}

/// <summary>One field, one parameter.</summary>
/// <param name="field">The field.</param>
/// <param name="source">Where its value comes from.</param>
/// <param name="required">Whether a row without it fails.</param>
/// <param name="otherwise">What a row without it has, of the destination's settings; null: nothing.</param>
internal sealed class ParameterPart(SnowplowField field, FieldSource source, bool required, Value otherwise = default) : BodyPart
{
    private readonly byte[] opening = Opening(field.Key);

    public override Packing.Broken? Write(ReadOnlySpan<Value> slots, in Value key, ArrayBufferWriter<byte> output)
    {
        var value = source.In(slots);
        if (IsEmpty(value)) value = otherwise;
        if (IsEmpty(value)) return required ? Missing(field.Name, source.Place) : null;
        output.Write(opening);
        return ParameterText.Write(value, field, source.Place, output) is { } wrong ? new(wrong, field.Name) : null;
    }
}

/// <summary>Width and height from two values.</summary>
internal sealed class SizePart(SnowplowField field, FieldSource width, FieldSource height) : BodyPart
{
    private readonly byte[] opening = Opening(field.Key);

    public override Packing.Broken? Write(ReadOnlySpan<Value> slots, in Value key, ArrayBufferWriter<byte> output)
    {
        var (first, second) = (width.In(slots), height.In(slots));
        if (IsEmpty(first) && IsEmpty(second)) return null;
        output.Write(opening);
        return ParameterText.WriteSize(first, second, field, width.Place, output) is { } wrong ? new(wrong, field.Name) : null;
    }
}

/// <summary>
/// The event's times. <c>ttm</c> is what the pipeline derives an event's time from; <c>dtm</c> and <c>stm</c> repeat it unless the mapping says more,
/// since data models drop events that were sent long after they were created.
/// </summary>
internal sealed class TimesPart(FieldSource timestamp, FieldSource created, FieldSource sent, SnowplowOptions options) : BodyPart
{
    private static readonly byte[] True = Opening("ttm");
    private static readonly byte[] Created = Opening("dtm");
    private static readonly byte[] Sent = Opening("stm");

    public override Packing.Broken? Write(ReadOnlySpan<Value> slots, in Value key, ArrayBufferWriter<byte> output)
    {
        var value = timestamp.In(slots);
        if (value.IsNull) return Missing(SnowplowFields.Timestamp, timestamp.Place);
        if (Read(value, SnowplowFields.Timestamp, timestamp, out var time) is { } wrong) return wrong;
        Write(True, time, output);

        var createdTime = time;
        if (created.In(slots) is { IsNull: false } own && Read(own, SnowplowFields.CreatedTimestamp, created, out createdTime) is { } wrongCreated)
        {
            return wrongCreated;
        }

        Write(Created, createdTime, output);

        var sentTime = time;
        if (sent.In(slots) is { IsNull: false } other)
        {
            if (Read(other, SnowplowFields.SentTimestamp, sent, out sentTime) is { } wrongSent) return wrongSent;
        }
        else if (!options.SentAtEventTime)
        {
            return null;
        }

        Write(Sent, sentTime, output);
        return null;
    }

    private Packing.Broken? Read(in Value value, string field, FieldSource source, out long milliseconds) =>
        SnowplowTimes.Milliseconds(value, options.TimestampUnit, field, source.Place, out milliseconds) is { } wrong ? new(wrong, field) : null;

    private static void Write(byte[] opening, long milliseconds, ArrayBufferWriter<byte> output)
    {
        output.Write(opening);
        output.Write("\""u8);
        Json.Integer(milliseconds, output);
        output.Write("\""u8);
    }
}

/// <summary>The event's id: the mapping's own, or the UUIDv5 of the row's key. Comes before parts that use it.</summary>
internal sealed class EventIdPart(FieldSource source, SnowplowOptions options) : BodyPart
{
    private static readonly byte[] Eid = Opening("eid");
    private readonly EventUuid uuid = new(options.IdNamespace);
    private readonly byte[] id = new byte[EventUuid.Length];

    /// <summary>The id of the event that is being written.</summary>
    public Value Current => Value.OfUtf8(id, 0, id.Length);

    public override Packing.Broken? Write(ReadOnlySpan<Value> slots, in Value key, ArrayBufferWriter<byte> output)
    {
        var given = source.In(slots);
        if (IsEmpty(given))
        {
            if (key.Kind != ValueKind.Text || key.Utf8.IsEmpty)
            {
                return new(
                    new(SnowplowCodes.NoKey, "the row has no key, so no event_id can be derived", source.Place, "give the mapping a key: = …"),
                    SnowplowFields.EventId);
            }

            uuid.Write(key.Utf8, id);
        }
        else if (given.Kind == ValueKind.Text && EventUuid.IsUuid(given.Utf8))
        {
            given.Utf8.CopyTo(id);
        }
        else
        {
            return new(
                new(SnowplowCodes.BadValue, $"event_id '{given}' is not a UUID", source.Place, "leave event_id out: it is then derived from the row's key"),
                SnowplowFields.EventId);
        }

        output.Write(Eid);
        Json.Text(id, output);
        return null;
    }
}
