using Loader.Parquet.Schemas;

namespace Loader.Parquet.Columns;

/// <summary>Values of a fixed size. Where a value is null its place holds the default.</summary>
public abstract class ValueVector<T> : ColumnVector
    where T : unmanaged
{
    private readonly T[] values;

    private protected ValueVector(Field field, T[] values, int start, int length, bool[]? nulls)
        : base(field, start, length, nulls) => this.values = values;

    /// <summary>All values of the vector in one stretch.</summary>
    public ReadOnlySpan<T> Values => values.AsSpan(Start, Length);

    public T this[int index] => values[At(index)];
}
