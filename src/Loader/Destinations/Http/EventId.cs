using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using Loader.Mappings.Rows;

namespace Loader.Destinations.Http;

/// <summary>The id of an event that brings none: a UUID of version 5 (RFC 9562) from the mapping's name and the row's key.</summary>
internal sealed class EventId(string load)
{
    private const int Length = 36;

    /// <summary>The namespace of these ids: the UUID of version 5 of <c>loader/event</c> under the namespace for URLs.</summary>
    private static readonly byte[] Space = Convert.FromHexString("046dcf713e795b93813d5073a5a087ee");

    private readonly byte[] prefix = [.. Space, .. Encoding.UTF8.GetBytes(load), 0];
    private readonly byte[] text = new byte[Length];
    private byte[] input = new byte[256];

    /// <summary>The id of a row's event. Good until the next call.</summary>
    [SuppressMessage("Security", "CA5350", Justification = "RFC 9562 says SHA-1.")]
    public Value Of(ReadOnlySpan<byte> key)
    {
        if (input.Length < prefix.Length + key.Length) input = new byte[(prefix.Length + key.Length) * 2];
        prefix.CopyTo(input, 0);
        key.CopyTo(input.AsSpan(prefix.Length));
        Span<byte> hash = stackalloc byte[SHA1.HashSizeInBytes];
        SHA1.HashData(input.AsSpan(0, prefix.Length + key.Length), hash);
        hash[6] = (byte)((hash[6] & 0x0F) | 0x50);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        new Guid(hash[..16], bigEndian: true).TryFormat(text, out _, "D");
        return Value.OfUtf8(text, 0, Length);
    }
}
