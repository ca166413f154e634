using Loader.Parquet.Schemas;

namespace Loader.Parquet.Columns;

/// <summary>BOOLEAN.</summary>
public sealed class BooleanVector : ValueVector<bool>
{
    internal BooleanVector(Field field, bool[] values, int start, int length, bool[]? nulls)
        : base(field, values, start, length, nulls)
    {
    }

    public override bool GetBoolean(int index) => this[index];
}
