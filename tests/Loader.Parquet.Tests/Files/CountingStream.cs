namespace Loader.Parquet.Tests.Files;

/// <summary>A file in memory that remembers which of its bytes were read.</summary>
internal sealed class CountingStream(byte[] bytes) : MemoryStream(bytes)
{
    public bool[] Seen { get; } = new bool[bytes.Length];

    public bool IsClosed { get; private set; }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var start = (int)Position;
        var read = base.Read(buffer.Span);
        Seen.AsSpan(start, read).Fill(true);
        return new(read);
    }

    protected override void Dispose(bool disposing)
    {
        IsClosed = true;
        base.Dispose(disposing);
    }
}
