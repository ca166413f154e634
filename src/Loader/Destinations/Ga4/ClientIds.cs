using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using Loader.Mappings.Findings;
using Loader.Mappings.Rows;

namespace Loader.Destinations.Ga4;

/// <summary>
/// Ids of clients: "two positive numbers, joined by a period" (reference of the Measurement Protocol), as the cookie _ga holds them.
/// </summary>
internal static class ClientIds
{
    /// <summary>Room for a mapped id: two numbers of at most ten digits and the point.</summary>
    public const int LongestMapped = 21;

    public static bool IsExact(ReadOnlySpan<byte> id)
    {
        var point = id.IndexOf((byte)'.');
        return point > 0 && IsNumber(id[..point]) && IsNumber(id[(point + 1)..]);
    }

    /// <summary>The same two numbers for the same id, always: the first eight bytes of its SHA-256, read as two numbers from 1 to 2^31.</summary>
    public static int Map(ReadOnlySpan<byte> id, Span<byte> mapped)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(id, hash);
        Utf8Formatter.TryFormat((BinaryPrimitives.ReadUInt32BigEndian(hash) >> 1) + 1, mapped, out var first);
        mapped[first] = (byte)'.';
        Utf8Formatter.TryFormat((BinaryPrimitives.ReadUInt32BigEndian(hash[4..]) >> 1) + 1, mapped[(first + 1)..], out var second);
        return first + 1 + second;
    }

    public static Problem Wrong(in Value id, Place place) => new(
        Ga4Codes.BadClientId,
        $"client_id '{id}' is not two numbers joined by a point",
        place,
        "set client_ids: mapped under to.ga4 to use ids of another system, or client_ids: any to send them as they are");

    private static bool IsNumber(ReadOnlySpan<byte> digits) =>
        !digits.IsEmpty && digits.Length <= 20 && !digits.ContainsAnyExceptInRange((byte)'0', (byte)'9') && digits.ContainsAnyExcept((byte)'0');
}
