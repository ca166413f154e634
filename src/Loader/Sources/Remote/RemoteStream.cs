using Loader.Sources.Bytes;

namespace Loader.Sources.Remote;

/// <summary>The bytes of an object from its first to its last. A connection that breaks is opened again where it broke.</summary>
internal sealed class RemoteStream(RemoteObject remote, Patience patience, Func<RemoteObject, CancellationToken, ValueTask> ended) : InputStream
{
    private Stream? part;
    private long position;
    private bool isEnd;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (buffer.IsEmpty || isEnd) return 0;
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                var read = await patience.WithoutSilenceAsync(waiting => OnceAsync(buffer, waiting), cancellationToken);
                position += read;
                if (read > 0) return read;
                isEnd = true;
                await ended(remote, cancellationToken);
                return 0;
            }
            catch (IOException) when (attempt < patience.Attempts && !isEnd && (remote.HasRanges || position == 0))
            {
                await CloseAsync();
                await patience.PauseAsync(attempt, cancellationToken);
            }
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) part?.Dispose();
        base.Dispose(disposing);
    }

    private async ValueTask<int> OnceAsync(Memory<byte> buffer, CancellationToken stop)
    {
        if (position == remote.Length) return 0;
        part ??= await remote.OpenAsync(position, null, stop);
        var read = await part.ReadAsync(buffer, stop);

        // An end before the announced one is a connection that was cut, however politely.
        if (read == 0 && remote.Length is { } length && position < length)
            throw new IOException(FormattableString.Invariant($"the connection ended after {position} of {length} bytes"));
        return read;
    }

    private async ValueTask CloseAsync()
    {
        if (part is null) return;
        await part.DisposeAsync();
        part = null;
    }
}
