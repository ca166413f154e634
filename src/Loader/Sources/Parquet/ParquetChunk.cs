using System.Buffers;
using System.Text.Json;
using Loader.Mappings.Findings;
using Loader.Mappings.Rows;
using Loader.Parquet;
using Loader.Sources.Typed;

namespace Loader.Sources.Parquet;

/// <summary>One batch of rows, as it lies in its columns. Values are made when they are read; any thread may.</summary>
internal sealed class ParquetChunk : RowChunk, IExactRows
{
    private readonly RowBatch? batch;
    private readonly Schema schema;
    private readonly int[] columns;
    private readonly RejectedCells rejected;
    private readonly Finding? problem;

    /// <param name="batch">The rows.</param>
    /// <param name="schema">The columns of the source.</param>
    /// <param name="columns">The column of the schema that each column of the batch is.</param>
    /// <param name="rejected">How a row goes to the rejected file.</param>
    /// <param name="bytesRead">How far the file has been read then.</param>
    public ParquetChunk(RowBatch batch, Schema schema, int[] columns, RejectedCells rejected, long bytesRead)
    {
        this.batch = batch;
        this.schema = schema;
        this.rejected = rejected;
        this.columns = columns;
        (FirstRow, Count, BytesRead) = (batch.FirstRow + 1, batch.Count, bytesRead);
    }

    /// <summary>A single row that says why there are no more.</summary>
    public ParquetChunk(Finding problem, Schema schema, RejectedCells rejected, long row, long bytesRead)
    {
        this.problem = problem;
        this.schema = schema;
        this.rejected = rejected;
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
        rejected.Write(cells, output);
    }

    public void Write(int index, IReadOnlyList<int> columns, Utf8JsonWriter json)
    {
        var row = batch![index];
        json.WriteStartObject();
        foreach (var column in columns) ParquetJson.Member(schema.Columns[column].Name, row[Array.IndexOf(this.columns, column)], json);
        json.WriteEndObject();
    }

    protected override void Release()
    {
        // Its memory is its own, and the collector's.
    }
}
