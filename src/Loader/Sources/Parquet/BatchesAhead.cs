using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace Loader.Sources.Parquet;

/// <summary>Batches that are decoded by a thread of their own, a few ahead of whoever makes events of them.</summary>
internal static class BatchesAhead
{
    private const int Waiting = 2;

    /// <summary>The same batches in the same order. What ends them is thrown after all batches before it.</summary>
    public static async IAsyncEnumerable<T> OfAsync<T>(Func<CancellationToken, IAsyncEnumerable<T>> batches, [EnumeratorCancellation] CancellationToken stop)
    {
        var ahead = Channel.CreateBounded<T>(new BoundedChannelOptions(Waiting) { SingleReader = true, SingleWriter = true });
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var decoding = Task.Run(() => DecodeAsync(batches(ending.Token), ahead.Writer, ending.Token), CancellationToken.None);
        try
        {
            await foreach (var batch in ahead.Reader.ReadAllAsync(stop)) yield return batch;
        }
        finally
        {
            await ending.CancelAsync();
            await decoding;
        }
    }

    /// <summary>Never fails itself: how it ended is for the reader to see.</summary>
    private static async Task DecodeAsync<T>(IAsyncEnumerable<T> batches, ChannelWriter<T> ahead, CancellationToken stop)
    {
        try
        {
            await foreach (var batch in batches) await ahead.WriteAsync(batch, stop);
            ahead.Complete();
        }
        catch (Exception ended)
        {
            ahead.Complete(ended);
        }
    }
}
