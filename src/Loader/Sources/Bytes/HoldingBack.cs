namespace Loader.Sources.Bytes;

/// <summary>
/// Gives bytes on, the very last ones singly, so that it can be seen whether a decompressor that says it is done has taken all of them. Without it, what
/// follows the last gzip member would lie unseen in the decompressor's buffer, and rows in it would be lost.
/// </summary>
internal sealed class HoldingBack(Stream source) : InputStream
{
    /// <summary>A gzip member ends with eight bytes: a checksum and a length (RFC 1952, 2.3).</summary>
    private const int Held = 8;

    private readonly byte[] buffer = new byte[64 * 1024];
    private int start;
    private int end;
    private bool sourceEnded;

    public override async ValueTask<int> ReadAsync(Memory<byte> destination, CancellationToken cancellationToken = default)
    {
        if (destination.IsEmpty) return 0;
        while (!sourceEnded && end - start <= Held) await FillAsync(cancellationToken);
        var ready = sourceEnded ? Math.Min(1, end - start) : end - start - Held;

        // The last bytes come one by one; those before them in one go.
        if (sourceEnded && end - start > Held) ready = end - start - Held;
        var given = Math.Min(ready, destination.Length);
        buffer.AsMemory(start, given).CopyTo(destination);
        start += given;
        return given;
    }

    /// <summary>Whether bytes are left that mean something. Zeros do not: tapes and block devices pad with them.</summary>
    public async ValueTask<bool> HasMoreAsync(CancellationToken stop)
    {
        do
        {
            if (buffer.AsSpan(start, end - start).ContainsAnyExcept((byte)0)) return true;
            start = end = 0;
            if (!sourceEnded) await FillAsync(stop);
        }
        while (end > start);
        return false;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) source.Dispose();
        base.Dispose(disposing);
    }

    private async ValueTask FillAsync(CancellationToken stop)
    {
        buffer.AsSpan(start, end - start).CopyTo(buffer);
        (start, end) = (0, end - start);
        var read = await source.ReadAsync(buffer.AsMemory(end), stop);
        end += read;
        sourceEnded = read == 0;
    }
}
