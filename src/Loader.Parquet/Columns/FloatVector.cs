using Loader.Parquet.Schemas;

namespace Loader.Parquet.Columns;

/// <summary>FLOAT.</summary>
public sealed class FloatVector : ValueVector<float>
{
    internal FloatVector(Field field, float[] values, int start, int length, bool[]? nulls)
        : base(field, values, start, length, nulls)
    {
    }

    public override double GetDouble(int index) => this[index];
}
