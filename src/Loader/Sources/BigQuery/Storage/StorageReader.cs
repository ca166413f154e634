using System.Runtime.CompilerServices;
using System.Text.Json;
using Loader.Mappings.Findings;
using Loader.Sources.BigQuery.Storage.Avro;
using Loader.Sources.BigQuery.Storage.Grpc;
using Loader.Sources.Typed;

namespace Loader.Sources.BigQuery.Storage;

/// <summary>Rows through one session of the Storage Read API.</summary>
/// <remarks>
/// Rows that are ordered come in one stream and have the table's own numbers, so that a session that is gone is replaced by another. Other rows are numbered by
/// the session and its streams: with it, they are gone.
/// </remarks>
internal sealed class StorageReader(StorageSession session, RowsWanted wanted, StorageOpening opening) : IRowReader
{
    /// <summary>How many rows a stream gives in its turn. Kept with the numbering, since it is part of it.</summary>
    public const int TurnRows = 1024;

    private readonly int turnRows = session.TurnRows;
    private StorageSession session = session;
    private long anew;

    public string Numbering => wanted.IsOrdered ? StorageReaders.OwnNumbering : JsonSerializer.Serialize(session);

    public string? Note => FormattableString.Invariant(
        $"rows came through the Storage Read API, in {session.Streams.Count} {(session.Streams.Count == 1 ? "stream" : "streams")}");

    public async IAsyncEnumerable<TypedChunk> ReadAsync(long firstRow, IReadOnlyList<int> columns, [EnumeratorCancellation] CancellationToken stop)
    {
        var next = firstRow;
        for (var isDone = false; !isDone;)
        {
            await using var chunks = Rows(next, stop);
            while (!isDone)
            {
                var (chunk, isGone) = await NextAsync(chunks, next, stop);
                if (isGone) break;
                isDone = chunk is null;
                if (chunk is null) continue;
                next += chunk.Count;
                yield return chunk;
            }

            if (!isDone) session = await AnewAsync(stop);
        }

        // No row is lost in silence: a stream that ended too early would look like the end.
        if (wanted is { Where: null, IsExact: true, Rows: { } rows } && firstRow <= rows + 1 && next != rows + 1)
        {
            throw Trouble(
                BigQueryCodes.Broken,
                $"the table has {rows} rows, and the Storage Read API gave {next - 1}",
                "run again; if it is the same, begin anew with --restart, which sends every row again");
        }
    }

    /// <summary>How the rows of a session are read.</summary>
    /// <exception cref="DamagedRowsException">The session does not fit what is wanted.</exception>
    public static AvroRows PlanOf(StorageSession session, RowsWanted wanted) =>
        AvroPlan.Of(AvroSchemaReader.Read(session.AvroSchema), wanted.Asked, wanted.Columns);

    public ValueTask DisposeAsync()
    {
        opening.Dispose();
        return ValueTask.CompletedTask;
    }

    private IAsyncEnumerator<TypedChunk> Rows(long firstRow, CancellationToken stop)
    {
        if (session.Streams.Count == 0) return AsyncEnumerable.Empty<TypedChunk>().GetAsyncEnumerator(stop);
        try
        {
            var plan = PlanOf(session, wanted);
            var of = session;
            return new StorageReading(
                (stream, offset) => opening.Read(of.Streams[stream], offset),
                of.Streams.Count,
                plan,
                wanted.Chunks,
                turnRows).ReadAsync(firstRow, stop).GetAsyncEnumerator(stop);
        }
        catch (DamagedRowsException damaged)
        {
            throw Damaged(damaged);
        }
    }

    /// <summary>The next chunk, null at the end; or that the session is gone and another takes its place.</summary>
    private async ValueTask<(TypedChunk? Chunk, bool IsGone)> NextAsync(IAsyncEnumerator<TypedChunk> chunks, long next, CancellationToken stop)
    {
        try
        {
            return (await chunks.MoveNextAsync() ? chunks.Current : null, false);
        }
        catch (GrpcException broken) when (!stop.IsCancellationRequested)
        {
            var isGone = broken.Status.Code is GrpcCode.FailedPrecondition or GrpcCode.NotFound;
            if (!isGone || !wanted.IsOrdered || anew == next) throw Trouble(broken, isGone);
            anew = next;
            return (null, true);
        }
        catch (DamagedRowsException damaged)
        {
            throw Damaged(damaged);
        }
    }

    private async ValueTask<StorageSession> AnewAsync(CancellationToken stop)
    {
        try
        {
            return await opening.CreateAsync(wanted, isNeeded: true, stop);
        }
        catch (GrpcException broken)
        {
            throw Trouble(broken, isGone: false);
        }
    }

    private SourceException Trouble(GrpcException broken, bool isGone)
    {
        if (isGone)
            return Trouble(
                BigQueryCodes.Gone,
                $"the session that numbers the rows is gone: {broken.Status}",
                "begin anew with --restart, which sends every row again",
                broken);
        return broken.Status.Code is GrpcCode.PermissionDenied or GrpcCode.Unauthenticated
            ? Trouble(
                BigQueryCodes.NotAllowed,
                $"ReadRows: {broken.Status}",
                "reading needs bigquery.tables.getData on the table, and bigquery.readsessions.getData on the project that is billed",
                broken)
            : Trouble(BigQueryCodes.Broken, $"the rows cannot be read any further: {broken.Status}", "running again continues", broken);
    }

    private SourceException Damaged(DamagedRowsException damaged) =>
        Trouble(BigQueryCodes.Broken, damaged.Message, "run again to continue", damaged);

    private SourceException Trouble(FindingCode code, string message, string hint, Exception? cause = null) =>
        new(new(code, Place.Of(wanted.Table.ToString()), FormattableString.Invariant($"{wanted.Table}: {message}"), hint), cause);
}
