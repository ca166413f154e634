using Loader.Sources.BigQuery.Storage.Grpc;

namespace Loader.Sources.BigQuery.Storage;

/// <summary>
/// The messages of one stream from a row on. A connection that breaks is made again, and the stream read on from the rows that were received whole: none is
/// lost and none comes twice. Only what does not come right by waiting is thrown.
/// </summary>
internal sealed class StreamReading(
    StorageCalls calls, string stream, long offset, StorageSignIn signIn, StorageRetry retry, TimeProvider clock) : IAsyncDisposable
{
    private GrpcAnswer? answer;
    private int failures;
    private long failedSince;
    private bool isRenewed;

    /// <summary>How many rows of the stream have been received, or were passed over.</summary>
    public long Rows { get; private set; } = offset;

    /// <summary>The next message with rows, which the caller holds; null at the end of the stream.</summary>
    /// <exception cref="GrpcException">The stream cannot be read on.</exception>
    /// <exception cref="DamagedRowsException">A message is not what it should be.</exception>
    public async ValueTask<(MessageBuffer Buffer, RowsMessage Rows)?> NextAsync(CancellationToken stop)
    {
        while (true)
        {
            try
            {
                answer ??= await calls.ReadAsync(stream, Rows, signIn, stop);
                var buffer = await answer.NextAsync(stop);
                if (buffer is null) return null;
                if (Received(buffer) is not { } rows) continue;
                (failures, isRenewed) = (0, false);
                return (buffer, rows);
            }
            catch (GrpcException broken)
            {
                await CloseAsync();
                await RecoverAsync(broken, stop);
            }
        }
    }

    public ValueTask DisposeAsync() => CloseAsync();

    /// <summary>The rows of a message; null when it has none, as those that only tell about throttling.</summary>
    private RowsMessage? Received(MessageBuffer buffer)
    {
        try
        {
            var rows = RowsMessage.Of(buffer);
            if (rows.Rows == 0 && rows.Length > 0) throw new DamagedRowsException("a message of the Storage Read API does not say how many rows it has");
            Rows += rows.Rows;
            if (rows.Rows > 0) return rows;
        }
        catch
        {
            buffer.Dispose();
            throw;
        }

        buffer.Dispose();
        return null;
    }

    private async ValueTask RecoverAsync(GrpcException broken, CancellationToken stop)
    {
        if (failures++ == 0) failedSince = clock.GetTimestamp();
        if (broken.Status.Code == GrpcCode.Unauthenticated && !isRenewed)
        {
            // A token that ran out in a long read; one that is refused while it is new is refused for good.
            isRenewed = true;
            signIn.Refused();
            return;
        }

        var pause = StorageRetry.IsWorthResuming(broken.Status) ? retry.Pause(broken.Status, failures, clock.GetElapsedTime(failedSince)) : null;
        if (pause is not { } wait) throw broken;
        await Task.Delay(wait, clock, stop);
    }

    private async ValueTask CloseAsync()
    {
        if (answer is { } open) await open.DisposeAsync();
        answer = null;
    }
}
