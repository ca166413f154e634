using Loader.Parquet.Schemas;

namespace Loader.Parquet.Columns;

/// <summary>INT32: integers up to 32 bits, dates, times in milliseconds, small decimals.</summary>
public sealed class Int32Vector : ValueVector<int>
{
    private readonly bool isUnsigned;

    internal Int32Vector(Field field, int[] values, int start, int length, bool[]? nulls)
        : base(field, values, start, length, nulls) => isUnsigned = field.Type!.IsUnsigned;

    public override long GetInt64(int index) => isUnsigned ? (uint)this[index] : this[index];

    public override ulong GetUInt64(int index) => (uint)this[index];
}
