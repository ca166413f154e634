using System.Collections.Concurrent;

namespace Loader.Sources.Typed;

/// <summary>Chunks of one source that are used again, so that a load of any length lives on as many as are held at once.</summary>
internal sealed class ChunkPool(RejectedCells layout, int columns)
{
    private readonly ConcurrentBag<TypedChunk> free = [];

    public TypedChunk Take(long firstRow)
    {
        if (!free.TryTake(out var chunk)) chunk = new(layout, columns, free.Add);
        chunk.Begin(firstRow);
        return chunk;
    }
}
