using Loader.Parquet.Columns;
using Loader.Parquet.Encodings;
using Loader.Parquet.Metadata;
using Loader.Parquet.Pages;
using Loader.Parquet.Schemas;

namespace Loader.Parquet.Assembly;

/// <summary>Which encodings each physical type has, and which vector its values end up in.</summary>
internal static class LeafValuesFactory
{
    public static LeafValues For(ColumnType type, ParquetOptions options, ReadBudget budget, bool carriesPrefix) => type.Physical switch
    {
        PhysicalType.Boolean => new FixedValues<bool>(
            (encoding, bytes, _) => encoding switch
            {
                Encoding.Plain => new PlainBooleanDecoder(bytes),
                Encoding.Rle => new RleBooleanDecoder(bytes),
                _ => null,
            },
            (field, values, start, length, nulls) => new BooleanVector(field, values, start, length, nulls),
            check: null, budget),
        PhysicalType.Int32 => new FixedValues<int>(
            (encoding, bytes, count) => encoding == Encoding.DeltaBinaryPacked ? new DeltaInt32Decoder(bytes) : Number<int>(encoding, bytes, count),
            (field, values, start, length, nulls) => new Int32Vector(field, values, start, length, nulls),
            RangeCheck(type), budget),
        PhysicalType.Int64 => new FixedValues<long>(
            (encoding, bytes, count) => encoding == Encoding.DeltaBinaryPacked ? new DeltaInt64Decoder(bytes) : Number<long>(encoding, bytes, count),
            (field, values, start, length, nulls) => new Int64Vector(field, values, start, length, nulls),
            check: null, budget),
        PhysicalType.Float => new FixedValues<float>(
            Number<float>, (field, values, start, length, nulls) => new FloatVector(field, values, start, length, nulls), check: null, budget),
        PhysicalType.Double => new FixedValues<double>(
            Number<double>, (field, values, start, length, nulls) => new DoubleVector(field, values, start, length, nulls), check: null, budget),
        _ => new BytesValues(type, options, budget, carriesPrefix),
    };

    private static ValueDecoder<T>? Number<T>(Encoding encoding, ArraySegment<byte> bytes, int count)
        where T : unmanaged => encoding switch
        {
            Encoding.Plain => new PlainDecoder<T>(bytes),
            Encoding.ByteStreamSplit => new ByteStreamSplitDecoder<T>(bytes, count),
            _ => null,
        };

    // Integers of 8 and 16 bits are stored in 32; a number that does not fit its annotation has no meaning.
    private static Action<ReadOnlySpan<int>>? RangeCheck(ColumnType type)
    {
        if (type.Kind != ValueKind.Integer || type.BitWidth >= 32) return null;
        var (lowest, highest) = type.IsUnsigned
            ? (0, (1 << type.BitWidth) - 1)
            : (-(1 << (type.BitWidth - 1)), (1 << (type.BitWidth - 1)) - 1);
        return values =>
        {
            var at = values.IndexOfAnyExceptInRange(lowest, highest);
            if (at >= 0) throw ParquetException.Damaged($"the value {values[at]} in a column of type {type}");
        };
    }
}
