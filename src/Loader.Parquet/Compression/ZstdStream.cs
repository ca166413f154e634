using System.Buffers.Binary;
using Loader.Parquet.Compression.Zstd;

namespace Loader.Parquet.Compression;

/// <summary>
/// Zstandard (RFC 8878) as it comes: frames one after the other, skippable ones among them. Holds one window and one block, however long the
/// content is. Damaged or cut content is an <see cref="InvalidDataException"/> after everything before it was given. Not read: frames that need a dictionary.
/// </summary>
public sealed class ZstdStream : Stream
{
    /// <summary>The window that the <c>zstd</c> tool makes with <c>--long</c>: 128 MB.</summary>
    public const int LargestUsualWindow = 1 << 27;

    private const uint Magic = 0xFD2FB528;
    private const uint SkippableMagic = 0x184D2A50;
    private const int LargestBlock = 128 << 10;
    private const int LargestMargin = 8 << 20;

    private readonly Stream source;
    private readonly int largestWindow;
    private readonly bool leaveOpen;
    private readonly LiteralsReader literals = new();
    private readonly SequencesReader sequences = new();
    private readonly RunningXxHash64 checksum = new();

    // What has been read and not used lies from inStart to inEnd.
    private readonly byte[] input = new byte[LargestBlock + 64];
    private int inStart;
    private int inEnd;

    // Content: the frame's part that matches may refer to begins at frameStart; from given to made it waits to be taken.
    private byte[] content = new byte[4 * LargestBlock];
    private int frameStart;
    private int given;
    private int made;

    private State state;
    private FrameHeader header;
    private long frameBytes;
    private long toSkip;

    /// <param name="source">The compressed bytes.</param>
    /// <param name="largestWindow">Frames that need a larger window are refused: memory is bounded by it.</param>
    /// <param name="leaveOpen">Whether <paramref name="source"/> stays open.</param>
    public ZstdStream(Stream source, int largestWindow = LargestUsualWindow, bool leaveOpen = false)
    {
        ArgumentNullException.ThrowIfNull(source);
        this.source = source;
        this.largestWindow = largestWindow;
        this.leaveOpen = leaveOpen;
    }

    private enum State
    {
        BetweenFrames,
        Skipping,
        Blocks,
        Checksum,
        Ended,
    }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        while (true)
        {
            if (Give(buffer) is > 0 and var taken) return taken;
            if (state == State.Ended || buffer.IsEmpty) return 0;
            if (Step() is > 0 and var needed) Filled(source.Read(MakeRoom(needed)), needed);
        }
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (true)
        {
            if (Give(buffer.Span) is > 0 and var taken) return taken;
            if (state == State.Ended || buffer.IsEmpty) return 0;
            if (Step() is not (> 0 and var needed)) continue;
            MakeRoom(needed);
            Filled(await source.ReadAsync(input.AsMemory(inEnd), cancellationToken), needed);
        }
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing && !leaveOpen) source.Dispose();
        base.Dispose(disposing);
    }

    private ReadOnlySpan<byte> Waiting => input.AsSpan(inStart, inEnd - inStart);

    private int Give(Span<byte> buffer)
    {
        var taken = Math.Min(buffer.Length, made - given);
        content.AsSpan(given, taken).CopyTo(buffer);
        given += taken;
        return taken;
    }

    /// <summary>Does what can be done with the bytes at hand. More than 0: so many bytes have to be at hand before anything can.</summary>
    private int Step()
    {
        try
        {
            return state switch
            {
                State.BetweenFrames => BeginFrame(),
                State.Skipping => Skip(),
                State.Blocks => NextBlock(),
                _ => CheckSum(),
            };
        }
        catch (ParquetException damaged)
        {
            throw new InvalidDataException(damaged.Reason, damaged);
        }
    }

    private int BeginFrame()
    {
        var bytes = Waiting;
        if (bytes.Length < 8) return 8;
        var magic = BinaryPrimitives.ReadUInt32LittleEndian(bytes);
        if ((magic & 0xFFFFFFF0) == SkippableMagic)
        {
            toSkip = BinaryPrimitives.ReadUInt32LittleEndian(bytes[4..]);
            inStart += 8;
            state = State.Skipping;
            return 0;
        }

        if (magic != Magic) throw ParquetException.Damaged($"zstd: 0x{magic:X8} where a frame should begin");
        var length = 4 + FrameHeader.LengthOf(bytes[4]);
        if (bytes.Length < length) return length;
        header = FrameHeader.Read(bytes[4..]);
        if (header.WindowBytes > (ulong)largestWindow)
            throw ParquetException.Unsupported($"zstd: a frame that needs a window of {header.WindowBytes} bytes; {largestWindow} are allowed");
        inStart += length;
        (frameStart, given, made, frameBytes) = (0, 0, 0, 0);
        literals.StartFrame();
        sequences.StartFrame();
        checksum.Reset();
        state = State.Blocks;
        return 0;
    }

    private int Skip()
    {
        var skipped = (int)Math.Min(toSkip, inEnd - inStart);
        inStart += skipped;
        toSkip -= skipped;
        if (toSkip > 0) return 1;
        state = State.BetweenFrames;
        return 0;
    }

    private int NextBlock()
    {
        var bytes = Waiting;
        if (bytes.Length < 3) return 3;
        var block = bytes[0] | bytes[1] << 8 | bytes[2] << 16;
        var (isLast, type, size) = ((block & 1) == 1, (block >> 1) & 3, block >> 3);
        if (size > LargestBlock) throw ParquetException.Damaged($"zstd: a block of {size} bytes");
        var stored = type == 1 ? 1 : size;
        if (bytes.Length < 3 + stored) return 3 + stored;
        var body = bytes.Slice(3, stored);
        Reserve();
        var before = made;
        var target = content.AsSpan(frameStart, made - frameStart + LargestBlock);
        var to = made - frameStart;
        switch (type)
        {
            case 0:
                body.CopyTo(target[to..]);
                made += size;
                break;
            case 1:
                target.Slice(to, size).Fill(body[0]);
                made += size;
                break;
            case 2:
                if (size == 0) throw ParquetException.Damaged("zstd: a compressed block of 0 bytes");
                var texts = literals.Read(body, out var used);
                made = frameStart + sequences.Execute(body[used..], texts, target, to);
                break;
            default:
                throw ParquetException.Damaged("zstd: a block of the reserved type");
        }

        inStart += 3 + stored;
        frameBytes += made - before;
        if (header.HasChecksum) checksum.Add(content.AsSpan(before, made - before));
        if (isLast) EndBlocks();
        return 0;
    }

    private void EndBlocks()
    {
        if (header.ContentBytes is { } announced && announced != (ulong)frameBytes)
            throw ParquetException.Damaged($"zstd: a frame of {frameBytes} bytes that announced {announced}");
        state = header.HasChecksum ? State.Checksum : State.BetweenFrames;
    }

    private int CheckSum()
    {
        var bytes = Waiting;
        if (bytes.Length < 4) return 4;
        if (BinaryPrimitives.ReadUInt32LittleEndian(bytes) != (uint)checksum.Value)
            throw ParquetException.Damaged("zstd: the checksum of a frame is wrong");
        inStart += 4;
        state = State.BetweenFrames;
        return 0;
    }

    /// <summary>Room for a block behind what has been made, all of which has been taken by now. The window before it stays.</summary>
    private void Reserve()
    {
        if (content.Length - made >= LargestBlock) return;
        var window = (int)Math.Min((ulong)(made - frameStart), header.WindowBytes);
        var size = window + LargestBlock + Math.Clamp(window, 2 * LargestBlock, LargestMargin);
        var next = content.Length >= size ? content : new byte[size];
        content.AsSpan(made - window, window).CopyTo(next);
        (content, frameStart, given, made) = (next, 0, window, window);
    }

    private Span<byte> MakeRoom(int needed)
    {
        if (inStart + needed > input.Length || inStart == inEnd)
        {
            Waiting.CopyTo(input);
            (inStart, inEnd) = (0, inEnd - inStart);
        }

        return input.AsSpan(inEnd);
    }

    private void Filled(int read, int needed)
    {
        inEnd += read;
        if (read > 0) return;
        if (state != State.BetweenFrames || inEnd > inStart) throw new InvalidDataException($"zstd: ends within a frame, {needed} bytes are missing or more");
        state = State.Ended;
    }
}
