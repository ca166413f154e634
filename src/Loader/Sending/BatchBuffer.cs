using System.Buffers;

namespace Loader.Sending;

/// <summary>A worker's one buffer: the body of the request it is sending, written once and read again by each attempt.</summary>
internal sealed class BatchBuffer(Framing framing) : IDisposable
{
    private readonly ArrayBufferWriter<byte> around = new();
    private byte[] buffer = [];

    public ReadOnlyMemory<byte> Body { get; private set; }

    /// <summary>Bytes of the body as they are counted before it is written; its own length where nothing around the events is computed.</summary>
    public long Measured { get; private set; }

    /// <summary>Why there is no body: what stands around these events cannot be computed. Null when there is one.</summary>
    public string? Trouble { get; private set; }

    /// <param name="events">The events' bodies.</param>
    /// <param name="opening">What stands before everything else; empty for most framings.</param>
    public void Write(ReadOnlySpan<ReadOnlyMemory<byte>> events, ReadOnlySpan<byte> opening = default)
    {
        ReadOnlySpan<byte> before = framing.Before, after = framing.After;
        var inside = LengthOf(events) + opening.Length;
        Measured = (long)inside + before.Length + after.Length;
        if (framing.Envelope is { } envelope)
        {
            around.ResetWrittenCount();
            Trouble = envelope.Write(events, around, out var cut);
            if (Trouble is not null) return;
            before = around.WrittenSpan[..cut];
            after = around.WrittenSpan[cut..];
        }

        var length = inside + before.Length + after.Length;
        if (buffer.Length < length)
        {
            Dispose();
            buffer = ArrayPool<byte>.Shared.Rent(length);
        }

        var at = Append(before, Append(opening, 0));
        for (var i = 0; i < events.Length; i++)
        {
            if (i > 0) at = Append(framing.Between, at);
            at = Append(events[i].Span, at);
        }

        Body = buffer.AsMemory(0, Append(after, at));
    }

    public void Dispose()
    {
        if (buffer.Length > 0) ArrayPool<byte>.Shared.Return(buffer);
        buffer = [];
        Body = default;
    }

    private int LengthOf(ReadOnlySpan<ReadOnlyMemory<byte>> events)
    {
        var length = framing.Between.Length * Math.Max(0, events.Length - 1);
        foreach (ref readonly var one in events) length = checked(length + one.Length);
        return length;
    }

    private int Append(ReadOnlySpan<byte> bytes, int at)
    {
        bytes.CopyTo(buffer.AsSpan(at));
        return at + bytes.Length;
    }
}
