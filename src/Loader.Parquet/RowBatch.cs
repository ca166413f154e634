using Loader.Parquet.Columns;
using Loader.Parquet.Schemas;

namespace Loader.Parquet;

/// <summary>Consecutive rows of one row group, column by column. Never changes and may be kept; its memory is its own.</summary>
public sealed class RowBatch
{
    private readonly ColumnVector[] columns;

    internal RowBatch(Schema schema, ColumnVector[] columns, int rowGroup, long firstRow, int count, long bytesRead)
    {
        Schema = schema;
        this.columns = columns;
        RowGroup = rowGroup;
        FirstRow = firstRow;
        Count = count;
        BytesRead = bytesRead;
    }

    /// <summary>The fields that were chosen.</summary>
    public Schema Schema { get; }

    /// <summary>One vector per top-level field of <see cref="Schema"/>, all with <see cref="Count"/> values.</summary>
    public IReadOnlyList<ColumnVector> Columns => columns;

    /// <summary>Row group the rows are from, counted from 0.</summary>
    public int RowGroup { get; }

    /// <summary>Number of the first row in the file, from 0.</summary>
    public long FirstRow { get; }

    /// <summary>Rows.</summary>
    public int Count { get; }

    /// <summary>Bytes read from the file up to now, the footer not counted.</summary>
    public long BytesRead { get; }

    public Row this[int index]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfNegative(index);
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Count);
            return new Row(this, index);
        }
    }

    internal ColumnVector Column(int index) => columns[index];
}
