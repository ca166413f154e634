using System.Buffers.Binary;
using System.Numerics;
using System.Text;

namespace Loader.Books.RowBytes;

/// <summary>
/// What the row file says of itself. Written in turns into two slots on different pages, each with a sequence number and a
/// checksum: a cut in the middle of writing one leaves the other, which was true until the newer one was whole.
/// </summary>
/// <param name="Sequence">Counts the writes; the larger valid one holds.</param>
/// <param name="Mark">No row beyond this one has left.</param>
/// <param name="DoubtfulUpTo">Rows up to this one that read "not reached" may have left before a power cut took their marks.</param>
/// <param name="Ended">Whether the run that wrote this finished, everything flushed.</param>
/// <param name="Boot">The <see cref="Files.BootId"/> under which it was written.</param>
internal sealed record RowFileHead(long Sequence, long Mark, long DoubtfulUpTo, bool Ended, string Boot)
{
    public const int SlotBytes = 512;

    /// <summary>Version of the layout of rows and head.</summary>
    public const int Layout = 1;

    private const int BootAt = 48;
    private const int MostBootBytes = 64;
    private const int ReadAt = 128;
    private const int HashAt = 152;
    private const int MostHashBytes = 256;
    private const int ChecksumAt = SlotBytes - sizeof(uint);

    /// <summary>How far the source had been read, where it can tell.</summary>
    public ReadMark? Read { get; init; }

    private static ReadOnlySpan<byte> Magic => "ROWBOOKS"u8;

    /// <summary>Where the slot with an even or odd sequence number stands in the file.</summary>
    public static long SlotOffset(long sequence) => (1 + (sequence & 1)) * 4096;

    public void Write(Span<byte> slot)
    {
        slot.Clear();
        Magic.CopyTo(slot);
        BinaryPrimitives.WriteInt32LittleEndian(slot[8..], Layout);
        BinaryPrimitives.WriteInt64LittleEndian(slot[16..], Sequence);
        BinaryPrimitives.WriteInt64LittleEndian(slot[24..], Mark);
        BinaryPrimitives.WriteInt64LittleEndian(slot[32..], DoubtfulUpTo);
        slot[40] = Ended ? (byte)1 : (byte)0;
        slot[41] = (byte)Encoding.ASCII.GetBytes(Boot.AsSpan(0, Math.Min(Boot.Length, MostBootBytes)), slot[BootAt..]);
        if (Read is { } read && read.Hash.Length <= MostHashBytes)
        {
            BinaryPrimitives.WriteInt64LittleEndian(slot[ReadAt..], read.Bytes);
            BinaryPrimitives.WriteInt64LittleEndian(slot[(ReadAt + 8)..], read.Rows);
            BinaryPrimitives.WriteInt32LittleEndian(slot[(ReadAt + 16)..], Encoding.ASCII.GetBytes(read.Hash, slot[HashAt..]));
        }

        BinaryPrimitives.WriteUInt32LittleEndian(slot[ChecksumAt..], Checksum(slot[..ChecksumAt]));
    }

    /// <summary>The head in a slot, or null when the slot is not whole or of another layout.</summary>
    public static RowFileHead? Parse(ReadOnlySpan<byte> slot) =>
        slot.StartsWith(Magic)
        && BinaryPrimitives.ReadInt32LittleEndian(slot[8..]) == Layout
        && BinaryPrimitives.ReadUInt32LittleEndian(slot[ChecksumAt..]) == Checksum(slot[..ChecksumAt])
            ? new(
                BinaryPrimitives.ReadInt64LittleEndian(slot[16..]),
                BinaryPrimitives.ReadInt64LittleEndian(slot[24..]),
                BinaryPrimitives.ReadInt64LittleEndian(slot[32..]),
                slot[40] == 1,
                Encoding.ASCII.GetString(slot.Slice(BootAt, Math.Min(slot[41], (byte)MostBootBytes))))
            {
                Read = ReadOf(slot),
            }
            : null;

    private static ReadMark? ReadOf(ReadOnlySpan<byte> slot) =>
        BinaryPrimitives.ReadInt32LittleEndian(slot[(ReadAt + 16)..]) is > 0 and <= MostHashBytes and var length
            ? new(
                BinaryPrimitives.ReadInt64LittleEndian(slot[ReadAt..]),
                Encoding.ASCII.GetString(slot.Slice(HashAt, length)),
                BinaryPrimitives.ReadInt64LittleEndian(slot[(ReadAt + 8)..]))
            : null;

    private static uint Checksum(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        for (; bytes.Length > 0; bytes = bytes[sizeof(uint)..]) crc = BitOperations.Crc32C(crc, BinaryPrimitives.ReadUInt32LittleEndian(bytes));
        return ~crc;
    }
}
