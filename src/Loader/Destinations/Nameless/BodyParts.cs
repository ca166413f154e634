using System.Buffers;
using Loader.Mappings.Events;
using Loader.Mappings.Rows;

namespace Loader.Destinations.Nameless;

/// <summary>Pieces of the payload that every generation of the tag shares.</summary>
internal static class BodyParts
{
    /// <summary><c>"2026-03-01"</c>, with its quotes.</summary>
    public static void Day(int day, ArrayBufferWriter<byte> output)
    {
        output.Write("\""u8);
        Json.Day(day, output);
        output.Write("\""u8);
    }

    /// <summary>The opening brace and what every payload of a tag begins with.</summary>
    public static void Head(CheckedEvent read, ArrayBufferWriter<byte> output)
    {
        output.Write("{\"event_name\":"u8);
        Json.Text(read.Name.Utf8, output);
        output.Write(",\"event_origin\":"u8);
        Json.Text(read.Origin.Utf8, output);
        output.Write(",\"event_date\":"u8);
        Day(read.Day, output);
        output.Write(",\"event_timestamp\":"u8);
        Json.Integer(read.Milliseconds, output);
    }

    /// <summary>Whose event it is, in the long form of the session.</summary>
    public static void Owners(EventIds ids, ArrayBufferWriter<byte> output)
    {
        output.Write(",\"client_id\":\""u8);
        output.Write(ids.Client.Span);
        output.Write("\",\"session_id\":\""u8);
        output.Write(ids.Client.Span);
        output.Write("_"u8);
        output.Write(ids.Session.Span);
        output.Write("\""u8);
    }

    /// <summary>The members after <c>{</c>, and the closing brace.</summary>
    public static void Rest(EventPart part, ReadOnlySpan<Value> slots, ArrayBufferWriter<byte> output, bool first = true)
    {
        part.Write(slots, output, ref first);
        output.Write("}"u8);
    }

    /// <summary>
    /// event_type and job_id as the row has them or by default, and the ids that were mapped. At least two members, since an empty
    /// event_data counts as missing.
    /// </summary>
    public static void EventDataStart(CheckedEvent read, ReadOnlySpan<Value> slots, NamelessOptions options, in Value jobId, ArrayBufferWriter<byte> output)
    {
        var type = read.Bound.EventData.Taken(PartRules.EventType, slots);
        output.Write("\"event_type\":"u8);
        if (!type.IsNull) Json.Write(type, output);
        else output.Write(read.Name.Utf8.SequenceEqual(EventNames.PageView) ? "\"page_view\""u8 : "\"event\""u8);
        var job = read.Bound.EventData.Taken(PartRules.JobId, slots);
        output.Write(",\"job_id\":"u8);
        Json.Write(job.IsNull ? jobId : job, output);
        if (!options.KeepOriginalIds) return;
        Original(",\"original_client_id\":"u8, read.Ids.OriginalClient, output);
        Original(",\"original_session_id\":"u8, read.Ids.OriginalSession, output);
        Original(",\"original_page_id\":"u8, read.Ids.OriginalPage, output);
        Original(",\"original_event_id\":"u8, read.Ids.OriginalEvent, output);
    }

    /// <summary>consent_data unless it would be empty (which loses the row), ecommerce and datalayer where there are any.</summary>
    public static void Optional(CheckedEvent read, ReadOnlySpan<Value> slots, ArrayBufferWriter<byte> output)
    {
        var bound = read.Bound;
        if (!bound.ConsentData.IsEmpty(slots))
        {
            output.Write(",\"consent_data\":{"u8);
            Rest(bound.ConsentData, slots, output);
        }

        if (bound.Ecommerce is { } ecommerce && !ecommerce.IsEmpty(slots))
        {
            output.Write(",\"ecommerce\":{"u8);
            Rest(ecommerce, slots, output);
        }

        var whole = bound.DatalayerWhole.In(slots);
        if (bound.Datalayer is null && whole.IsNull) return;
        output.Write(",\"datalayer\":"u8);
        if (bound.Datalayer is { } datalayer) datalayer.Write(slots, output);
        else Json.Write(whole, output);
    }

    private static void Original(ReadOnlySpan<byte> name, in Value id, ArrayBufferWriter<byte> output)
    {
        if (id.IsNull) return;
        output.Write(name);
        Json.Write(id, output);
    }
}
