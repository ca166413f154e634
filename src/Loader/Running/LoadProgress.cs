using Loader.Sending;

namespace Loader.Running;

/// <summary>How far a load is, to be read by anybody at any time while it runs.</summary>
/// <param name="totalBytes">The source's size, null when it cannot be known.</param>
public sealed class LoadProgress(long? totalBytes)
{
    private long rows;
    private long bytes;

    public long? TotalBytes { get; } = totalBytes;

    /// <summary>Rows read so far.</summary>
    public long Rows => Interlocked.Read(ref rows);

    /// <summary>Bytes of the source used up so far.</summary>
    public long Bytes => Interlocked.Read(ref bytes);

    public SenderProgress Sending { get; } = new();

    internal void Read(long lastRow, long bytesRead)
    {
        Interlocked.Exchange(ref rows, lastRow);
        Interlocked.Exchange(ref bytes, bytesRead);
    }
}
