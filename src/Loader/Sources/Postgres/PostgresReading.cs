using Loader.Sources.Typed;

namespace Loader.Sources.Postgres;

/// <summary>
/// One reading of the rows from a first one on. Every row has all its cells: those that a mapping does not use are needed when it is rejected.
/// </summary>
internal sealed class PostgresReading(
    Cursor cursor, PostgresSession session, IReadOnlyList<PostgresType> types, PostgresOptions options, ChunkPool chunks, long firstRow) : IAsyncDisposable
{
    private readonly RowHash hash = new();
    private long next = 1;
    private SourceException? broken;

    /// <summary>Over all rows from the beginning, also those before the first.</summary>
    public ContentMark Mark => hash.Mark;

    /// <summary>The next chunk, or null at the end. What breaks is thrown when the rows before it have been given.</summary>
    public async ValueTask<TypedChunk?> NextAsync(CancellationToken stop)
    {
        if (broken is not null) throw broken;
        var chunk = chunks.Take(Math.Max(next, firstRow));
        try
        {
            await FillAsync(chunk, stop);
        }
        catch (Exception trouble) when (!stop.IsCancellationRequested && PostgresSession.IsTrouble(trouble))
        {
            broken = new(session.Trouble(trouble), trouble);
            if (chunk.Count == 0) throw broken;
        }

        chunk.Complete(hash.Bytes);
        if (chunk.Count > 0) return chunk;
        chunk.Dispose();
        return null;
    }

    public ValueTask DisposeAsync()
    {
        hash.Dispose();
        return cursor.DisposeAsync();
    }

    private async ValueTask FillAsync(TypedChunk chunk, CancellationToken stop)
    {
        var most = hash.Bytes + options.ChunkBytes;
        while (chunk.Count < options.ChunkRows && hash.Bytes < most && await cursor.NextAsync(stop))
        {
            hash.Pass(cursor.Row);
            if (next++ < firstRow) most = hash.Bytes + options.ChunkBytes;
            else Add(cursor.Row, chunk);
        }
    }

    private void Add(RawRow row, TypedChunk chunk)
    {
        var cells = chunk.Add(0);
        for (var i = 0; i < cells.Length; i++)
        {
            if (!row.IsNull(i)) cells[i] = CellReader.Read(types[i], row[i], chunk.Texts);
        }
    }
}
