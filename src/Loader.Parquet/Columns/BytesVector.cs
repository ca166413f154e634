using Loader.Parquet.Schemas;

namespace Loader.Parquet.Columns;

/// <summary>BYTE_ARRAY, FIXED_LEN_BYTE_ARRAY and INT96: text, bytes, large decimals, and what else is stored as bytes.</summary>
public sealed class BytesVector : ColumnVector
{
    private readonly byte[] owned;
    private readonly byte[] dictionary;
    private readonly int[] starts;
    private readonly int[] lengths;

    internal BytesVector(
        Field field, byte[] owned, byte[] dictionary, int[] starts, int[] lengths, int start, int length, bool[]? nulls)
        : base(field, start, length, nulls)
    {
        this.owned = owned;
        this.dictionary = dictionary;
        this.starts = starts;
        this.lengths = lengths;
    }

    public ReadOnlySpan<byte> this[int index] => GetBytes(index);

    public override ArraySegment<byte> GetBytes(int index)
    {
        var at = At(index);
        var start = starts[at];

        // A negative start is the complement of one in the dictionary's buffer.
        return start >= 0
            ? new ArraySegment<byte>(owned, start, lengths[at])
            : new ArraySegment<byte>(dictionary, ~start, lengths[at]);
    }

    public override double GetDouble(int index) => Field.Type!.Kind == ValueKind.Float
        ? (double)BitConverter.ToHalf(GetBytes(index))
        : throw Wrong("a float");
}
