using Loader.Sources.BigQuery.Storage.Grpc;

namespace Loader.Tests.Sources.BigQuery.Emulator.Storage;

/// <summary>What goes wrong with one call.</summary>
internal abstract record ReadFault
{
    private ReadFault()
    {
    }

    /// <summary>After so many messages the call ends with a status: without any in the headers ("trailers-only"), else in the trailers.</summary>
    public sealed record Status(GrpcCode Code, string Message, int AfterMessages = 0, TimeSpan? RetryAfter = null) : ReadFault;

    /// <summary>After so many bytes of the body the connection is closed.</summary>
    public sealed record Cut(int AfterBytes) : ReadFault;

    /// <summary>After so many bytes of the body the stream is reset, with an error code of HTTP/2 (RFC 9113, 7).</summary>
    public sealed record Reset(int AfterBytes, int ErrorCode) : ReadFault;

    /// <summary>After so many bytes the server says that it goes away, and resets the stream without an error.</summary>
    public sealed record GoAway(int AfterBytes) : ReadFault;

    /// <summary>The body ends in order, and no status comes.</summary>
    public sealed record NoStatus(int AfterMessages) : ReadFault;

    /// <summary>A proxy answers with a web page.</summary>
    public sealed record WebPage(int HttpStatus) : ReadFault;

    /// <summary>Bytes of the body are changed on their way.</summary>
    public sealed record Damage(Func<byte[], byte[]> Change) : ReadFault;
}
