using System.Buffers.Binary;
using System.Numerics;
using Microsoft.Win32.SafeHandles;

namespace Loader.Books.RowBytes;

/// <summary>
/// A checksum for each block of 65,536 rows, in the heads of the pieces. A block is <i>open</i> (its bytes may change, nothing is checked), <i>closed</i>
/// (its bytes are exactly those of the sum, also on the disk), or <i>doubtful</i> (its bytes were damaged; what became of its rows is not known).
/// </summary>
/// <remarks>
/// Two rules make a sum that does not match mean damage, and nothing else, after whatever end: a block is closed only once its bytes are on the
/// disk; and "open" is on the disk before the first byte of a closed block changes.
/// </remarks>
internal sealed class BlockSums(SafeFileHandle file)
{
    public const int BlocksPerPiece = RowPiece.Rows / RowFile.BlockRows;

    private const int EntriesAt = 16_384;
    private const int EntryBytes = 8;
    private const uint ClosedWord = 0x4D55_5343; // "CSUM"
    private const uint DoubtfulWord = 0x5442_5544; // "DUBT"

    private const byte OpenState = 0;
    private const byte ClosedState = 1;
    private const byte DoubtfulState = 2;

    private byte[] states = [];

    public bool IsClosed(int block) => Volatile.Read(ref Volatile.Read(ref states)[block]) == ClosedState;

    public bool IsOpen(int block) => Volatile.Read(ref Volatile.Read(ref states)[block]) == OpenState;

    public bool IsDoubtful(int block)
    {
        var all = Volatile.Read(ref states);
        return block < all.Length && Volatile.Read(ref all[block]) == DoubtfulState;
    }

    public bool AnyDoubtful => Volatile.Read(ref states).AsSpan().Contains(DoubtfulState);

    /// <summary>Makes room for new pieces, whose blocks are open.</summary>
    public void Grow(int pieces)
    {
        var more = new byte[pieces * BlocksPerPiece];
        states.CopyTo(more, 0);
        Volatile.Write(ref states, more);
    }

    /// <summary>Reads what the file says of a block; the closed one's bytes are compared with its sum.</summary>
    /// <returns>Whether the bytes are damaged.</returns>
    public bool Check(int block, ReadOnlySpan<byte> bytes)
    {
        Span<byte> entry = stackalloc byte[EntryBytes];
        _ = RandomAccess.Read(file, entry, OffsetOf(block));
        var word = BinaryPrimitives.ReadUInt32LittleEndian(entry);
        states[block] = word switch
        {
            ClosedWord => ClosedState,
            DoubtfulWord => DoubtfulState,
            _ => OpenState,
        };
        return word == ClosedWord && BinaryPrimitives.ReadUInt32LittleEndian(entry[sizeof(uint)..]) != Of(bytes);
    }

    /// <summary>The caller flushes, then no byte of the block changes any more without <see cref="Open"/>.</summary>
    public void Close(int block, uint sum)
    {
        Write(block, ClosedWord, sum);
        Set(block, ClosedState);
    }

    /// <summary>Writes down that the bytes may change. Holds once the caller has flushed and said so by <see cref="Opened"/>.</summary>
    public void Open(int block) => Write(block, 0, 0);

    public void Opened(int block) => Set(block, OpenState);

    public void Doubt(int block)
    {
        Write(block, DoubtfulWord, 0);
        Set(block, DoubtfulState);
    }

    /// <summary>CRC-32C.</summary>
    public static uint Of(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        for (; bytes.Length >= sizeof(ulong); bytes = bytes[sizeof(ulong)..]) crc = BitOperations.Crc32C(crc, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
        foreach (var one in bytes) crc = BitOperations.Crc32C(crc, one);
        return ~crc;
    }

    /// <summary>Where the entry of a block stands in the file.</summary>
    public static long OffsetOf(int block) => ((long)(block / BlocksPerPiece) * RowFile.PieceBytes) + EntriesAt + (block % BlocksPerPiece * EntryBytes);

    private void Set(int block, byte state) => Volatile.Write(ref Volatile.Read(ref states)[block], state);

    private void Write(int block, uint word, uint sum)
    {
        Span<byte> entry = stackalloc byte[EntryBytes];
        BinaryPrimitives.WriteUInt32LittleEndian(entry, word);
        BinaryPrimitives.WriteUInt32LittleEndian(entry[sizeof(uint)..], sum);
        RandomAccess.Write(file, entry, OffsetOf(block));
    }
}
