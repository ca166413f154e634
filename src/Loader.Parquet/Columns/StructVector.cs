using Loader.Parquet.Schemas;

namespace Loader.Parquet.Columns;

/// <summary>Structs: one vector per member, all as long as this one. Where the struct is null so are its members.</summary>
public sealed class StructVector : ColumnVector
{
    internal StructVector(Field field, IReadOnlyList<ColumnVector> members, int length, bool[]? nulls)
        : base(field, 0, length, nulls) => Members = members;

    public IReadOnlyList<ColumnVector> Members { get; }
}
