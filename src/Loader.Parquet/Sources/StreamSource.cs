namespace Loader.Parquet.Sources;

/// <summary>A seekable stream. Its position is shared, so reads take turns.</summary>
internal sealed class StreamSource(Stream stream, string name, bool leaveOpen) : IByteSource
{
    private readonly SemaphoreSlim turn = new(1, 1);

    public string Name => name;

    public long Length => stream.Length;

    public async ValueTask<int> ReadAsync(long offset, Memory<byte> buffer, CancellationToken stop)
    {
        await turn.WaitAsync(stop);
        try
        {
            stream.Position = offset;
            return await stream.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, stop);
        }
        finally
        {
            turn.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        turn.Dispose();
        if (!leaveOpen) await stream.DisposeAsync();
    }
}
