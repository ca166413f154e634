using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Loader.Rehearsal;

/// <summary>
/// 16 bytes that stand for an id, so that millions of ids fit in memory. Ids of at most 15 bytes are kept as they are, longer ones as
/// the first half of their SHA-256; the two kinds cannot meet.
/// </summary>
internal static class Fingerprint
{
    private const int LongestKept = 15;

    /// <summary>What stands for no id at all.</summary>
    public static UInt128 None => UInt128.Zero;

    /// <summary>Stands for the nth event without an id; no id has it, since the last byte of each is its length or 255.</summary>
    public static UInt128 OfNameless(long n) => new(1UL << 63, (ulong)n);

    public static UInt128 Of(ReadOnlySpan<byte> id)
    {
        Span<byte> bytes = stackalloc byte[SHA256.HashSizeInBytes];
        if (id.Length <= LongestKept)
        {
            bytes.Clear();
            id.CopyTo(bytes);
            bytes[LongestKept] = (byte)id.Length;
        }
        else
        {
            SHA256.HashData(id, bytes);
            bytes[LongestKept] = byte.MaxValue;
        }

        return BinaryPrimitives.ReadUInt128LittleEndian(bytes);
    }

    public static UInt128 Of(ReadOnlySpan<char> id)
    {
        const int fits = 256;
        if (id.Length > fits) return Of(Encoding.UTF8.GetBytes(id.ToString()));
        Span<byte> bytes = stackalloc byte[Encoding.UTF8.GetMaxByteCount(fits)];
        return Of(bytes[..Encoding.UTF8.GetBytes(id, bytes)]);
    }

    /// <summary>The id in letters, shortened where somebody sent a novel.</summary>
    public static string Show(ReadOnlySpan<byte> id) => Encoding.UTF8.GetString(id[..Math.Min(id.Length, 200)]);
}
