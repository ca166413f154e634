using System.Runtime.CompilerServices;
using Loader.Sources.BigQuery.Storage.Avro;
using Loader.Sources.BigQuery.Storage.Grpc;
using Loader.Sources.Typed;

namespace Loader.Sources.BigQuery.Storage;

/// <summary>The rows of a session, all its streams at once, numbered as <see cref="StreamTurns"/> says.</summary>
/// <param name="open">Begins to read a stream (its index) from an offset on.</param>
/// <param name="rows">What the bytes mean.</param>
/// <param name="chunks">Where chunks come from.</param>
/// <param name="turnRows">How many rows a stream gives in its turn.</param>
internal sealed class StorageReading(Func<int, long, StreamReading> open, int streams, AvroRows rows, ChunkPool chunks, int turnRows)
{
    /// <summary>How many rows each stream has; null while that is not known.</summary>
    private readonly long?[] lengths = new long?[streams];

    /// <summary>The rows from a number on (1 is the first).</summary>
    /// <exception cref="GrpcException">A stream cannot be read on.</exception>
    /// <exception cref="DamagedRowsException">What came is not rows of this session.</exception>
    public async IAsyncEnumerable<TypedChunk> ReadAsync(long firstRow, [EnumeratorCancellation] CancellationToken stop)
    {
        var (offsets, stream) = await PlaceAsync(firstRow, stop);
        var pumps = new StreamPump?[streams];
        try
        {
            for (var i = 0; i < streams; i++) pumps[i] = lengths[i] == offsets[i] ? null : new(open(i, offsets[i]), rows, chunks, turnRows, stop);
            var (row, bytes) = (firstRow, 0L);
            for (; pumps.Any(pump => pump is not null); stream = (stream + 1) % streams)
            {
                await foreach (var chunk in TurnAsync(pumps, stream, offsets, stop))
                {
                    bytes += chunk.BytesRead;
                    chunk.Number(row);
                    chunk.Complete(bytes);
                    row += chunk.Count;
                    yield return chunk;
                    stop.ThrowIfCancellationRequested();
                }
            }
        }
        finally
        {
            foreach (var pump in pumps)
            {
                if (pump is not null) await pump.DisposeAsync();
            }
        }
    }

    /// <summary>What a stream has left of its turn.</summary>
    private async IAsyncEnumerable<TypedChunk> TurnAsync(StreamPump?[] pumps, int stream, long[] offsets, [EnumeratorCancellation] CancellationToken stop)
    {
        if (pumps[stream] is not { } pump) yield break;
        var left = turnRows - (offsets[stream] % turnRows);
        while (left > 0)
        {
            if (await pump.NextAsync(stop) is not { } chunk)
            {
                pumps[stream] = null;
                await pump.DisposeAsync();
                lengths[stream] = offsets[stream];
                yield break;
            }

            offsets[stream] += chunk.Count;
            left -= chunk.Count;
            yield return chunk;
        }
    }

    /// <summary>
    /// Where a row lies. A stream that an earlier run saw end shows itself by having no row where it would have to be read on; how long it is, is then counted.
    /// </summary>
    private async ValueTask<(long[] Offsets, int Stream)> PlaceAsync(long row, CancellationToken stop)
    {
        while (true)
        {
            var (offsets, stream) = new StreamTurns(lengths, turnRows).At(row);
            var isKnown = true;
            for (var i = 0; i < streams; i++)
            {
                if (lengths[i] is not null || offsets[i] == 0 || await HasRowAsync(i, offsets[i], stop)) continue;
                lengths[i] = await CountAsync(i, stop);
                isKnown = false;
            }

            if (isKnown) return (offsets, stream);
        }
    }

    private async ValueTask<bool> HasRowAsync(int stream, long offset, CancellationToken stop)
    {
        await using var reading = open(stream, offset);
        try
        {
            if (await reading.NextAsync(stop) is not var (buffer, _)) return false;
            buffer.Dispose();
            return true;
        }
        catch (GrpcException refused) when (refused.Status.Code is GrpcCode.OutOfRange or GrpcCode.InvalidArgument)
        {
            // An offset behind the end: what the service says to it is not documented.
            return false;
        }
    }

    private async ValueTask<long> CountAsync(int stream, CancellationToken stop)
    {
        await using var reading = open(stream, 0);
        while (await reading.NextAsync(stop) is var (buffer, _)) buffer.Dispose();
        return reading.Rows;
    }
}
