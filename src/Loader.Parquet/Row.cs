namespace Loader.Parquet;

/// <summary>One row of a batch: a number, nothing is copied. Good as long as anybody holds it.</summary>
public readonly struct Row
{
    private readonly int index;

    internal Row(RowBatch batch, int index)
    {
        Batch = batch;
        this.index = index;
    }

    public RowBatch Batch { get; }

    /// <summary>Number of the row in the file, from 0.</summary>
    public long Number => Batch.FirstRow + index;

    /// <summary>Value of a top-level column, in the order of the schema that is read.</summary>
    public Cell this[int column] => new(Batch.Column(column), index);
}
