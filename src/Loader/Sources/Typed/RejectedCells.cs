using System.Buffers;
using Loader.Mappings.Rows;
using Loader.Sources.Csv;

namespace Loader.Sources.Typed;

/// <summary>Writes typed rows as CSV whose cells keep their types (<see cref="TypedText"/>).</summary>
internal sealed class RejectedCells
{
    public const char Delimiter = ',';
    private static readonly CsvDialect Dialect = new(Delimiter, '"');

    public RejectedCells(Schema schema) => Layout = new("csv", CsvCells.Line(schema.Columns.Select(column => column.Name), Dialect), Delimiter);

    public RejectedLayout Layout { get; }

    public void Write(ReadOnlySpan<Value> row, IBufferWriter<byte> output)
    {
        var cells = new byte[row.Length][];
        for (var i = 0; i < cells.Length; i++) cells[i] = TypedText.Of(row[i]);
        CsvCells.Write(cells, cells.Length, Dialect, output);
    }
}
