using System.Net.Http.Headers;
using Loader.Destinations;

namespace Loader.Tests.Destinations;

/// <summary>Requests as a destination addresses them.</summary>
internal static class Requests
{
    /// <summary>The headers of a request with that note, those of its content included.</summary>
    public static Dictionary<string, string> Headers(IDestination destination, ReadOnlyMemory<byte> note)
    {
        using var request = new HttpRequestMessage { Content = new ByteArrayContent([]) };
        destination.Protocol.Address(request, [note]);
        return Headers(request);
    }

    public static Dictionary<string, string> Headers(HttpRequestMessage request) => request.Headers.NonValidated
        .Concat(request.Content?.Headers.NonValidated ?? default(HttpHeadersNonValidated))
        .ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.Ordinal);
}
