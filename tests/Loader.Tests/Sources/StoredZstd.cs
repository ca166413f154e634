namespace Loader.Tests.Sources;

/// <summary>Writes a Zstandard frame of stored blocks (RFC 8878, 3.1.1), for content that is too long for <see cref="Packed.Zstd"/>.</summary>
internal sealed class StoredZstd : Stream
{
    private const int BlockBytes = 100_000;
    private readonly Stream file;

    public StoredZstd(Stream file)
    {
        this.file = file;

        // A window of 128 KB, no checksum, no content size.
        file.Write([0x28, 0xB5, 0x2F, 0xFD, 0x00, 0x38]);
    }

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override void Write(byte[] buffer, int offset, int count)
    {
        for (; count > 0; offset += BlockBytes, count -= BlockBytes) Block(buffer.AsSpan(offset, Math.Min(count, BlockBytes)), isLast: false);
    }

    public override void Flush() => file.Flush();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            Block([], isLast: true);
            file.Dispose();
        }

        base.Dispose(disposing);
    }

    private void Block(ReadOnlySpan<byte> content, bool isLast)
    {
        var header = (content.Length << 3) | (isLast ? 1 : 0);
        file.Write([(byte)header, (byte)(header >> 8), (byte)(header >> 16)]);
        file.Write(content);
    }
}
