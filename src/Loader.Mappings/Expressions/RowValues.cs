using Loader.Mappings.Rows;

namespace Loader.Mappings.Expressions;

/// <summary>One row's cells, and what was computed from them once: converted columns and named values.</summary>
/// <param name="cells">How many cells a row has.</param>
/// <param name="lets">How many named values the mapping has.</param>
internal sealed class RowValues(int cells, int lets)
{
    private readonly Value[] computed = new Value[cells + lets];
    private readonly long[] computedIn = new long[cells + lets];
    private long row = 1;

    public Value[] Cells { get; } = new Value[cells];

    /// <summary>Other cells: what was computed is void.</summary>
    public void Begin() => row++;

    public bool Has(int slot) => computedIn[slot] == row;

    public ref readonly Value this[int slot] => ref computed[slot];

    public void Keep(int slot, in Value value)
    {
        computed[slot] = value;
        computedIn[slot] = row;
    }

    /// <summary>Cells of their own, good after their chunk is released. What was computed from them is computed anew.</summary>
    public void Detach()
    {
        for (var i = 0; i < Cells.Length; i++) Cells[i] = Cells[i].Detached();
        Begin();
    }
}
