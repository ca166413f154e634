using System.Buffers.Binary;
using System.Numerics;

namespace Loader.Parquet.Compression.Zstd;

/// <summary>XXH64 with seed 0, the checksum of Zstandard frames (xxhash_spec.md).</summary>
internal static class XxHash64
{
    private const ulong Prime1 = 0x9E3779B185EBCA87;
    private const ulong Prime2 = 0xC2B2AE3D27D4EB4F;
    private const ulong Prime3 = 0x165667B19E3779F9;
    private const ulong Prime4 = 0x85EBCA77C2B2AE63;
    private const ulong Prime5 = 0x27D4EB2F165667C5;

    /// <summary>Content goes through the lanes in pieces of this size; the rest is added at the end.</summary>
    public const int StripeBytes = 32;

    public static ulong Of(ReadOnlySpan<byte> bytes) => End(Lanes.Start.After(bytes), (ulong)bytes.Length, bytes[(bytes.Length & ~(StripeBytes - 1))..]);

    /// <summary>The hash of content of some length whose whole stripes went through the lanes and whose rest is <paramref name="bytes"/>.</summary>
    public static ulong End(in Lanes lanes, ulong length, ReadOnlySpan<byte> bytes)
    {
        unchecked
        {
            var hash = (length >= StripeBytes ? lanes.Merged() : Prime5) + length;
            for (; bytes.Length >= 8; bytes = bytes[8..])
            {
                hash ^= Round(0, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
                hash = (BitOperations.RotateLeft(hash, 27) * Prime1) + Prime4;
            }

            if (bytes.Length >= 4)
            {
                hash ^= BinaryPrimitives.ReadUInt32LittleEndian(bytes) * Prime1;
                hash = (BitOperations.RotateLeft(hash, 23) * Prime2) + Prime3;
                bytes = bytes[4..];
            }

            foreach (var b in bytes) hash = BitOperations.RotateLeft(hash ^ (b * Prime5), 11) * Prime1;
            hash = (hash ^ (hash >> 33)) * Prime2;
            hash = (hash ^ (hash >> 29)) * Prime3;
            return hash ^ (hash >> 32);
        }
    }

    private static ulong Round(ulong lane, ulong input) =>
        unchecked(BitOperations.RotateLeft(lane + (input * Prime2), 31) * Prime1);

    private static ulong Merge(ulong hash, ulong lane) => unchecked(((hash ^ Round(0, lane)) * Prime1) + Prime4);

    /// <summary>The four sums that stripes are added to.</summary>
    internal readonly record struct Lanes(ulong A, ulong B, ulong C, ulong D)
    {
        public static readonly Lanes Start = unchecked(new(Prime1 + Prime2, Prime2, 0, 0 - Prime1));

        /// <summary>The sums after all whole stripes of some bytes.</summary>
        public Lanes After(ReadOnlySpan<byte> bytes)
        {
            var (a, b, c, d) = (A, B, C, D);
            for (; bytes.Length >= StripeBytes; bytes = bytes[StripeBytes..])
            {
                a = Round(a, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
                b = Round(b, BinaryPrimitives.ReadUInt64LittleEndian(bytes[8..]));
                c = Round(c, BinaryPrimitives.ReadUInt64LittleEndian(bytes[16..]));
                d = Round(d, BinaryPrimitives.ReadUInt64LittleEndian(bytes[24..]));
            }

            return new(a, b, c, d);
        }

        public ulong Merged()
        {
            var hash = unchecked(
                BitOperations.RotateLeft(A, 1) + BitOperations.RotateLeft(B, 7) + BitOperations.RotateLeft(C, 12) + BitOperations.RotateLeft(D, 18));
            return Merge(Merge(Merge(Merge(hash, A), B), C), D);
        }
    }
}
