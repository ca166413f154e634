namespace Loader.Books;

/// <summary>
/// One byte per row, in a file of equal pieces: 64 KiB of head and the bytes of 1,048,576 rows. The first head holds
/// <see cref="RowFileHead"/>; the others are room for checksums of their 16 blocks.
/// </summary>
/// <remarks>
/// One file rather than one per piece: it has a single name to make durable, and one flush covers everything. It grows by writing
/// zeros, never by leaving a hole: a full disk is then an error here and not a fatal signal at a mark.
/// </remarks>
internal sealed class RowFile : IDisposable
{
    /// <summary>How far the mark moves at once; also what a power cut can make uncertain.</summary>
    public const int BlockRows = 65_536;

    private const int HeadBytes = 65_536;
    private const int PieceBytes = HeadBytes + RowPiece.Rows;

    private readonly FileStream file;
    private readonly string boot;
    private readonly Lock moving = new();
    private RowPiece[] pieces = [];
    private RowFileHead head;
    private long mark;

    private RowFile(FileStream file, RowFileHead head, string boot)
    {
        this.file = file;
        this.head = head;
        this.boot = boot;
        mark = head.Mark;
    }

    /// <summary>What the file said when it was opened.</summary>
    public RowFileHead Head => head;

    /// <summary>Whether rows that were let go are missing: the file is shorter than its mark.</summary>
    public bool IsCutShort { get; private set; }

    public IReadOnlyList<RowPiece> Pieces => Volatile.Read(ref pieces);

    /// <summary>Makes an empty file, or opens one; null when neither of its heads can be read.</summary>
    public static RowFile? Open(string path, string boot)
    {
        var opened = PrivateFile.Open(path, FileMode.OpenOrCreate, FileShare.ReadWrite);
        try
        {
            var found = opened.Length == 0 ? new(0, 0, 0, Ended: true, boot) : Newest(opened);
            if (found is null)
            {
                opened.Dispose();
                return null;
            }

            var whole = (int)(opened.Length / PieceBytes);
            var rows = new RowFile(opened, found, boot) { IsCutShort = whole < PiecesFor(found.Mark) };
            rows.Grow(Math.Max(PiecesFor(found.Mark), whole));
            return rows;
        }
        catch
        {
            opened.Dispose();
            throw;
        }
    }

    /// <summary>The byte of a row; rows that the file does not reach are not reached.</summary>
    public byte Read(long row)
    {
        var (piece, index) = Of(row);
        var all = Volatile.Read(ref pieces);
        return piece < all.Length ? all[piece].Read(index) : RowByte.NotReached;
    }

    public void Write(long row, byte value)
    {
        var (piece, index) = Of(row);
        Volatile.Read(ref pieces)[piece].Write(index, value);
    }

    /// <summary>Whether rows up to this one may be marked and may leave.</summary>
    public bool IsReached(long row) => row <= Volatile.Read(ref mark);

    /// <summary>Moves the mark ahead to the end of the row's block. On return it is on the disk.</summary>
    public void Reach(long row)
    {
        lock (moving)
        {
            if (row <= mark) return;
            var next = (row + BlockRows - 1) / BlockRows * BlockRows;
            Grow(PiecesFor(next));
            Flush(next, head.DoubtfulUpTo, ended: false);
        }
    }

    /// <summary>Puts all bytes and a new head on the disk.</summary>
    public void Flush(long newMark, long doubtfulUpTo, bool ended)
    {
        lock (moving)
        {
            foreach (var piece in pieces) piece.Flush();
            var next = new RowFileHead(head.Sequence + 1, newMark, doubtfulUpTo, ended, boot);
            Span<byte> slot = stackalloc byte[RowFileHead.SlotBytes];
            next.Write(slot);
            RandomAccess.Write(file.SafeFileHandle, slot, RowFileHead.SlotOffset(next.Sequence));
            RandomAccess.FlushToDisk(file.SafeFileHandle);
            head = next;
            Volatile.Write(ref mark, newMark);
        }
    }

    public void Dispose()
    {
        foreach (var piece in pieces) piece.Dispose();
        file.Dispose();
    }

    private static (int Piece, int Index) Of(long row)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(row, 1);
        return ((int)((row - 1) / RowPiece.Rows), (int)((row - 1) % RowPiece.Rows));
    }

    private static int PiecesFor(long row) => (int)((row + RowPiece.Rows - 1) / RowPiece.Rows);

    private static RowFileHead? Newest(FileStream file)
    {
        Span<byte> slot = stackalloc byte[RowFileHead.SlotBytes];
        RowFileHead? newest = null;
        for (var turn = 0; turn < 2; turn++)
        {
            slot.Clear();
            _ = RandomAccess.Read(file.SafeFileHandle, slot, RowFileHead.SlotOffset(turn));
            if (RowFileHead.Read(slot) is { } found && found.Sequence >= (newest?.Sequence ?? 0)) newest = found;
        }

        return newest;
    }

    private void Grow(int count)
    {
        if (count <= pieces.Length) return;
        var length = RandomAccess.GetLength(file.SafeFileHandle);
        var wanted = (long)count * PieceBytes;
        var zeros = new byte[HeadBytes];
        for (; length < wanted; length += Math.Min(zeros.Length, wanted - length))
            RandomAccess.Write(file.SafeFileHandle, zeros.AsSpan(0, (int)Math.Min(zeros.Length, wanted - length)), length);

        var more = new RowPiece[count];
        pieces.CopyTo(more, 0);
        for (var i = pieces.Length; i < count; i++) more[i] = new(file.SafeFileHandle, ((long)i * PieceBytes) + HeadBytes);
        Volatile.Write(ref pieces, more);
    }
}
