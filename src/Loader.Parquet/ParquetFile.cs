using System.Runtime.CompilerServices;
using Loader.Parquet.Assembly;
using Loader.Parquet.Metadata;
using Loader.Parquet.Schemas;
using Loader.Parquet.Sources;

namespace Loader.Parquet;

/// <summary>
/// An open Parquet file. Opening reads the footer only; rows are read on request, any number of times, also several
/// times at once. Wrong bytes end in a <see cref="ParquetException"/> at whatever point they are met.
/// </summary>
public sealed class ParquetFile : IAsyncDisposable
{
    private readonly IByteSource source;
    private readonly ParquetOptions options;
    private readonly Footer footer;

    private ParquetFile(IByteSource source, ParquetOptions options, Footer footer, Schema schema)
    {
        this.source = source;
        this.options = options;
        this.footer = footer;
        Schema = schema;
        RowGroups = Groups(footer.Metadata, schema);
        RowCount = RowGroups.Sum(group => group.RowCount);
    }

    /// <summary>Path, or the name that was given with a stream.</summary>
    public string Name => source.Name;

    /// <summary>All fields of the file.</summary>
    public Schema Schema { get; }

    public IReadOnlyList<RowGroup> RowGroups { get; }

    /// <summary>Rows of all row groups. The count that the footer has beside them is wrong in some files and not used.</summary>
    public long RowCount { get; }

    /// <summary>What the writer had to say otherwise, in file order; keys may repeat.</summary>
    public IReadOnlyList<KeyValuePair<string, string?>> KeyValueMetadata => footer.Metadata.KeyValues;

    /// <summary>Name and version of the writer, if it left one.</summary>
    public string? CreatedBy => footer.Metadata.CreatedBy;

    /// <summary>Opens a file on disk.</summary>
    public static ValueTask<ParquetFile> OpenAsync(string path, ParquetOptions? options = null, CancellationToken stop = default) =>
        OpenAsync(new FileSource(path), options ?? ParquetOptions.Default, stop);

    /// <summary>Opens a seekable stream. Nobody else may move it while the file is in use.</summary>
    /// <param name="stream">The stream, the whole of which is the file.</param>
    /// <param name="name">What messages call it.</param>
    /// <param name="options">How to read; null for the defaults.</param>
    /// <param name="leaveOpen">Whether the stream stays open when the file is disposed of.</param>
    /// <param name="stop">Ends the opening.</param>
    public static ValueTask<ParquetFile> OpenAsync(
        Stream stream, string name = "stream", ParquetOptions? options = null, bool leaveOpen = false, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(stream);
        if (!stream.CanSeek || !stream.CanRead)
            throw new ArgumentException("Parquet has its table of contents at the end: the stream must be readable and seekable.", nameof(stream));
        return OpenAsync(new StreamSource(stream, name, leaveOpen), options ?? ParquetOptions.Default, stop);
    }

    /// <summary>
    /// Reads batches of rows, column by column, in file order. What can be refused from the footer (encryption, unknown codecs, counts that
    /// contradict each other) is refused before the first batch, for all row groups that will be read.
    /// </summary>
    public async IAsyncEnumerable<RowBatch> ReadBatchesAsync(
        ReadOptions? read = null, [EnumeratorCancellation] CancellationToken stop = default)
    {
        read ??= ReadOptions.All;
        if (read.Problems().FirstOrDefault() is { } problem) throw new ArgumentException(problem, nameof(read));
        var count = Math.Min(read.RowCount ?? long.MaxValue, Math.Max(0, RowCount - read.FirstRow));
        var schema = read.Columns is null ? Schema : Schema.Choose(read.Columns);
        Check(schema, read.FirstRow, count);

        await using var reader = new BatchReader(source, footer.Offset, footer.Metadata, schema, options, read.BatchRows);
        await foreach (var batch in reader.ReadAsync(read.FirstRow, count, stop)) yield return batch;
    }

    /// <summary>Reads rows one by one, in file order; the same as going through the batches.</summary>
    public async IAsyncEnumerable<Row> ReadRowsAsync(
        ReadOptions? read = null, [EnumeratorCancellation] CancellationToken stop = default)
    {
        await foreach (var batch in ReadBatchesAsync(read, stop))
        {
            for (var i = 0; i < batch.Count; i++) yield return batch[i];
        }
    }

    public ValueTask DisposeAsync() => source.DisposeAsync();

    private static async ValueTask<ParquetFile> OpenAsync(IByteSource source, ParquetOptions options, CancellationToken stop)
    {
        try
        {
            if (options.Limits.Problems().FirstOrDefault() is { } problem) throw new ArgumentException(problem, nameof(options));
            if (!BitConverter.IsLittleEndian) throw new PlatformNotSupportedException("Parquet is read on little-endian machines only.");
            var found = await Footer.ReadAsync(source, options.Limits, stop);
            var schema = SchemaBuilder.Build(found.Metadata.Schema, options);
            ChunkCheck.Counts(found.Metadata, schema);
            return new ParquetFile(source, options, found, schema);
        }
        catch (ParquetException e) when (e.Place is null)
        {
            await source.DisposeAsync();
            throw e.At(new ParquetPlace(source.Name));
        }
        catch
        {
            await source.DisposeAsync();
            throw;
        }
    }

    private void Check(Schema schema, long firstRow, long count)
    {
        var leaves = schema.ChosenLeaves().ToArray();
        foreach (var group in RowGroups)
        {
            if (group.FirstRow + group.RowCount < firstRow || group.FirstRow - firstRow >= Math.Max(1, count)) continue;
            var chunks = footer.Metadata.RowGroups[group.Index].Chunks;
            foreach (var leaf in leaves)
            {
                try
                {
                    ChunkCheck.Chunk(chunks[leaf.Index], leaf, group.RowCount);
                }
                catch (ParquetException e)
                {
                    throw e.At(new ParquetPlace(Name, group.Index, leaf.Name));
                }
            }
        }
    }

    private static RowGroup[] Groups(FileMetadata metadata, Schema schema)
    {
        var groups = new RowGroup[metadata.RowGroups.Count];
        long row = 0;
        for (var i = 0; i < groups.Length; i++)
        {
            groups[i] = new RowGroup(metadata.RowGroups[i], schema, i, row);
            row += groups[i].RowCount;
        }

        return groups;
    }
}
