using Loader.Mappings.Rows;

namespace Loader.Sources;

/// <summary>No input at all, on purpose, or none that may be read. It has every column that is asked for, and no row.</summary>
internal sealed class NoRows(string name) : ISource
{
    public string Name => name;

    public Schema Schema { get; } = new([], isOpen: true);

    public long? Bytes => 0;

    public string Fingerprint => "nothing";

    public RejectedLayout Rejected { get; } = new("csv", "", ',');

    public async IAsyncEnumerable<RowChunk> ReadAsync(
        long firstRow, IReadOnlyList<int> columns, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken stop)
    {
        await ValueTask.CompletedTask;
        yield break;
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
