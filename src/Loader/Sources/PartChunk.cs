using System.Buffers;
using Loader.Mappings.Findings;
using Loader.Mappings.Rows;

namespace Loader.Sources;

/// <summary>Rows of one of several inputs, under the numbers that they have in the whole.</summary>
internal sealed class PartChunk : RowChunk
{

    /// <param name="rows">The rows.</param>
    /// <param name="before">How many of them at the beginning are left out.</param>
    /// <param name="firstRow">The number of the first that is not.</param>
    /// <param name="bytesBefore">Bytes of the inputs before this one.</param>
    /// <param name="place">The input.</param>
    public PartChunk(RowChunk rows, int before, long firstRow, long bytesBefore, string place)
    {
        Rows = rows;
        Before = before;
        Place = place;
        FirstRow = firstRow;
        Count = rows.Count - before;
        BytesRead = bytesBefore + rows.BytesRead;
    }

    /// <summary>The rows as they are numbered in the input.</summary>
    public RowChunk Rows { get; }

    /// <summary>How many of them are left out.</summary>
    public int Before { get; }

    public override string? Place { get; }

    public override long LineOf(int index) => Rows.LineOf(index + Before);

    public override Finding? ProblemOf(int index) => Rows.ProblemOf(index + Before);

    public override bool CameLate(int index) => Rows.CameLate(index + Before);

    public override RejectedRow? RejectedAs(int index) => Rows.RejectedAs(index + Before);

    public override void Read(int index, Span<Value> cells) => Rows.Read(index + Before, cells);

    public override void WriteOriginal(int index, IBufferWriter<byte> output) => Rows.WriteOriginal(index + Before, output);

    protected override void Release() => Rows.Dispose();
}
