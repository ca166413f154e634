using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Loader.Destinations.Nameless;

/// <summary>
/// Ids of the tag's form, and ids made from other things. Made ids depend on nothing but what goes in: the same row gets the same id
/// in every run. One owner, one thread; making an id allocates nothing.
/// </summary>
internal sealed class NamelessIds(string? secret)
{
    /// <summary>Characters of a client id, and of the own part of session and page ids.</summary>
    public const int Length = 15;

    private static ReadOnlySpan<byte> Alphabet => "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"u8;

    private readonly byte[] key = Encoding.UTF8.GetBytes(secret ?? "loader nameless ids 1");
    private byte[] buffer = new byte[256];

    /// <summary>Whether the text is an id as the tag's cookie check wants it: 15 of A-Z, a-z, 0-9.</summary>
    public static bool IsId(ReadOnlySpan<byte> text) => text.Length == Length && IsAlphanumeric(text);

    public static bool IsAlphanumeric(ReadOnlySpan<byte> text)
    {
        foreach (var character in text)
        {
            if (!char.IsAsciiLetterOrDigit((char)character)) return false;
        }

        return text.Length > 0;
    }

    /// <summary>An id of another system in the tag's form: keyed SHA-256 of the field's name and the id, 15 digits to base 62.</summary>
    public void Map(ReadOnlySpan<byte> field, ReadOnlySpan<byte> original, Span<byte> id)
    {
        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(key, Joined(field, original, default), hash);
        Base62(hash, id[..Length]);
    }

    /// <summary>
    /// The own part of an event's id: from the row's key and the event's name, since one row may become several events.
    /// </summary>
    public void OfRow(ReadOnlySpan<byte> rowKey, ReadOnlySpan<byte> eventName, Span<byte> id)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Joined("event_id"u8, rowKey, eventName), hash);
        Base62(hash, id[..Length]);
    }

    /// <summary>The same as <see cref="OfRow"/> as 16 hexadecimal digits, the form of the original script.</summary>
    public void HexOfRow(ReadOnlySpan<byte> rowKey, ReadOnlySpan<byte> eventName, Span<byte> id)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Joined("event_id"u8, rowKey, eventName), hash);
        Convert.TryToHexStringLower(hash[..8], id, out _);
    }

    /// <summary>62^15 is below 2^90, so of 2^128 values no id is likelier than another by more than one in 2^38.</summary>
    private static void Base62(ReadOnlySpan<byte> hash, Span<byte> id)
    {
        var number = BinaryPrimitives.ReadUInt128BigEndian(hash);
        for (var i = id.Length - 1; i >= 0; i--)
        {
            (number, var digit) = UInt128.DivRem(number, 62);
            id[i] = Alphabet[(int)digit];
        }
    }

    /// <summary>The parts with their lengths between, so that no two different lists of parts join to the same bytes.</summary>
    private ReadOnlySpan<byte> Joined(ReadOnlySpan<byte> label, ReadOnlySpan<byte> first, ReadOnlySpan<byte> second)
    {
        var length = label.Length + first.Length + second.Length + (2 * sizeof(int));
        if (buffer.Length < length) buffer = new byte[length * 2];
        label.CopyTo(buffer);
        var at = label.Length;
        BinaryPrimitives.WriteInt32LittleEndian(buffer.AsSpan(at), first.Length);
        BinaryPrimitives.WriteInt32LittleEndian(buffer.AsSpan(at + sizeof(int)), second.Length);
        at += 2 * sizeof(int);
        first.CopyTo(buffer.AsSpan(at));
        second.CopyTo(buffer.AsSpan(at + first.Length));
        return buffer.AsSpan(0, length);
    }
}
