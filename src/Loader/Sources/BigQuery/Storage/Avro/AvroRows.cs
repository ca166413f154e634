using Loader.Mappings.Rows;

namespace Loader.Sources.BigQuery.Storage.Avro;

/// <summary>Reads rows into the cells of a source: records one after the other, with neither a header nor a count.</summary>
/// <param name="fields">The fields of a record, in the order of its bytes, and the column that each is; -1 for one that nobody asked for.</param>
internal sealed class AvroRows(IReadOnlyList<(AvroNode Node, int Column)> fields)
{
    private readonly (AvroNode Node, int Column)[] fields = [.. fields];

    public int Columns => fields.Length;

    /// <summary>Reads one row. Cells of other columns stay as they are.</summary>
    public void Read(ref AvroInput input, Span<Value> cells, Scratch texts)
    {
        foreach (var (node, column) in fields)
        {
            var value = node.Read(ref input, texts);
            if (column >= 0) cells[column] = value;
        }
    }
}
