using System.Runtime.CompilerServices;
using Loader.Parquet.Compression;
using Loader.Parquet.Metadata;
using Loader.Parquet.Pages;
using Loader.Parquet.Schemas;
using Loader.Parquet.Sources;

namespace Loader.Parquet.Assembly;

/// <summary>
/// Reads chosen columns of a range of rows. Each leaf goes at its own pace; a batch has as many rows as every leaf has ready.
/// </summary>
internal sealed class BatchReader : IAsyncDisposable
{
    // Together the windows of all columns stay near this size, so that wide files do not take more for waiting than for working.
    private const int AllReadAhead = 16 << 20;
    private const int LargestReadAhead = 128 << 10;
    private const int SmallestReadAhead = 8 << 10;

    // Over a network a request takes longer than its bytes do.
    private const int AllReadAheadFar = 64 << 20;
    private const int LargestReadAheadFar = 4 << 20;

    private readonly IByteSource source;
    private readonly FarSource? far;
    private readonly long dataEnd;
    private readonly FileMetadata metadata;
    private readonly Schema schema;
    private readonly int batchRows;
    private readonly LeafCursor?[] cursors;
    private readonly LeafCursor[] chosen;
    private readonly RowAssembler assembler;
    private readonly bool mayPassPages;

    public BatchReader(
        IByteSource source, long dataEnd, FileMetadata metadata, Schema schema, ParquetOptions options, int batchRows)
    {
        this.source = source;
        this.dataEnd = dataEnd;
        this.metadata = metadata;
        if (options.IsFar) source = far = new FarSource(source);
        this.schema = schema;
        this.batchRows = batchRows;
        var carriesPrefix = WriterFaults.CarriesPrefixOverPages(metadata.CreatedBy);
        mayPassPages = !carriesPrefix;
        var budget = ReadBudget.For(options.Limits, source.Length);
        var decompressor = new Decompressor();
        var leaves = schema.ChosenLeaves().ToArray();
        var (all, largest) = options.IsFar ? (AllReadAheadFar, LargestReadAheadFar) : (AllReadAhead, LargestReadAhead);
        var readAhead = Math.Clamp(all / Math.Max(1, leaves.Length), SmallestReadAhead, largest);
        var topLevel = schema.Fields.Where(field => field.Kind == FieldKind.Value).Select(field => field.FirstLeaf).ToHashSet();
        cursors = new LeafCursor?[schema.Leaves.Count];
        foreach (var leaf in leaves)
        {
            var pages = new PageStream(source, dataEnd, leaf, options, budget, decompressor, readAhead);
            var values = LeafValuesFactory.For(leaf.Type, options, budget, carriesPrefix);
            cursors[leaf.Index] = new LeafCursor(leaf, pages, values, options, source.Name, keepsLevels: !topLevel.Contains(leaf.Index));
        }

        chosen = [.. cursors.OfType<LeafCursor>()];
        assembler = new RowAssembler(schema, cursors);
    }

    /// <summary>Reads rows, counted through the whole file.</summary>
    public async IAsyncEnumerable<RowBatch> ReadAsync(long firstRow, long rowCount, [EnumeratorCancellation] CancellationToken stop)
    {
        long groupStart = 0;
        for (var index = 0; index < metadata.RowGroups.Count && rowCount > 0; index++)
        {
            var group = metadata.RowGroups[index];
            var skip = Math.Max(0, firstRow - groupStart);
            if (skip < group.RowCount || (group.RowCount == 0 && skip == 0))
            {
                var wanted = Math.Min(rowCount, group.RowCount - skip);
                far?.Begin(StretchesOf(index), wanted < rowCount ? StretchesOf(index + 1) : []);
                await OpenAsync(group, index, groupStart, skip, stop);
                await foreach (var batch in ReadGroupAsync(group, index, groupStart + skip, wanted, stop)) yield return batch;
                rowCount -= wanted;
                if (skip + wanted == group.RowCount) CheckExhausted(index);
            }

            groupStart += group.RowCount;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (far is not null) await far.DisposeAsync();
        foreach (var cursor in chosen) cursor.Release();
    }

    private Stretch[] StretchesOf(int index)
    {
        if (index >= metadata.RowGroups.Count) return [];
        var chunks = metadata.RowGroups[index].Chunks;

        // What is wrong with a place is said when it is opened.
        return [.. chosen.Select(cursor => PageStream.StretchOf(chunks[cursor.Leaf.Index], dataEnd)).Where(stretch => stretch.From >= 4 && stretch.From < stretch.To)];
    }

    private async ValueTask OpenAsync(RowGroupMetadata group, int index, long groupStart, long skip, CancellationToken stop)
    {
        foreach (var cursor in chosen)
        {
            cursor.Open(group.Chunks[cursor.Leaf.Index], index, groupStart);
            if (skip > 0) await cursor.SkipAsync(skip, batchRows, mayPassPages, stop);
        }
    }

    private async IAsyncEnumerable<RowBatch> ReadGroupAsync(
        RowGroupMetadata group, int index, long firstRow, long wanted, [EnumeratorCancellation] CancellationToken stop)
    {
        for (long done = 0; done < wanted;)
        {
            stop.ThrowIfCancellationRequested();
            var rows = (int)Math.Min(batchRows, wanted - done);
            var ask = rows;
            foreach (var cursor in chosen)
            {
                await cursor.FillAsync(ask, stop);
                if (cursor.Rows == 0)
                    throw Misfit(index, cursor, $"the column ends at row {firstRow + done} of the file; the row group has {group.RowCount} rows");
                rows = Math.Min(rows, cursor.Rows);
            }

            yield return Assemble(index, firstRow + done, rows);
            done += rows;
        }
    }

    private RowBatch Assemble(int index, long firstRow, int rows)
    {
        foreach (var cursor in chosen) cursor.Take(rows);
        try
        {
            var columns = assembler.Assemble(rows);
            return new RowBatch(schema, columns, index, firstRow, rows, chosen.Sum(cursor => cursor.BytesRead));
        }
        catch (ParquetException e) when (e.Place is null)
        {
            throw e.At(new ParquetPlace(source.Name, index, Row: firstRow));
        }
    }

    private void CheckExhausted(int index)
    {
        foreach (var cursor in chosen)
        {
            if (!cursor.IsExhausted)
                throw Misfit(index, cursor, $"the column has more rows than its row group, which has {metadata.RowGroups[index].RowCount}");
        }
    }

    private ParquetException Misfit(int index, LeafCursor cursor, string reason) =>
        ParquetException.Damaged(reason).At(new ParquetPlace(source.Name, index, cursor.Leaf.Name));
}
