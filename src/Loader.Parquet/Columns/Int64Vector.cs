using Loader.Parquet.Schemas;

namespace Loader.Parquet.Columns;

/// <summary>INT64: integers, times, timestamps, decimals up to 18 digits.</summary>
public sealed class Int64Vector : ValueVector<long>
{
    private readonly bool isUnsigned;

    internal Int64Vector(Field field, long[] values, int start, int length, bool[]? nulls)
        : base(field, values, start, length, nulls) => isUnsigned = field.Type!.IsUnsigned;

    public override long GetInt64(int index)
    {
        var value = this[index];
        return value >= 0 || !isUnsigned
            ? value
            : throw new OverflowException($"Column {Field.Name}: {(ulong)value} does not fit a signed integer of 64 bits.");
    }

    public override ulong GetUInt64(int index) => (ulong)this[index];
}
