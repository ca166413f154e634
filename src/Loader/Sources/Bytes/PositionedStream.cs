namespace Loader.Sources.Bytes;

/// <summary>An input that reads anywhere, as a stream with a position of its own, which can be set.</summary>
internal sealed class PositionedStream(IInput input) : InputStream
{
    private long position;
    private byte[] tail = [];

    /// <summary>How far into the input anything was read.</summary>
    public long Furthest { get; private set; }

    public override bool CanSeek => true;

    public override long Length => input.Length ?? throw new NotSupportedException();

    public override long Position
    {
        get => position;
        set => position = value;
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var read = await input.ReadAtAsync(position, buffer, cancellationToken);
        position += read;
        Furthest = Math.Max(Furthest, position);
        return read;
    }

    /// <summary>Only from what <see cref="KeepTailAsync"/> has kept: for a reader that does not wait.</summary>
    public override int Read(byte[] buffer, int offset, int count)
    {
        var from = position - (Length - tail.Length);
        if (from < 0) return base.Read(buffer, offset, count);
        var read = (int)Math.Min(count, tail.Length - from);
        tail.AsSpan((int)from, read).CopyTo(buffer.AsSpan(offset));
        position += read;
        return read;
    }

    /// <summary>Keeps the last bytes at hand.</summary>
    public async ValueTask KeepTailAsync(int bytes, CancellationToken stop)
    {
        tail = new byte[Math.Min(bytes, Length)];
        await input.ReadAtAsync(Length - tail.Length, tail, stop);
    }

    public override long Seek(long offset, SeekOrigin origin) =>
        position = offset + origin switch { SeekOrigin.Begin => 0, SeekOrigin.Current => position, _ => Length };
}
