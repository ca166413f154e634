using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using Loader.Parquet.Schemas;

namespace Loader.Parquet.Columns;

/// <summary>
/// Consecutive values of one field. A vector owns what it needs and never changes: it may be kept, and read by any thread. Indexes
/// count from 0 within the vector. The readers that do not fit the type throw <see cref="InvalidOperationException"/>.
/// </summary>
public abstract class ColumnVector
{
    private readonly bool[]? nulls;

    private protected ColumnVector(Field field, int start, int length, bool[]? nulls)
    {
        Field = field;
        Start = start;
        Length = length;
        this.nulls = nulls;
    }

    public Field Field { get; }

    public int Length { get; }

    /// <summary>False when it is known that no value is null.</summary>
    public bool MayHaveNulls => nulls is not null;

    // Vectors are stretches of larger arrays, which batches of different columns share out differently.
    private protected int Start { get; }

    public bool IsNull(int index) => nulls is not null && nulls[At(index)];

    public virtual bool GetBoolean(int index) => throw Wrong("a boolean");

    /// <summary>Integers that fit 64 signed bits, and the stored numbers of dates, times, timestamps and decimals.</summary>
    /// <exception cref="OverflowException">An unsigned integer above 2^63 - 1; <see cref="GetUInt64"/> has it.</exception>
    public virtual long GetInt64(int index) => throw Wrong("an integer");

    /// <summary>The same bits without a sign.</summary>
    public virtual ulong GetUInt64(int index) => throw Wrong("an integer");

    /// <summary>Floats of every width, exactly.</summary>
    public virtual double GetDouble(int index) => throw Wrong("a float");

    /// <summary>Byte arrays of all types, where they lie. The buffer is not to be written to.</summary>
    public virtual ArraySegment<byte> GetBytes(int index) => throw Wrong("bytes");

    /// <summary>Number of elements of a list, or entries of a map; 0 where it is null.</summary>
    public virtual int GetCount(int index) => throw Wrong("a list or a map");

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private protected int At(int index)
    {
        if ((uint)index >= (uint)Length) OutOfRange(index);
        return Start + index;
    }

    private protected InvalidOperationException Wrong(string wanted) =>
        new($"Column {Field.Name} is {Field.Type?.ToString() ?? Field.Kind.ToString()}, not {wanted}.");

    [DoesNotReturn]
    private void OutOfRange(int index) =>
        throw new ArgumentOutOfRangeException(nameof(index), index, $"Column {Field.Name} has {Length} values here.");
}
