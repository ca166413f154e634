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
        var lane = Lane(read.Ids.Client.Span);
        order.Saw(lane, read.Milliseconds);
        var start = output.WrittenCount;
        form.Write(read, slots, output);
        var end = output.WrittenCount;
        note.Write(read.IsWebsite, read.Ids, output);
        packed = new(lane, end - start, output.WrittenCount - end);
        return Packing.Ready.Instance;
    }

    /// <summary>
    /// FNV-1a of the client's id, mixed once more so that the low bits depend on all of it. 0 is kept for "no lane".
    /// </summary>
    private static ulong Lane(ReadOnlySpan<byte> client)
    {
        var hash = 14_695_981_039_346_656_037UL;
        foreach (var character in client) hash = (hash ^ character) * 1_099_511_628_211UL;
        hash ^= hash >> 32;
        hash *= 0x9E37_79B9_7F4A_7C15UL;
        hash ^= hash >> 29;
        return hash == 0 ? 1 : hash;
    }
}
