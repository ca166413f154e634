using System.Buffers;
using Loader.Mappings.Findings;
using Loader.Mappings.Rows;

namespace Loader.Testing;

/// <summary>The rows of one test, as a source would give them.</summary>
internal sealed class TestChunk : RowChunk
{
    private readonly IReadOnlyList<Value[]> rows;

    public TestChunk(IReadOnlyList<Value[]> rows)
    {
        this.rows = rows;
        (FirstRow, Count) = (1, rows.Count);
    }

    public override long LineOf(int index) => 0;

    public override Finding? ProblemOf(int index) => null;

    public override void Read(int index, Span<Value> cells) => rows[index].CopyTo(cells);

    public override void WriteOriginal(int index, IBufferWriter<byte> output)
    {
    }

    protected override void Release()
    {
    }
}
