namespace Loader.Sources.Bytes;

/// <summary>The bytes of an input as they lie there: counted, added to the hash, their beginning shown before it is read.</summary>
internal sealed class RawBytes(Stream input, ContentHash? hash) : InputStream
{
    private byte[] head = [];
    private int headStart;

    /// <summary>How many have been given.</summary>
    public long Given { get; private set; }

    public bool IsHashed => hash is not null;

    /// <summary>The first bytes, fewer where there are no more. They will be read again. Ask before reading, once.</summary>
    public async ValueTask<ReadOnlyMemory<byte>> HeadAsync(int bytes, CancellationToken stop)
    {
        head = new byte[bytes];
        var filled = await input.ReadAtLeastAsync(head, bytes, throwOnEndOfStream: false, stop);
        return head = head[..filled];
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (buffer.IsEmpty) return 0;
        var read = Math.Min(buffer.Length, head.Length - headStart);
        if (read > 0)
        {
            head.AsMemory(headStart, read).CopyTo(buffer);
            headStart += read;
        }
        else
        {
            read = await input.ReadAsync(buffer, cancellationToken);
        }

        hash?.Add(buffer.Span[..read]);
        Given += read;
        if (read == 0) hash?.End();

        return read;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) input.Dispose();
        base.Dispose(disposing);
    }
}
