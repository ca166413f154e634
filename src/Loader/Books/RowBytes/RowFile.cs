using System.Diagnostics.CodeAnalysis;
using System.IO.MemoryMappedFiles;
using Loader.Books.Files;

namespace Loader.Books.RowBytes;

/// <summary>
/// One byte per row, in a file of equal pieces: 64 KiB of head and the bytes of 1,048,576 rows. Each head has the <see cref="BlockSums"/> of its piece; the
/// first one also holds <see cref="RowFileHead"/>.
/// </summary>
/// <remarks>
/// One file rather than one per piece: it has a single name to make durable, and one flush covers everything. It grows by writing
/// zeros, never by leaving a hole: a full disk is then an error here and not a fatal signal at a mark.
/// </remarks>
internal sealed class RowFile : IDisposable
{
    /// <summary>How far the mark moves at once; also what a power cut can make uncertain.</summary>
    public const int BlockRows = 65_536;

    public const int PieceBytes = HeadBytes + RowPiece.Rows;

    private const int HeadBytes = 65_536;

    private readonly FileStream file;
    private readonly BlockSums sums;
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
        sums = new(file.SafeFileHandle);
        mark = head.Mark;
    }

    /// <summary>What the file said when it was opened, or last.</summary>
    public RowFileHead Head => head;

    /// <summary>Whether rows that were let go are missing: the file is shorter than its mark.</summary>
    public bool IsCutShort { get; private set; }

    /// <summary>The blocks (from 0) whose bytes were not those of their sum when the file was opened.</summary>
    public IReadOnlyList<int> Damaged { get; private set; } = [];

    /// <summary>How far the source has been read; what is written down with the next flush.</summary>
    public ReadMark? ReadSoFar { get; set; }

    public IReadOnlyList<RowPiece> Pieces => Volatile.Read(ref pieces);

    /// <summary>Makes an empty file, or opens one; null when neither of its heads can be read.</summary>
    public static RowFile? Open(string path, string boot) =>
        Opened(PrivateFile.Open(path, FileMode.OpenOrCreate, FileShare.ReadWrite), boot, static (rows, found) =>
        {
            var whole = (int)(rows.file.Length / PieceBytes);
            rows.IsCutShort = whole < PiecesFor(found.Mark);
            rows.Grow(Math.Max(PiecesFor(found.Mark), whole));
        });

    /// <summary>Opens a file to look at, also while a run writes it; null when it cannot be read. Changes nothing.</summary>
    public static RowFile? OpenToRead(string path) =>
        Opened(new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete), BootId.Unknown, static (rows, _) =>
            rows.Map((int)(rows.file.Length / PieceBytes), MemoryMappedFileAccess.Read));

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
        var block = BlockOf(row);
        if (sums.IsClosed(block)) Reopen([block]);
        Volatile.Read(ref pieces)[piece].Write(index, value);
    }

    /// <summary>Whether rows up to this one may be marked and may leave.</summary>
    public bool IsReached(long row) => row <= Volatile.Read(ref mark);

    /// <summary>Whether the row's block was damaged: what became of the row is not known unless its byte says so.</summary>
    public bool IsDoubtful(long row) => sums.IsDoubtful(BlockOf(row));

    public bool AnyDoubtful => sums.AnyDoubtful;

    /// <summary>Moves the mark ahead to the end of the row's block. On return it is on the disk.</summary>
    public void Reach(long row)
    {
        lock (moving)
        {
            if (row <= mark) return;
            var next = (row + BlockRows - 1) / BlockRows * BlockRows;
            Disk(() => Grow(PiecesFor(next)));
            Flush(next, head.DoubtfulUpTo, ended: false);
        }
    }

    /// <summary>Lets the bytes of blocks change, all with one flush.</summary>
    public void Reopen(IEnumerable<int> blocks)
    {
        lock (moving)
        {
            var closed = blocks.Where(sums.IsClosed).ToList();
            if (closed.Count == 0) return;
            Disk(() =>
            {
                closed.ForEach(sums.Open);
                RandomAccess.FlushToDisk(file.SafeFileHandle);
            });
            closed.ForEach(sums.Opened);
        }
    }

    /// <summary>Puts all bytes and a new head on the disk. Nobody marks rows when <paramref name="ended"/>.</summary>
    public void Flush(long newMark, long doubtfulUpTo, bool ended)
    {
        lock (moving)
        {
            // (1) What the sums of finished blocks are, (2) their bytes on the disk, (3) only then sums and head, (4) those on the disk too.
            var finished = Finished(ended);
            Disk(() =>
            {
                foreach (var piece in pieces) piece.Flush();
                foreach (var (block, sum) in finished) sums.Close(block, sum);
                var opened = BlocksBehind(head.Mark, newMark);
                opened.ForEach(sums.Open);
                WriteHead(new(head.Sequence + 1, newMark, doubtfulUpTo, ended, boot) { Read = ReadSoFar });
                RandomAccess.FlushToDisk(file.SafeFileHandle);
                opened.ForEach(sums.Opened);
            });
            Volatile.Write(ref mark, newMark);
        }
    }

    /// <summary>Forgets what a damaged block says: its rows are in doubt from here on.</summary>
    public void Doubt(int block)
    {
        lock (moving)
        {
            // The bytes first: until the block is called doubtful its old sum finds them damaged again.
            var piece = pieces[block / BlockSums.BlocksPerPiece];
            var first = block % BlockSums.BlocksPerPiece * BlockRows;
            for (var index = first; index < first + BlockRows; index++) piece.Write(index, RowByte.NotReached);
            piece.Flush();
            Disk(() => sums.Doubt(block));
        }
    }

    /// <summary>Nothing is in doubt any more: every row of the source has been met.</summary>
    public void EndDoubt()
    {
        lock (moving)
        {
            for (var block = 0; block < pieces.Length * BlockSums.BlocksPerPiece; block++)
                if (sums.IsDoubtful(block)) sums.Opened(block);
        }
    }

    public void Dispose()
    {
        foreach (var piece in pieces) piece.Dispose();
        file.Dispose();
    }

    /// <summary>From 0.</summary>
    public static int BlockOf(long row) => (int)((row - 1) / BlockRows);

    /// <summary>The rows of a block.</summary>
    public static IEnumerable<long> RowsOf(int block) => Enumerable.Range(1, BlockRows).Select(row => ((long)block * BlockRows) + row);

    private static (int Piece, int Index) Of(long row)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(row, 1);
        return ((int)((row - 1) / RowPiece.Rows), (int)((row - 1) % RowPiece.Rows));
    }

    private static int PiecesFor(long row) => (int)((row + RowPiece.Rows - 1) / RowPiece.Rows);

    [SuppressMessage("Reliability", "CA2000", Justification = "The caller disposes it.")]
    private static RowFile? Opened(FileStream opened, string boot, Action<RowFile, RowFileHead> map)
    {
        RowFile? rows = null;
        try
        {
            var found = opened.Length == 0 ? new(0, 0, 0, Ended: true, boot) : Newest(opened);
            if (found is not null)
            {
                rows = new(opened, found, boot) { ReadSoFar = found.Read };
                map(rows, found);
                rows.Damaged = rows.Check();
                return rows;
            }
        }
        catch
        {
            rows?.Dispose();
            opened.Dispose();
            throw;
        }

        opened.Dispose();
        return null;
    }

    private static RowFileHead? Newest(FileStream file)
    {
        Span<byte> slot = stackalloc byte[RowFileHead.SlotBytes];
        RowFileHead? newest = null;
        for (var turn = 0; turn < 2; turn++)
        {
            slot.Clear();
            _ = RandomAccess.Read(file.SafeFileHandle, slot, RowFileHead.SlotOffset(turn));
            if (RowFileHead.Parse(slot) is { } found && found.Sequence >= (newest?.Sequence ?? 0)) newest = found;
        }

        return newest;
    }

    private Span<byte> Bytes(int block) =>
        pieces[block / BlockSums.BlocksPerPiece].Span.Slice(block % BlockSums.BlocksPerPiece * BlockRows, BlockRows);

    private List<int> Check()
    {
        var damaged = new List<int>();
        for (var block = 0; block < pieces.Length * BlockSums.BlocksPerPiece; block++)
            if (sums.Check(block, Bytes(block))) damaged.Add(block);
        return damaged;
    }

    /// <summary>Open blocks that can be closed: while a run goes on only those of which every byte is a last one, at its end all.</summary>
    private List<(int Block, uint Sum)> Finished(bool ended)
    {
        var finished = new List<(int, uint)>();
        for (var block = 0; block < pieces.Length * BlockSums.BlocksPerPiece; block++)
        {
            if (sums.IsOpen(block) && (ended || !Bytes(block).ContainsAnyExcept(RowByte.Last))) finished.Add((block, BlockSums.Of(Bytes(block))));
        }

        return finished;
    }

    private List<int> BlocksBehind(long before, long next) =>
        next <= before ? [] : [.. Enumerable.Range(BlockOf(before + 1), BlockOf(next) - BlockOf(before + 1) + 1).Where(sums.IsClosed)];

    private void WriteHead(RowFileHead next)
    {
        Span<byte> slot = stackalloc byte[RowFileHead.SlotBytes];
        next.Write(slot);
        RandomAccess.Write(file.SafeFileHandle, slot, RowFileHead.SlotOffset(next.Sequence));
        head = next;
    }

    private void Disk(Action act)
    {
        try
        {
            act();
        }
        catch (Exception denied) when (BooksException.IsOfTheDisk(denied))
        {
            throw BooksException.NotWritten(file.Name, denied);
        }
    }

    private void Grow(int count)
    {
        if (count <= pieces.Length) return;
        PrivateFile.Grow(file, (long)count * PieceBytes);
        Map(count, MemoryMappedFileAccess.ReadWrite);
    }

    private void Map(int count, MemoryMappedFileAccess access)
    {
        var more = new RowPiece[count];
        pieces.CopyTo(more, 0);
        for (var i = pieces.Length; i < count; i++) more[i] = new(file.SafeFileHandle, ((long)i * PieceBytes) + HeadBytes, access);
        sums.Grow(count);
        Volatile.Write(ref pieces, more);
    }
}
