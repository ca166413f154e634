using System.Buffers;
using System.Globalization;
using Loader.Books.Records;
using Loader.Destinations;
using Loader.Mappings;
using Loader.Running.Preparing;

namespace Loader.Running.Naming;

/// <summary>What a person looks an uncertain row up by, as it follows from the source and the mapping: line, key and event id. One thread.</summary>
internal sealed class RowNames(Prepared prepared)
{
    private readonly ArrayBufferWriter<byte> bytes = new();

    /// <summary>The same row with its name.</summary>
    /// <param name="row">What is known of it.</param>
    /// <param name="line">The line on which it begins; 0 where there are no lines.</param>
    /// <param name="key">Its key, or that of its group.</param>
    /// <param name="first">The first of its events.</param>
    /// <param name="events">How many it has: which of them left is not known.</param>
    public UncertainRow Of(UncertainRow row, long line, string key, MappedEvent first, int events)
    {
        bytes.ResetWrittenCount();
        var packing = prepared.Packers[first.Entry].Pack(first.Slots, first.Key, bytes, out var packed);
        return row with
        {
            Line = line,
            Key = key,
            EventId = packing is Packing.Ready ? prepared.Destination.EventIdOf(bytes.WrittenSpan[..packed.BodyLength]) : null,
            Reason = events == 1 ? row.Reason : string.Create(CultureInfo.InvariantCulture, $"{row.Reason}; the event is the first of {events}"),
        };
    }
}
