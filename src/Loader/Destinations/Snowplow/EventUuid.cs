using System.Security.Cryptography;
using System.Text;

namespace Loader.Destinations.Snowplow;

/// <summary>
/// UUIDs of version 5 (RFC 9562, 5.5): the same name in the same namespace is the same UUID, in any run and any program. One owner, one
/// thread; making one allocates nothing.
/// </summary>
internal sealed class EventUuid
{
    /// <summary>Characters of the canonical form.</summary>
    public const int Length = 36;

    private const int NamespaceLength = 16;

    /// <summary>The URL namespace of RFC 9562, 6.6.</summary>
    private static readonly byte[] Urls = [0x6b, 0xa7, 0xb8, 0x11, 0x9d, 0xad, 0x11, 0xd1, 0x80, 0xb4, 0x00, 0xc0, 0x4f, 0xd4, 0x30, 0xc8];

    private byte[] buffer;

    public EventUuid(ReadOnlySpan<byte> idNamespace)
    {
        buffer = new byte[256];
        idNamespace.CopyTo(buffer);
    }

    /// <summary>
    /// The namespace of a load: the UUIDv5 of <c>loader:NAME</c> in the URL namespace, so that two mappings over the same keys make different ids.
    /// </summary>
    public static byte[] NamespaceOf(string load)
    {
        var text = new byte[Length];
        new EventUuid(Urls).Write(Encoding.UTF8.GetBytes("loader:" + load), text);
        return Guid.Parse(text).ToByteArray(bigEndian: true);
    }

    /// <summary>Whether a text is a UUID in canonical form, any version, any letter case.</summary>
    public static bool IsUuid(ReadOnlySpan<byte> text)
    {
        if (text.Length != Length) return false;
        for (var i = 0; i < Length; i++)
        {
            var fits = i is 8 or 13 or 18 or 23 ? text[i] == '-' : char.IsAsciiHexDigit((char)text[i]);
            if (!fits) return false;
        }

        return true;
    }

    /// <summary>Writes the UUID of a name: 36 characters.</summary>
    public void Write(ReadOnlySpan<byte> name, Span<byte> text)
    {
        var length = NamespaceLength + name.Length;
        if (buffer.Length < length) Array.Resize(ref buffer, length * 2);
        name.CopyTo(buffer.AsSpan(NamespaceLength));
        Span<byte> hash = stackalloc byte[SHA1.HashSizeInBytes];
#pragma warning disable CA5350 // Version 5 is SHA-1 by definition; nothing secret hangs on it.
        SHA1.HashData(buffer.AsSpan(0, length), hash);
#pragma warning restore CA5350
        hash[6] = (byte)((hash[6] & 0x0F) | 0x50);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        new Guid(hash[..NamespaceLength], bigEndian: true).TryFormat(text, out _);
    }
}
