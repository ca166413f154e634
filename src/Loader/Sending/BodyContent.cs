using System.Net;

namespace Loader.Sending;

/// <summary>A request's body over the worker's buffer, of known length. Remembers whether it has begun to leave.</summary>
internal sealed class BodyContent(ReadOnlyMemory<byte> body) : HttpContent
{
    /// <summary>The bytes that leave.</summary>
    public ReadOnlyMemory<byte> Bytes { get; private set; } = body;

    /// <summary>Whether the body has been handed to a connection in this attempt. Before that nobody can have accepted the request.</summary>
    public bool HasLeft { get; private set; }

    public void BeginAttempt() => HasLeft = false;

    /// <summary>Other bytes for the same events, from here on. None of them has left.</summary>
    public void Replace(ReadOnlyMemory<byte> other)
    {
        Bytes = other;
        Headers.Remove("Content-Length"); // kept from the attempt before
        HasLeft = false;
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        // The handler may move a request to another connection by itself. Once the body has left, that decision is not its own.
        if (HasLeft) throw new IOException("The connection closed before an answer came.");
        HasLeft = true;
        return stream.WriteAsync(Bytes, cancellationToken).AsTask();
    }

    protected override bool TryComputeLength(out long length)
    {
        length = Bytes.Length;
        return true;
    }
}
