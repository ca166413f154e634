using System.Buffers;
using Loader.Mappings.Events;
using Loader.Mappings.Rows;

namespace Loader.Destinations.Nameless;

/// <summary>
/// The payload of the original streaming script, field for field and in its order. Ids are written as they are, of whatever
/// length. No published tag accepts it unchanged.
/// </summary>
internal sealed class BodySeed(NamelessOptions options) : IBodyForm
{
    private readonly Value jobId = Value.Of(options.JobId);
    private readonly ArrayBufferWriter<byte> joined = new();

    public void Write(CheckedEvent checkedEvent, ReadOnlySpan<Value> slots, ArrayBufferWriter<byte> output)
    {
        var (bound, ids) = (checkedEvent.Bound, checkedEvent.Ids);
        output.Write("{\"event_date\":"u8);
        BodyParts.Day(checkedEvent.Day, output);
        output.Write(",\"event_datetime\":"u8);
        DateTime(checkedEvent, output);
        output.Write(",\"event_timestamp\":"u8);
        Json.Integer(checkedEvent.Milliseconds, output);
        output.Write(",\"processing_event_timestamp\":null,\"event_origin\":"u8);
        Json.Text(checkedEvent.Origin.Utf8, output);
        output.Write(",\"job_id\":"u8);
        Json.Write(jobId, output);
        output.Write(",\"client_id\":"u8);
        Json.Text(ids.Client.Span, output);
        output.Write(",\"session_id\":"u8);
        Joined(ids.Client.Span, ids.Session.Span, output);
        output.Write(",\"event_name\":"u8);
        Json.Text(checkedEvent.Name.Utf8, output);
        output.Write(",\"event_id\":"u8);
        Joined(ids.Page.Span, ids.Event.Span, output);
        output.Write(",\"event_data\":{\"page_id\":"u8);
        Json.Text(ids.Page.Span, output);
        Taken(PartRules.EventType, ",\"event_type\":"u8, bound, slots, output);
        Taken(PartRules.JobId, ",\"job_id\":"u8, bound, slots, output);
        BodyParts.Rest(bound.EventData, slots, output, first: false);
        output.Write(",\"user_data\":{"u8);
        BodyParts.Rest(bound.UserData, slots, output);
        output.Write(",\"session_data\":{"u8);
        BodyParts.Rest(bound.SessionData, slots, output);
        BodyParts.Optional(checkedEvent, slots, output);
        output.Write("}"u8);
    }

    /// <summary>UTC without a zone, always with six digits of fraction: <c>yyyy-MM-ddTHH:mm:ss.ffffff</c>.</summary>
    private static void DateTime(CheckedEvent read, ArrayBufferWriter<byte> output)
    {
        var secondOfDay = (int)(read.Milliseconds / 1000 % 86_400);
        var microseconds = read.Time.Kind == ValueKind.Time ? read.Time.Nanoseconds / 1000 : (int)(read.Milliseconds % 1000) * 1000;
        output.Write("\""u8);
        Json.Day(read.Day, output);
        output.Write("T"u8);
        Json.TimeOfDay(secondOfDay, 0, output);
        var fraction = output.GetSpan(8);
        fraction[0] = (byte)'.';
        for (var i = 6; i > 0; i--)
        {
            fraction[i] = (byte)('0' + (microseconds % 10));
            microseconds /= 10;
        }

        fraction[7] = (byte)'"';
        output.Advance(8);
    }

    /// <summary>A member that the script does not write by itself; only where the mapping gives it.</summary>
    private static void Taken(int index, ReadOnlySpan<byte> name, BoundEvent bound, ReadOnlySpan<Value> slots, ArrayBufferWriter<byte> output)
    {
        var value = bound.EventData.Taken(index, slots);
        if (value.IsNull) return;
        output.Write(name);
        Json.Write(value, output);
    }

    private void Joined(ReadOnlySpan<byte> owner, ReadOnlySpan<byte> own, ArrayBufferWriter<byte> output)
    {
        joined.ResetWrittenCount();
        joined.Write(owner);
        joined.Write("_"u8);
        joined.Write(own);
        Json.Text(joined.WrittenSpan, output);
    }
}
