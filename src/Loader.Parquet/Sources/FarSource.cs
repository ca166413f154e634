namespace Loader.Parquet.Sources;

/// <summary>
/// A source to which every read is a journey: over a network. What is going to be read of a row group is fetched beforehand in few large stretches, while the
/// rows of the group before are being made. Holds the stretches of two row groups, 32 MB each at most; of a larger group nothing is fetched beforehand, and
/// its columns are read in pieces of some megabytes.
/// </summary>
internal sealed class FarSource(IByteSource source) : IByteSource
{
    private const long MostOfGroup = 32 << 20;
    private readonly CancellationTokenSource ending = new();
    private Fetched? held;
    private Fetched? next;

    public string Name => source.Name;

    public long Length => source.Length;

    /// <summary>The row group whose bytes are asked for from now on.</summary>
    /// <param name="group">What is read of it.</param>
    /// <param name="following">What is read of the one after it; fetched meanwhile.</param>
    public void Begin(IReadOnlyList<Stretch> group, IReadOnlyList<Stretch> following)
    {
        held = next is { } fetched && fetched.Is(group) ? fetched : Fetch(group);
        next = Fetch(following);
    }

    public async ValueTask<int> ReadAsync(long offset, Memory<byte> buffer, CancellationToken stop)
    {
        var filled = 0;
        while (filled < buffer.Length && held?.Find(offset + filled) is var (stretch, bytes))
        {
            var fetched = await bytes.WaitAsync(stop);
            var piece = fetched.AsMemory((int)(offset + filled - stretch.From));
            if (piece.Length > buffer.Length - filled) piece = piece[..(buffer.Length - filled)];
            piece.CopyTo(buffer[filled..]);
            filled += piece.Length;
            if (fetched.Length < stretch.Length) return filled;
        }

        return filled == buffer.Length ? filled : filled + await source.ReadAsync(offset + filled, buffer[filled..], stop);
    }

    /// <summary>Ends fetching; nothing reads from the source behind it any more, which is its owner's.</summary>
    public async ValueTask DisposeAsync()
    {
        await ending.CancelAsync();
        if (held is not null) await held.Ended;
        if (next is not null) await next.Ended;
        ending.Dispose();
    }

    private Fetched? Fetch(IReadOnlyList<Stretch> chunks)
    {
        var stretches = Stretch.Merge(chunks);
        return stretches.Count == 0 || stretches.Sum(stretch => (long)stretch.Length) > MostOfGroup ? null : new(source, chunks, stretches, ending.Token);
    }

    private sealed class Fetched
    {
        private readonly IReadOnlyList<Stretch> chunks;
        private readonly (Stretch Stretch, TaskCompletionSource<byte[]> Bytes)[] parts;

        public Fetched(IByteSource source, IReadOnlyList<Stretch> chunks, List<Stretch> stretches, CancellationToken stop)
        {
            this.chunks = chunks;
            parts = [.. stretches.Select(stretch => (stretch, new TaskCompletionSource<byte[]>(TaskCreationOptions.RunContinuationsAsynchronously)))];
            Ended = FetchAsync(source, stop);
        }

        /// <summary>Ends when nothing is fetched any more, and never fails.</summary>
        public Task Ended { get; }

        public bool Is(IReadOnlyList<Stretch> others) => chunks.SequenceEqual(others);

        public (Stretch Stretch, Task<byte[]> Bytes)? Find(long offset)
        {
            foreach (var (stretch, bytes) in parts)
            {
                if (offset >= stretch.From && offset < stretch.To) return (stretch, bytes.Task);
            }

            return null;
        }

        /// <summary>One after the other, the first first. What fails is told to whoever reads those bytes, and to nobody else.</summary>
        private async Task FetchAsync(IByteSource source, CancellationToken stop)
        {
            await Task.Yield();
            foreach (var (stretch, bytes) in parts)
            {
                try
                {
                    var buffer = new byte[stretch.Length];
                    var read = await source.ReadAsync(stretch.From, buffer, stop);
                    bytes.SetResult(read == buffer.Length ? buffer : buffer[..read]);
                }
                catch (Exception failed)
                {
                    bytes.SetException(failed);
                    _ = bytes.Task.Exception;
                }
            }
        }
    }
}
