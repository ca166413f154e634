using System.Runtime.CompilerServices;
using Loader.Sources.Parquet;

namespace Loader.Tests.Sources.Parquet;

public sealed class BatchesAheadTests
{
    private readonly TaskCompletionSource ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int made;

    [Fact]
    public async Task Batches_come_in_their_order()
    {
        var seen = new List<int>();

        await foreach (var batch in BatchesAhead.OfAsync(stop => MakeAsync(1000, null, stop), CancellationToken.None)) seen.Add(batch);

        Assert.Equal(Enumerable.Range(0, 1000), seen);
    }

    [Fact]
    public async Task What_breaks_them_is_thrown_after_all_before_it()
    {
        var seen = new List<int>();

        var thrown = await Assert.ThrowsAsync<IOException>(async () =>
        {
            await foreach (var batch in BatchesAhead.OfAsync(stop => MakeAsync(50, new IOException("broken"), stop), CancellationToken.None)) seen.Add(batch);
        });

        Assert.Equal("broken", thrown.Message);
        Assert.Equal(Enumerable.Range(0, 50), seen);
    }

    [Fact]
    public async Task Nobody_runs_further_ahead_than_a_few_batches_and_whoever_leaves_early_ends_it()
    {
        await foreach (var batch in BatchesAhead.OfAsync(stop => MakeAsync(int.MaxValue, null, stop), CancellationToken.None))
        {
            Assert.InRange(Volatile.Read(ref made), batch, batch + 5);
            if (batch == 100) break;
        }

        await ended.Task;
    }

    [Fact]
    public async Task A_stop_ends_it_within_a_batch()
    {
        using var stopping = new CancellationTokenSource();
        var seen = 0;

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var _ in BatchesAhead.OfAsync(stop => MakeAsync(int.MaxValue, null, stop), stopping.Token))
            {
                if (++seen == 10) await stopping.CancelAsync();
                Assert.InRange(seen, 1, 13);
            }
        });

        await ended.Task;
    }

    private async IAsyncEnumerable<int> MakeAsync(int count, Exception? end, [EnumeratorCancellation] CancellationToken stop)
    {
        try
        {
            for (var i = 0; i < count; i++)
            {
                stop.ThrowIfCancellationRequested();
                Interlocked.Increment(ref made);
                await Task.Yield();
                yield return i;
            }

            if (end is not null) throw end;
        }
        finally
        {
            ended.TrySetResult();
        }
    }
}
