using System.IO.Compression;

namespace Loader.Sending;

/// <summary>
/// Undoes the <c>Content-Encoding</c> of an answer. Nobody asks for one, but some gateways compress all the same, and a row must not
/// become uncertain for that.
/// </summary>
internal static class AnswerCoding
{
    /// <summary>The stream that undoes a coding; null when it is not known.</summary>
    /// <param name="coding">The header's value; several codings in a row are none that is known.</param>
    /// <param name="coded">The answer's bytes.</param>
    public static Stream? Open(string coding, MemoryStream coded) => coding.Trim().ToLowerInvariant() switch
    {
        "gzip" or "x-gzip" => new GZipStream(coded, CompressionMode.Decompress),
        "br" => new BrotliStream(coded, CompressionMode.Decompress),

        // RFC 9110, 8.4.1.2: "deflate" means the zlib format, but some send the bare stream.
        "deflate" => IsZlib(coded) ? new ZLibStream(coded, CompressionMode.Decompress) : new DeflateStream(coded, CompressionMode.Decompress),
        _ => null,
    };

    private static bool IsZlib(MemoryStream coded)
    {
        var (first, second) = (coded.ReadByte(), coded.ReadByte());
        coded.Position = 0;
        return (first & 0x0F) == 8 && second >= 0 && ((first << 8) | second) % 31 == 0;
    }
}
