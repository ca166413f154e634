namespace Loader.Parquet.Tests.Files;

/// <summary>A file in memory that remembers which of its bytes were read.</summary>
internal sealed class CountingStream(byte[] bytes) : MemoryStream(bytes)
{
    public bool[] Seen { get; } = new bool[bytes.Length];

    public bool IsClosed { get; private set; }

    /// <summary>Where each read began, and how many bytes it asked for.</summary>
    public List<(long From, int Length)> Reads { get; } = [];

    /// <summary>From which byte on reading fails, but for the footer.</summary>
    public long FailsFrom { get; init; } = long.MaxValue;

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var start = (int)Position;
        Reads.Add((start, buffer.Length));
        if (Reads.Count > 1 && start + buffer.Length > FailsFrom) throw new IOException("the connection is gone");
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
