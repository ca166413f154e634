using Loader.Parquet.Sources;

namespace Loader.Parquet.Pages;

/// <summary>
/// The stretch of a column chunk that is in memory, moved along as pages are read. Reads ahead only within the chunk, so that a
/// column which was not chosen is not read; beyond its end it goes only when asked for particular bytes.
/// </summary>
internal sealed class ChunkWindow(IByteSource source, ReadBudget budget, int readAhead)
{
    private byte[] buffer = [];
    private int start;
    private int count;
    private long chunkEnd;
    private long dataEnd;

    /// <summary>Place in the file of the next byte.</summary>
    public long Position { get; private set; }

    /// <summary>Bytes in the file from here to the footer.</summary>
    public long Left => dataEnd - Position;

    /// <summary>Bytes from here to the end of the chunk, according to the footer; negative beyond it.</summary>
    public long ChunkLeft => chunkEnd - Position;

    /// <summary>Bytes read from the source so far, by all chunks.</summary>
    public long BytesRead { get; private set; }

    /// <summary>What is in memory, from the next byte on.</summary>
    public ArraySegment<byte> Available => new(buffer, start, count);

    /// <param name="from">First byte of the chunk.</param>
    /// <param name="to">First byte behind it, according to the footer.</param>
    /// <param name="end">First byte of the footer: no page lies beyond.</param>
    public void Open(long from, long to, long end)
    {
        (Position, chunkEnd, dataEnd) = (from, Math.Min(to, end), end);
        (start, count) = (0, 0);
    }

    /// <summary>Has at least <paramref name="wanted"/> bytes in memory afterwards, or as many as there are.</summary>
    public ValueTask EnsureAsync(int wanted, CancellationToken stop) =>
        count >= wanted ? ValueTask.CompletedTask : FillAsync((int)Math.Min(wanted, Left), stop);

    public void Skip(int bytes)
    {
        Position += bytes;
        var inMemory = Math.Min(bytes, count);
        start += inMemory;
        count -= inMemory;
    }

    /// <summary>Forgets the bytes and gives the buffer back.</summary>
    public void Release()
    {
        budget.Release(buffer.Length);
        (buffer, start, count) = ([], 0, 0);
    }

    private async ValueTask FillAsync(int wanted, CancellationToken stop)
    {
        if (wanted <= count) return;
        var ahead = Math.Min(readAhead, chunkEnd - Position);
        var target = (int)Math.Max(wanted, ahead);
        if (target > buffer.Length)
        {
            budget.Take(target - buffer.Length, "pages");
            var larger = new byte[target];
            Available.CopyTo(larger);
            buffer = larger;
        }
        else Available.CopyTo(buffer);

        start = 0;
        var read = await source.ReadAsync(Position + count, buffer.AsMemory(count, target - count), stop);
        count += read;
        BytesRead += read;
        if (count < wanted) throw ParquetException.Damaged($"the file ended at byte {Position + count} while it was read");
    }
}
