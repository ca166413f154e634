using System.Buffers;
using Loader.Mappings.Findings;
using Loader.Mappings.Rows;
using Loader.Parquet;

namespace Loader.Sources.Parquet;

/// <summary>One batch of rows, as it lies in its columns. Values are made when they are read; any thread may.</summary>
internal sealed class ParquetChunk : RowChunk
{
    private readonly RowBatch? batch;
    private readonly Schema schema;
    private readonly int[] columns;
    private readonly Finding? problem;

    /// <param name="columns">The column of the schema that each column of the batch is.</param>
    public ParquetChunk(RowBatch batch, Schema schema, int[] columns, long bytesRead)
    {
        this.batch = batch;
        this.schema = schema;
        this.columns = columns;
        (FirstRow, Count, BytesRead) = (batch.FirstRow + 1, batch.Count, bytesRead);
    }

    /// <summary>A single row that says why there are no more.</summary>
    public ParquetChunk(Finding problem, Schema schema, long row, long bytesRead)
    {
        this.problem = problem;
        this.schema = schema;
        columns = [];
        (FirstRow, Count, BytesRead) = (row, 1, bytesRead);
    }

    public override long LineOf(int index) => 0;

    public override Finding? ProblemOf(int index) => problem;

    public override void Read(int index, Span<Value> cells)
    {
        var row = batch![index];
        for (var i = 0; i < columns.Length; i++) cells[columns[i]] = ParquetValues.Of(row[i]);
    }

    public override void WriteOriginal(int index, IBufferWriter<byte> output)
    {
        var cells = new Value[schema.Columns.Count];
        if (batch is not null) Read(index, cells);
        RowJson.Write(schema, columns, cells, output);
    }

    protected override void Release()
    {
        // Its memory is its own, and the collector's.
    }
}
