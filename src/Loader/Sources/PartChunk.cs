using System.Buffers;
using Loader.Mappings.Findings;
using Loader.Mappings.Rows;

namespace Loader.Sources;

/// <summary>Rows of one of several inputs, under the numbers that they have in the whole.</summary>
internal sealed class PartChunk : RowChunk
{
    private readonly RowChunk rows;
    private readonly int before;

    /// <param name="rows">The rows.</param>
    /// <param name="before">How many of them at the beginning are left out.</param>
    /// <param name="firstRow">The number of the first that is not.</param>
    /// <param name="bytesBefore">Bytes of the inputs before this one.</param>
    /// <param name="place">The input.</param>
    public PartChunk(RowChunk rows, int before, long firstRow, long bytesBefore, string place)
    {
        this.rows = rows;
        this.before = before;
        Place = place;
        FirstRow = firstRow;
        Count = rows.Count - before;
        BytesRead = bytesBefore + rows.BytesRead;
    }

    public override string? Place { get; }

    public override long LineOf(int index) => rows.LineOf(index + before);

    public override Finding? ProblemOf(int index) => rows.ProblemOf(index + before);

    public override void Read(int index, Span<Value> cells) => rows.Read(index + before, cells);

    public override void WriteOriginal(int index, IBufferWriter<byte> output) => rows.WriteOriginal(index + before, output);

    protected override void Release() => rows.Dispose();
}
