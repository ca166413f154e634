using System.Runtime.CompilerServices;
using Loader.Mappings.Rows;
using Loader.Sources.Typed;

namespace Loader.Sources.Postgres;

/// <summary>The rows of a query.</summary>
/// <remarks>
/// All rows are of one moment: what is written to the tables while they are read changes nothing. Another run sees another moment, so
/// <see cref="Read"/> is a hash over the rows themselves, and <see cref="BeginsWithAsync"/> runs the query again to compare.
/// </remarks>
internal sealed class PostgresSource : ISource
{
    private readonly PostgresSession session;
    private readonly PostgresOptions options;
    private readonly IReadOnlyList<PostgresType> types;
    private readonly ChunkPool chunks;
    private Cursor? opened;
    private ContentMark? read;

    public PostgresSource(
        PostgresSession session,
        PostgresOptions options,
        IReadOnlyList<(string Name, PostgresType Type)> columns,
        string fingerprint,
        Cursor? opened)
    {
        this.session = session;
        this.options = options;
        this.opened = opened;
        types = [.. columns.Select(column => column.Type)];
        Schema = new([.. columns.Select(column => new Column(column.Name, column.Type.Kind))]);
        var layout = new RejectedCells(Schema);
        Rejected = layout.Layout;
        chunks = new(layout, columns.Count);
        Fingerprint = fingerprint;
    }

    public string Name => session.Name;

    public Schema Schema { get; }

    public long? Bytes => null;

    public string Fingerprint { get; }

    public RejectedLayout Rejected { get; }

    public ContentMark? Read => Volatile.Read(ref read);

    public async ValueTask<bool> BeginsWithAsync(ContentMark mark, CancellationToken stop)
    {
        using var hash = new RowHash();
        try
        {
            await using var cursor = await session.RunAsync(types.Count, stop);
            while (hash.Bytes < mark.Bytes && await cursor.NextAsync(stop)) hash.Pass(cursor.Row);
        }
        catch (Exception broken) when (!stop.IsCancellationRequested && PostgresSession.IsTrouble(broken))
        {
            throw new SourceException(session.Trouble(broken), broken);
        }

        return hash.Mark == mark;
    }

    public async IAsyncEnumerable<RowChunk> ReadAsync(long firstRow, IReadOnlyList<int> columns, [EnumeratorCancellation] CancellationToken stop)
    {
        await using var reading = new PostgresReading(await TakeAsync(stop), session, types, options, chunks, firstRow);
        while (true)
        {
            stop.ThrowIfCancellationRequested();
            var chunk = await reading.NextAsync(stop);
            Volatile.Write(ref read, reading.Mark);
            if (chunk is null) yield break;
            yield return chunk;
        }
    }

    public async ValueTask DisposeAsync()
    {
        // The connection first: a cursor that is closed in an orderly way would have to wait for rows that nobody wants.
        await session.DisposeAsync();
        if (opened is not null) await opened.DisposeAsync();
    }

    private async ValueTask<Cursor> TakeAsync(CancellationToken stop)
    {
        var cursor = opened;
        opened = null;
        try
        {
            return cursor ?? await session.RunAsync(types.Count, stop);
        }
        catch (Exception broken) when (!stop.IsCancellationRequested && PostgresSession.IsTrouble(broken))
        {
            throw new SourceException(session.Trouble(broken), broken);
        }
    }
}
