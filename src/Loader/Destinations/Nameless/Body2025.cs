using System.Buffers;
using Loader.Mappings.Rows;

namespace Loader.Destinations.Nameless;

/// <summary>
/// The payload of the tag of 2025-09: client and session in the body, page_id inside event_data and short, since the server puts the
/// session in front of it and of event_id.
/// </summary>
internal sealed class Body2025(NamelessOptions options) : IBodyForm
{
    private readonly Value jobId = Value.Of(options.JobId);

    public void Write(CheckedEvent checkedEvent, ReadOnlySpan<Value> slots, ArrayBufferWriter<byte> output)
    {
        var (bound, ids) = (checkedEvent.Bound, checkedEvent.Ids);
        BodyParts.Head(checkedEvent, output);
        BodyParts.Owners(ids, output);
        output.Write(",\"event_id\":\""u8);
        output.Write(ids.Page.Span);
        output.Write("_"u8);
        output.Write(ids.Event.Span);
        output.Write("\",\"event_data\":{\"page_id\":\""u8);
        output.Write(ids.Page.Span);
        output.Write("\","u8);
        BodyParts.EventDataStart(checkedEvent, slots, options, jobId, output);
        BodyParts.Rest(bound.EventData, slots, output, first: false);
        output.Write(",\"user_data\":{"u8);
        BodyParts.Rest(bound.UserData, slots, output);
        output.Write(",\"session_data\":{"u8);
        BodyParts.Rest(bound.SessionData, slots, output);
        BodyParts.Optional(checkedEvent, slots, output);
        output.Write("}"u8);
    }
}
