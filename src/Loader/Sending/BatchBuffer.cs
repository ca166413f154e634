using System.Buffers;

namespace Loader.Sending;

/// <summary>A worker's one buffer: the body of the request it is sending, written once and read again by each attempt.</summary>
internal sealed class BatchBuffer(Framing framing) : IDisposable
{
    private byte[] buffer = [];

    public ReadOnlyMemory<byte> Body { get; private set; }

    /// <param name="events">The events' bodies.</param>
    /// <param name="opening">What stands before everything else; empty for most framings.</param>
    public void Write(ReadOnlySpan<ReadOnlyMemory<byte>> events, ReadOnlySpan<byte> opening = default)
    {
        var length = LengthOf(events) + opening.Length;
        if (buffer.Length < length)
        {
            Dispose();
            buffer = ArrayPool<byte>.Shared.Rent(length);
        }

        var at = Append(framing.Before, Append(opening, 0));
        for (var i = 0; i < events.Length; i++)
        {
            if (i > 0) at = Append(framing.Between, at);
            at = Append(events[i].Span, at);
        }

        Body = buffer.AsMemory(0, Append(framing.After, at));
    }

    public void Dispose()
    {
        if (buffer.Length > 0) ArrayPool<byte>.Shared.Return(buffer);
        buffer = [];
        Body = default;
    }

    private int LengthOf(ReadOnlySpan<ReadOnlyMemory<byte>> events)
    {
        var length = framing.Before.Length + framing.After.Length + (framing.Between.Length * Math.Max(0, events.Length - 1));
        foreach (ref readonly var one in events) length = checked(length + one.Length);
        return length;
    }

    private int Append(ReadOnlySpan<byte> bytes, int at)
    {
        bytes.CopyTo(buffer.AsSpan(at));
        return at + bytes.Length;
    }
}
