using Loader.Mappings.Rows;

namespace Loader.Sources.Csv;

/// <summary>A CSV file.</summary>
/// <remarks>
/// <para>
/// No row is lost without a word: a record that cannot be read is a row with a problem. Where the boundary of the next record is not certain any more (a quote
/// that is never closed, a row beyond <c>max_row</c> inside quotes) the rest of the file is one such row.
/// </para>
/// <para>
/// A file that changes while it is read (its size or time of change, looked at when it has been read to its end) gets one more row, the last, that cannot be read
/// and says so. The books show a failed row, so the run cannot end green. A last row without a line break is not trusted in such a file and becomes that row
/// itself: it may be half of what somebody was writing.
/// </para>
/// </remarks>
internal sealed class CsvSource : ISource
{
    private readonly CsvFile file;
    private readonly CsvTable table;
    private readonly int markLength;

    public CsvSource(CsvFile file, CsvTable table, int markLength)
    {
        this.file = file;
        this.table = table;
        this.markLength = markLength;
        Fingerprint = file.Fingerprint();
        var names = table.Schema.Columns.Take(table.Kept).Select(column => column.Name);
        Rejected = new("csv", CsvCells.Line(names, table.Dialect), table.Dialect.Delimiter, table.Encoding.Name, table.Dialect.Quote);
    }

    public string Name => table.Name;

    public Schema Schema => table.Schema;

    public long? Bytes => file.Length;

    public string Fingerprint { get; }

    public RejectedLayout Rejected { get; }

    /// <inheritdoc/>
    /// <remarks>Reading and cutting happen on the calling thread, one chunk per step; see <see cref="CsvFile"/>.</remarks>
    public IAsyncEnumerable<RowChunk> ReadAsync(long firstRow, IReadOnlyList<int> columns, CancellationToken stop) =>
        Read(firstRow, columns, stop).ToAsyncEnumerable();

    public ValueTask DisposeAsync()
    {
        file.Dispose();
        return ValueTask.CompletedTask;
    }

    private IEnumerable<RowChunk> Read(long firstRow, IReadOnlyList<int> columns, CancellationToken stop)
    {
        using var reader = new RowReader(table, file, new(file, table.Encoding, markLength), firstRow, columns);
        while (reader.Next(stop) is { } chunk) yield return chunk;
    }
}
