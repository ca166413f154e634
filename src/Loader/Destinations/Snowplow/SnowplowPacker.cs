using System.Buffers;
using Loader.Mappings.Findings;
using Loader.Mappings.Rows;

namespace Loader.Destinations.Snowplow;

/// <summary>
/// Writes an event's parameters as a flat JSON object of texts: what is the same in every row as one copy, then what rows fill. For a
/// collector that is asked by GET the note beside it is the same event as a query string.
/// </summary>
/// <param name="head">The beginning of the object with every constant parameter, its end left open.</param>
/// <param name="parts">What rows fill.</param>
/// <param name="options">The settings.</param>
/// <param name="place">Where the mapping gives the event.</param>
internal sealed class SnowplowPacker(byte[] head, BodyPart[] parts, SnowplowOptions options, Place place) : IPacker
{
    /// <summary>The collector takes a request line of 20,480 bytes at most; what stands around the query string, and proxies before it, need room.</summary>
    private const int LongestQuery = 16_000;

    private readonly ArrayBufferWriter<byte> body = new(8192);
    private readonly ArrayBufferWriter<byte> note = new();
    private readonly QueryString query = new();
    private readonly int longest = Math.Min(options.BytesPerEvent, options.BytesPerRequest - SnowplowProtocol.EnvelopeLength);

    public Packing Pack(ReadOnlySpan<Value> slots, in Value key, ArrayBufferWriter<byte> output, out Packed packed)
    {
        packed = default;
        body.ResetWrittenCount();
        body.Write(head);
        foreach (var part in parts)
        {
            if (part.Write(slots, key, body) is { } broken) return broken;
        }

        body.Write("}"u8);
        if (body.WrittenCount > longest) return TooLarge(body.WrittenCount, longest, "bytes_per_event and bytes_per_request under to.snowplow are the limits");
        note.ResetWrittenCount();
        if (options.Get)
        {
            query.Write(body.WrittenSpan, note);
            if (note.WrittenCount > LongestQuery) return TooLarge(note.WrittenCount, LongestQuery, "send such events with method: post");
            output.Write(body.WrittenSpan);
            output.Write(note.WrittenSpan);
        }
        else
        {
            output.Write(body.WrittenSpan);
        }

        packed = new(0, body.WrittenCount, note.WrittenCount);
        return Packing.Ready.Instance;
    }

    private Packing.Broken TooLarge(int bytes, int limit, string hint) =>
        new(new(SnowplowCodes.TooLarge, FormattableString.Invariant($"the event has {bytes} bytes, and {limit} are taken"), place, hint), SnowplowFields.Type);
}
