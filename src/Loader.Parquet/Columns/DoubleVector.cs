using Loader.Parquet.Schemas;

namespace Loader.Parquet.Columns;

/// <summary>DOUBLE.</summary>
public sealed class DoubleVector : ValueVector<double>
{
    internal DoubleVector(Field field, double[] values, int start, int length, bool[]? nulls)
        : base(field, values, start, length, nulls)
    {
    }

    public override double GetDouble(int index) => this[index];
}
