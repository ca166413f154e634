using System.Buffers;
using Loader.Mappings.Findings;
using Loader.Mappings.Rows;

namespace Loader.Sources.Typed;

/// <summary>Rows of a rejected file, their texts read back as values.</summary>
internal sealed class CorrectedChunk : RowChunk
{
    private readonly RowChunk texts;
    private readonly int[] columns;
    private readonly Scratch scratch = new();

    public CorrectedChunk(RowChunk texts, int[] columns)
    {
        this.texts = texts;
        this.columns = columns;
        (FirstRow, Count, BytesRead) = (texts.FirstRow, texts.Count, texts.BytesRead);
    }

    public override long LineOf(int index) => texts.LineOf(index);

    public override Finding? ProblemOf(int index) => texts.ProblemOf(index);

    public override bool CameLate(int index) => texts.CameLate(index);

    public override RejectedRow? RejectedAs(int index) => texts.RejectedAs(index);

    public override void Read(int index, Span<Value> cells)
    {
        texts.Read(index, cells);
        foreach (var column in columns)
        {
            if (!cells[column].IsNull) cells[column] = TypedText.Read(cells[column].Utf8, scratch);
        }
    }

    public override void WriteOriginal(int index, IBufferWriter<byte> output) => texts.WriteOriginal(index, output);

    protected override void Release() => texts.Dispose();
}
