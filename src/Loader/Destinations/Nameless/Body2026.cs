using System.Buffers;
using Loader.Mappings.Events;
using Loader.Mappings.Rows;

namespace Loader.Destinations.Nameless;

/// <summary>
/// The payload of tags since 2026-01. Client and session travel in cookies; page_id and event_id are short, the server puts the session in
/// front. user_data, session_data and gtm_data are written even when empty: tags before 2026-05-18 fail without an answer when gtm_data
/// is missing.
/// </summary>
internal sealed class Body2026(NamelessOptions options) : IBodyForm
{
    private readonly Value jobId = Value.Of(options.JobId);

    public void Write(CheckedEvent checkedEvent, ReadOnlySpan<Value> slots, ArrayBufferWriter<byte> output)
    {
        var (bound, ids) = (checkedEvent.Bound, checkedEvent.Ids);
        BodyParts.Head(checkedEvent, output);
        output.Write(",\"event_id\":\""u8);
        output.Write(ids.Page.Span);
        output.Write("_"u8);
        output.Write(ids.Event.Span);
        output.Write("\""u8);

        // Without cookies the ids stand nowhere else; the server ignores them, but its logs show them.
        if (!options.Cookies) BodyParts.Owners(ids, output);
        output.Write(",\"page_id\":\""u8);
        output.Write(ids.Page.Span);
        output.Write("\",\"page_date\":"u8);
        BodyParts.Day(checkedEvent.PageDay, output);
        output.Write(",\"page_data\":{\"page_load_timestamp\":"u8);
        Json.Integer(checkedEvent.PageMilliseconds, output);
        BodyParts.Rest(bound.PageData, slots, output, first: false);
        output.Write(",\"event_data\":{"u8);
        BodyParts.EventDataStart(checkedEvent, slots, options, jobId, output);
        BodyParts.Rest(bound.EventData, slots, output, first: false);
        output.Write(",\"user_data\":{"u8);
        BodyParts.Rest(bound.UserData, slots, output);
        output.Write(",\"session_data\":{"u8);
        BodyParts.Rest(bound.SessionData, slots, output);
        output.Write(",\"gtm_data\":{"u8);
        BodyParts.Rest(bound.GtmData, slots, output);
        BodyParts.Optional(checkedEvent, slots, output);
        output.Write("}"u8);
    }
}
