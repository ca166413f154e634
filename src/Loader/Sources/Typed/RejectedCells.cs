using System.Buffers;
using Loader.Mappings.Rows;
using Loader.Sources.Csv;

namespace Loader.Sources.Typed;

/// <summary>Writes typed rows as CSV whose cells keep their types (<see cref="TypedText"/>).</summary>
internal sealed class RejectedCells
{
    public const char Delimiter = ',';
    private static readonly CsvDialect Dialect = new(Delimiter, '"');
    private readonly int[] columns;

    /// <param name="schema">The columns of a row.</param>
    /// <param name="read">Those that are written; null for all.</param>
    public RejectedCells(Schema schema, IReadOnlyList<int>? read = null)
    {
        columns = read is { Count: > 0 } ? [.. read.Order()] : [.. Enumerable.Range(0, schema.Columns.Count)];
        Layout = new("csv", CsvCells.Line(columns.Select(column => schema.Columns[column].Name), Dialect), Delimiter);
    }

    public RejectedLayout Layout { get; }

    public void Write(ReadOnlySpan<Value> row, IBufferWriter<byte> output)
    {
        var cells = new byte[columns.Length][];
        for (var i = 0; i < cells.Length; i++) cells[i] = TypedText.Of(row[columns[i]]);
        CsvCells.Write(cells, cells.Length, Dialect, output);
    }
}
