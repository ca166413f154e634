using Loader.Parquet.Schemas;

namespace Loader.Parquet.Columns;

/// <summary>Lists or maps: the elements of all of them in one vector after the other, and where each list begins.</summary>
public sealed class ListVector : ColumnVector
{
    private readonly int[] offsets;

    internal ListVector(Field field, IReadOnlyList<ColumnVector> parts, int[] offsets, int length, bool[]? nulls)
        : base(field, 0, length, nulls)
    {
        Parts = parts;
        this.offsets = offsets;
    }

    /// <summary>Lists: the elements. Maps: the keys, and the values if there are any.</summary>
    public IReadOnlyList<ColumnVector> Parts { get; }

    public override int GetCount(int index) => offsets[At(index) + 1] - offsets[index];

    /// <summary>Where the elements of a list begin in <see cref="Parts"/>.</summary>
    public int GetOffset(int index) => offsets[At(index)];
}
