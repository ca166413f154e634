using System.Buffers;
using Loader.Mappings.Findings;
using Loader.Mappings.Rows;

namespace Loader.Mappings.Tests;

/// <summary>Rows from memory: what a source gives, without a source.</summary>
internal sealed class SampleChunk : RowChunk
{
    private readonly Value[][] rows;
    private readonly Dictionary<int, Finding> problems = [];

    public SampleChunk(params Value[][] rows)
    {
        this.rows = rows;
        FirstRow = 1;
        Count = rows.Length;
    }

    /// <summary>Rows of texts; null is a null cell.</summary>
    public static SampleChunk OfTexts(params string?[][] rows) =>
        new([.. rows.Select(cells => cells.Select(cell => cell is null ? Value.Null : Value.Of(cell)).ToArray())]);

    public SampleChunk Unreadable(int index, Finding problem)
    {
        problems[index] = problem;
        return this;
    }

    /// <summary>The same rows, numbered from another one on.</summary>
    public SampleChunk From(long first)
    {
        FirstRow = first;
        return this;
    }

    /// <summary>What happens to a chunk's buffers after its release: they are written over.</summary>
    public void Spoil()
    {
        foreach (var cell in rows.SelectMany(cells => cells).Where(cell => cell.Kind == ValueKind.Text))
            System.Runtime.InteropServices.MemoryMarshal.AsMemory(cell.Utf8Memory).Span.Fill((byte)'?');
    }

    public override long LineOf(int index) => index + 2;

    public override Finding? ProblemOf(int index) => problems.Count == 0 ? null : problems.GetValueOrDefault(index);

    public override void Read(int index, Span<Value> cells) => rows[index].CopyTo(cells);

    public override void WriteOriginal(int index, IBufferWriter<byte> output) => throw new NotSupportedException();

    protected override void Release()
    {
    }
}
