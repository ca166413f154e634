using System.Threading.Channels;
using Loader.Sources.BigQuery.Storage.Avro;
using Loader.Sources.BigQuery.Storage.Grpc;
using Loader.Sources.Typed;

namespace Loader.Sources.BigQuery.Storage;

/// <summary>Reads one stream ahead, and decodes it, while others do the same. It never holds more than a message and a few chunks.</summary>
internal sealed class StreamPump : IAsyncDisposable
{
    private const int ChunksAhead = 2;

    /// <summary>A chunk has fewer rows where they are wide.</summary>
    private const int MostCells = 16_384;

    private const int FewestRows = 8;

    private readonly Channel<TypedChunk> ahead = Channel.CreateBounded<TypedChunk>(
        new BoundedChannelOptions(ChunksAhead) { SingleReader = true, SingleWriter = true });
    private readonly StreamReading reading;
    private readonly AvroRows rows;
    private readonly ChunkPool chunks;
    private readonly CancellationTokenSource ending;
    private readonly Task pumping;

    private readonly int turnRows;
    private readonly int mostRows;

    /// <param name="turnRows">No chunk goes beyond a turn of so many rows, so that chunks can be taken turn by turn.</param>
    public StreamPump(StreamReading reading, AvroRows rows, ChunkPool chunks, int turnRows, CancellationToken stop)
    {
        (this.reading, this.rows, this.chunks, this.turnRows) = (reading, rows, chunks, turnRows);
        mostRows = Math.Clamp(MostCells / rows.Columns, FewestRows, turnRows);
        ending = CancellationTokenSource.CreateLinkedTokenSource(stop);
        pumping = PumpAsync(ending.Token);
    }

    /// <summary>The next chunk of the stream, or null at its end. What broke it is thrown when the rows before it have been given.</summary>
    public async ValueTask<TypedChunk?> NextAsync(CancellationToken stop) =>
        await ahead.Reader.WaitToReadAsync(stop) && ahead.Reader.TryRead(out var chunk) ? chunk : null;

    public async ValueTask DisposeAsync()
    {
        await ending.CancelAsync();
        await pumping;
        while (ahead.Reader.TryRead(out var chunk)) chunk.Dispose();
        await reading.DisposeAsync();
        ending.Dispose();
    }

    /// <summary>Ends without an exception: how the stream ended is for its reader to see.</summary>
    private async Task PumpAsync(CancellationToken stop)
    {
        await Task.Yield();
        try
        {
            while (await reading.NextAsync(stop) is var (buffer, found))
            {
                try
                {
                    await DecodeAsync(buffer, found, stop);
                }
                finally
                {
                    buffer.Dispose();
                }
            }

            ahead.Writer.Complete();
        }
        catch (Exception broken)
        {
            ahead.Writer.Complete(broken);
        }
    }

    private async ValueTask DecodeAsync(MessageBuffer buffer, RowsMessage found, CancellationToken stop)
    {
        var (at, end) = (found.Offset, found.Offset + found.Length);
        var first = reading.Rows - found.Rows;
        for (long done = 0, count; done < found.Rows; done += count)
        {
            var turn = turnRows - ((first + done) % turnRows);
            count = Math.Min(Math.Min(turn, mostRows), found.Rows - done);
            var chunk = chunks.Take(firstRow: 0);
            try
            {
                at = Decode(buffer, at, end, chunk, count);
                await ahead.Writer.WriteAsync(chunk, stop);
            }
            catch
            {
                chunk.Dispose();
                throw;
            }
        }

        if (at != end) throw new DamagedRowsException("a message of the Storage Read API has more bytes than its rows");
    }

    /// <summary>Reads rows of a message from a place on; gives the place behind them.</summary>
    private int Decode(MessageBuffer buffer, int start, int end, TypedChunk chunk, long count)
    {
        chunk.Keep(buffer.Hold());
        var input = new AvroInput(buffer.Bytes, start, end - start);
        for (var i = 0; i < count; i++) rows.Read(ref input, chunk.Add(0), chunk.Texts);
        var at = end - input.Left;
        chunk.Complete(at - start);
        return at;
    }
}
