using System.Buffers.Binary;
using System.Net.Http.Headers;

namespace Loader.Sources.BigQuery.Storage.Grpc;

/// <summary>
/// The length-prefixed message of a request body: one byte 0 (not compressed), four bytes of length, the message (grpc/doc/PROTOCOL-HTTP2.md).
/// </summary>
internal static class GrpcFrame
{
    public const int HeadBytes = 5;

    public static HttpContent Of(ReadOnlyMemory<byte> message)
    {
        var framed = new byte[HeadBytes + message.Length];
        BinaryPrimitives.WriteInt32BigEndian(framed.AsSpan(1), message.Length);
        message.CopyTo(framed.AsMemory(HeadBytes));
        var content = new ByteArrayContent(framed);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/grpc");
        return content;
    }
}
