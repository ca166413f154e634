using Loader.Mappings.Findings;
using Loader.Mappings.Rows;
using Loader.Sources.Bytes;
using Loader.Sources.Typed;

namespace Loader.Sources.Xlsx;

/// <summary>The rows of a sheet under its header.</summary>
/// <remarks>
/// The package reads without waiting, so each step happens on the calling thread. A workbook that changes while it is read gets one more row, the last, that
/// cannot be read and says so; the books show a failed row, so that the run cannot end green.
/// </remarks>
internal sealed class XlsxSource : ISource
{
    private readonly IInput input;
    private readonly SpooledFile file;
    private readonly SheetPlace place;
    private readonly XlsxOptions options;
    private readonly IReadOnlyList<int> order;
    private readonly ChunkPool chunks;

    /// <param name="order">The sheet's column for each column of the schema.</param>
    public XlsxSource(IInput input, SpooledFile file, SheetPlace place, XlsxOptions options, Schema schema, IReadOnlyList<int> order)
    {
        this.input = input;
        this.file = file;
        this.place = place;
        this.options = options;
        this.order = order;
        Schema = schema;
        var layout = new RejectedCells(schema);
        Rejected = layout.Layout;
        chunks = new(layout, schema.Columns.Count);
        Bytes = file.Length;

        // Another sheet or header is another content, though the file is the same.
        Fingerprint = FormattableString.Invariant($"{input.Fingerprint}-{place.Index + 1}-{options.HeaderRow}");
    }

    public string Name => input.Name;

    public Schema Schema { get; }

    public long? Bytes { get; }

    public string Fingerprint { get; }

    public bool IsEmpty { get; init; }

    public RejectedLayout Rejected { get; }

    public string? Changed() => input.Changed();

    public IAsyncEnumerable<RowChunk> ReadAsync(long firstRow, IReadOnlyList<int> columns, CancellationToken stop) => Read(firstRow, stop).ToAsyncEnumerable();

    public ValueTask DisposeAsync()
    {
        file.Dispose();
        return input.DisposeAsync();
    }

    private IEnumerable<RowChunk> Read(long firstRow, CancellationToken stop)
    {
        using var reading = Begin();
        while (true)
        {
            stop.ThrowIfCancellationRequested();
            if (reading.Next(firstRow, stop) is not { } chunk) yield break;
            yield return chunk;
        }
    }

    private XlsxReading Begin()
    {
        try
        {
            return new(new(file, place.Index), this);
        }
        catch (Exception damaged) when (XlsxOpening.IsDamage(damaged))
        {
            throw Trouble(damaged);
        }
    }

    private SourceException Trouble(Exception damaged) =>
        new(
            new(XlsxCodes.Damaged, Place.Of(place.ToString()), $"'{place}' cannot be read any further: {damaged.Message}", "save or copy the workbook again"),
            damaged);

    /// <summary>One reading, always a row ahead, so that it is known with the last row that it is the last.</summary>
    private sealed class XlsxReading(SheetRows rows, XlsxSource source) : IDisposable
    {
        private readonly Value[] cells = new Value[source.order.Count];
        private long next = 1;
        private long position;
        private bool hasRow;
        private bool isEnd;
        private bool isBegun;
        private SourceException? broken;

        public TypedChunk? Next(long firstRow, CancellationToken stop)
        {
            if (broken is not null) throw broken;
            if (isEnd) return null;
            var chunk = source.chunks.Take(Math.Max(next, firstRow));
            try
            {
                Fill(chunk, firstRow, stop);
            }
            catch (Exception damaged) when (XlsxOpening.IsDamage(damaged))
            {
                broken = source.Trouble(damaged);
                if (chunk.Count == 0) throw broken;
            }

            position = isEnd ? source.file.Length : Math.Max(position, Math.Min(rows.Position, source.file.Length));
            chunk.Complete(position);
            if (chunk.Count > 0) return chunk;
            chunk.Dispose();
            return null;
        }

        public void Dispose() => rows.Dispose();

        private void Fill(TypedChunk chunk, long firstRow, CancellationToken stop)
        {
            if (!isBegun) Begin();
            for (; hasRow && next < firstRow; next++)
            {
                if (next % source.options.ChunkRows == 0) stop.ThrowIfCancellationRequested();
                hasRow = rows.Next();
            }

            for (; hasRow && chunk.Count < source.options.ChunkRows; next++)
            {
                // Into the chunk only when all of it has been read: a row that breaks in the middle is no row.
                for (var i = 0; i < cells.Length; i++) cells[i] = rows.Cell(source.order[i], chunk.Texts);
                cells.CopyTo(chunk.Add(rows.Number));
                hasRow = rows.Next();
            }

            if (!hasRow) End(chunk, firstRow);
        }

        private void Begin()
        {
            isBegun = true;
            do hasRow = rows.Next();
            while (hasRow && rows.Number <= source.options.HeaderRow);
        }

        private void End(TypedChunk chunk, long firstRow)
        {
            isEnd = true;
            if (source.input.Changed() is not { } what || next < firstRow) return;
            chunk.AddFaulty(
                rows.Number,
                new(
                    XlsxCodes.Changed,
                    source.place.At(rows.Number),
                    $"'{source.Name}' changed while it was read: {what}",
                    "load a copy that nobody writes to"));
        }
    }
}
