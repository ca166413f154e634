using System.Buffers;
using Loader.Mappings.Rows;

namespace Loader.Destinations.Nameless;

/// <summary>
/// Checks an event, writes its body in the form of the tag's generation, and notes beside it what its request needs: one byte saying
/// whose headers (<see cref="RequestNote"/>), then the value of the Cookie header.
/// </summary>
internal sealed class NamelessPacker(BoundEvent bound, NamelessOptions options, IBodyForm form) : IPacker, IOrderWatch
{
    private readonly CheckedEvent read = new(bound, options);
    private readonly RequestNote note = new(options);
    private readonly ClientOrder order = new();

    public long OutOfOrder => order.OutOfOrder;

    public Packing Pack(ReadOnlySpan<Value> slots, in Value key, ArrayBufferWriter<byte> output, out Packed packed)
    {
        packed = default;
        if (read.Read(slots, key) is { } broken) return broken;
        var lane = LaneKey.Of(read.Ids.Client.Span);
        order.Saw(lane, read.Milliseconds);
        var start = output.WrittenCount;
        form.Write(read, slots, output);
        var end = output.WrittenCount;
        note.Write(read.IsWebsite, read.Ids, output);
        packed = new(lane, end - start, output.WrittenCount - end);
        return Packing.Ready.Instance;
    }
}
