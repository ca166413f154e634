using System.IO.Compression;
using System.Net;
using Loader.Sending;

namespace Loader.Destinations.Http;

/// <summary>
/// Sends a compressed request again as it was before, where the answer says that such bodies are not read: 415 (RFC 9110, 15.5.16), with some 406. Either
/// says that nothing of it was accepted. When that helped, no later request is compressed.
/// </summary>
internal sealed class UncompressedHandler(HttpMessageHandler connections, Action helped) : DelegatingHandler(connections)
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = await base.SendAsync(request, cancellationToken);
        if (!IsNotRead(response) || request.Content is not BodyContent content || content.Headers.ContentEncoding.Count == 0) return response;
        content.Replace(await PlainAsync(content.Bytes, cancellationToken));
        content.Headers.ContentEncoding.Clear();
        response.Dispose();
        var again = await base.SendAsync(request, cancellationToken);
        if (!IsNotRead(again)) helped();
        return again;
    }

    private static bool IsNotRead(HttpResponseMessage response) => response.StatusCode is HttpStatusCode.UnsupportedMediaType or HttpStatusCode.NotAcceptable;

    private static async Task<byte[]> PlainAsync(ReadOnlyMemory<byte> compressed, CancellationToken stop)
    {
        using var plain = new MemoryStream();
        await using var gzip = new GZipStream(new MemoryStream(compressed.ToArray()), CompressionMode.Decompress);
        await gzip.CopyToAsync(plain, stop);
        return plain.ToArray();
    }
}
