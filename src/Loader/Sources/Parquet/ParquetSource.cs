using System.Runtime.CompilerServices;
using Loader.Mappings.Findings;
using Loader.Mappings.Rows;
using Loader.Parquet;
using Loader.Sources.Bytes;
using Loader.Sources.Typed;

namespace Loader.Sources.Parquet;

/// <summary>One Parquet file. Only the columns that are asked for are read from it, and only from the row group on that holds the first row.</summary>
internal sealed class ParquetSource(IInput input, ParquetFile file, Schema schema, int chunkRows) : ISource, IHasRowCount
{
    public string Name => input.Name;

    public Schema Schema => schema;

    public long? Bytes => input.Length;

    /// <summary>The last block of the file is its footer, which changes with whatever is in it.</summary>
    public string Fingerprint => input.Fingerprint;

    public RejectedLayout Rejected => new RejectedCells(schema).Layout;

    public long Rows => file.RowCount;

    public bool IsEmpty => Rows == 0;

    public RejectedLayout RejectedOf(IReadOnlyList<int> columns) => new RejectedCells(schema, columns).Layout;

    public string? Changed() => input.Changed();

    public async IAsyncEnumerable<RowChunk> ReadAsync(long firstRow, IReadOnlyList<int> columns, [EnumeratorCancellation] CancellationToken stop)
    {
        var wanted = columns.Select(column => schema.Columns[column].Name).ToHashSet(StringComparer.Ordinal);
        var fields = file.Schema.Fields.Where(field => wanted.Contains(field.Name)).ToList();
        int[] places = [.. fields.Select(field => schema.IndexOf(field.Name))];
        var size = input.Length ?? 0;
        var rejected = new RejectedCells(schema, columns);

        var read = new ReadOptions { Columns = fields, FirstRow = firstRow - 1, BatchRows = chunkRows };
        await using var batches = BatchesAhead.OfAsync(ending => file.ReadBatchesAsync(read, ending), stop).GetAsyncEnumerator(stop);
        while (await NextAsync(batches))
        {
            stop.ThrowIfCancellationRequested();
            var batch = batches.Current;
            yield return new ParquetChunk(batch, schema, places, rejected, (long)((Int128)size * (batch.FirstRow + batch.Count) / file.RowCount));
        }

        if (input.Changed() is { } change)
        {
            var problem = new Finding(
                ParquetCodes.Changed, Place.Of(Name), $"the file changed while it was read: {change}", "load a copy that nobody writes to");
            yield return new ParquetChunk(problem, schema, rejected, Math.Max(file.RowCount + 1, firstRow), size);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await file.DisposeAsync();
        await input.DisposeAsync();
    }

    private async ValueTask<bool> NextAsync(IAsyncEnumerator<RowBatch> batches)
    {
        try
        {
            return await batches.MoveNextAsync();
        }
        catch (ParquetException refused)
        {
            throw new SourceException(new(ParquetCodes.Unreadable, Place.Of(Name), refused.Message, "copy the file again, or have it exported again"), refused);
        }
        catch (IOException failed)
        {
            throw new SourceException(
                new(InputCodes.NotReadable, Place.Of(Name), $"'{Name}' cannot be read any further: {failed.Message}", "running again continues"), failed);
        }
    }
}
