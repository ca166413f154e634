using System.Runtime.CompilerServices;
using Loader.Mappings.Rows;
using Loader.Sources.Bytes;

namespace Loader.Sources.Csv;

/// <summary>One input of CSV.</summary>
/// <remarks>
/// <para>
/// No row is lost without a word: a record that cannot be read is a row with a problem. Where the boundary of the next record is not certain any more (a quote
/// that is never closed, a row beyond <c>max_row</c> inside quotes) the rest of the file is one such row.
/// </para>
/// <para>
/// A file that changes while it is read (its size or time of change, looked at when it has been read to its end) gets one more row, the last, that cannot be
/// read and says so. The books show a failed row, so the run cannot end green. A last row without a line break is not trusted in such a file and becomes that
/// row itself: it may be half of what somebody was writing.
/// </para>
/// </remarks>
internal sealed class CsvSource : ISource
{
    private readonly IInput input;
    private readonly ContentHash? shared;
    private readonly int markLength;
    private ContentHash? hash;

    public CsvSource(IInput input, CsvTable table, int markLength, ContentHash? shared)
    {
        this.input = input;
        this.shared = shared;
        this.markLength = markLength;
        Table = table;
        var names = table.Schema.Columns.Take(table.Kept).Select(column => column.Name);
        Rejected = new("csv", CsvCells.Line(names, table.Dialect), table.Dialect.Delimiter, table.Encoding.Name, table.Dialect.Quote);
    }

    public string Name => Table.Name;

    public Schema Schema => Table.Schema;

    public long? Bytes => input.Length;

    public string Fingerprint => input.Fingerprint;

    public bool IsEmpty => Table.IsEmpty;

    public bool ComesOnce => input.ComesOnce;

    public bool IsRejected => Table.CodeColumn >= 0;

    public RejectedLayout Rejected { get; }

    public IReadOnlyList<Detection> Detected => Table.Detected.Value;

    public ContentMark? Read => (hash ??= shared ?? new()).Mark(hasRowEnds: true);

    public CsvTable Table { get; }

    public string? Changed() => input.Changed();

    public ValueTask<bool> BeginsWithAsync(ContentMark mark, CancellationToken stop) =>
        ContentHash.BeginsAsync([() => ValueTask.FromResult<IInput?>(new Borrowed(input))], mark, stop);

    public async IAsyncEnumerable<RowChunk> ReadAsync(long firstRow, IReadOnlyList<int> columns, [EnumeratorCancellation] CancellationToken stop)
    {
        hash = shared ?? new();
        var content = await Content.OpenAsync(input, Table.Options.Limits, hash, stop);
        await using var reader = new RowReader(Table, input, new(content, Table.Encoding, markLength), firstRow, columns);
        while (await reader.NextAsync(stop) is { } chunk) yield return chunk;
    }

    public ValueTask DisposeAsync()
    {
        if (shared is null) hash?.Dispose();
        return input.DisposeAsync();
    }
}
