namespace Loader.Sources.Bytes;

/// <summary>An input that reads anywhere, as a stream with a position of its own, which can be set.</summary>
internal sealed class PositionedStream(IInput input) : InputStream
{
    private long position;

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

    public override long Seek(long offset, SeekOrigin origin) =>
        position = offset + origin switch { SeekOrigin.Begin => 0, SeekOrigin.Current => position, _ => Length };
}
