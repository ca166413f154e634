using System.Buffers;

namespace Loader.Sources.BigQuery.Storage.Grpc;

/// <summary>
/// The bytes of one message, in borrowed memory that goes back when the last of its holders has let go. Whoever makes one holds it; slices of it are good
/// as long as somebody does.
/// </summary>
internal sealed class MessageBuffer(int length) : IDisposable
{
    private byte[]? bytes = ArrayPool<byte>.Shared.Rent(length);
    private int holders = 1;

    public int Length => length;

    public byte[] Bytes => bytes ?? throw new ObjectDisposedException(nameof(MessageBuffer));

    public ReadOnlySpan<byte> Span => Bytes.AsSpan(0, length);

    /// <summary>One holder more, who lets go by disposing it.</summary>
    public MessageBuffer Hold()
    {
        Interlocked.Increment(ref holders);
        return this;
    }

    /// <summary>One holder less.</summary>
    public void Dispose()
    {
        if (Interlocked.Decrement(ref holders) != 0) return;
        ArrayPool<byte>.Shared.Return(bytes!);
        bytes = null;
    }
}
