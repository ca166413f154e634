using System.Runtime.CompilerServices;
using Loader.Parquet.Columns;
using Loader.Parquet.Encodings;
using Loader.Parquet.Metadata;
using Loader.Parquet.Pages;
using Loader.Parquet.Schemas;

namespace Loader.Parquet.Assembly;

/// <summary>Values of a fixed size; what differs between the types comes in as functions.</summary>
internal sealed class FixedValues<T>(FixedValues<T>.DecoderOf decoderOf, FixedValues<T>.VectorOf vectorOf, Action<ReadOnlySpan<T>>? check, ReadBudget budget)
    : LeafValues
    where T : unmanaged
{
    private T[] values = [];
    private T[]? dictionary;
    private ValueDecoder<T>? decoder;

    /// <summary>The decoder for a page, or null where the encoding is none for this type.</summary>
    internal delegate ValueDecoder<T>? DecoderOf(Encoding encoding, ArraySegment<byte> bytes, int count);

    internal delegate ColumnVector VectorOf(Field field, T[] values, int start, int length, bool[]? nulls);

    public override void SetDictionary(Page page)
    {
        // Held against the bytes before memory is taken for it. Only booleans take less than a byte.
        var bits = typeof(T) == typeof(bool) ? 1 : Unsafe.SizeOf<T>() * 8L;
        if (page.ValueCount * bits > page.Values.Count * 8L)
            throw ParquetException.Damaged($"a dictionary of {page.ValueCount} entries in a page of {page.Values.Count} bytes");
        ReleaseDictionary();
        budget.Take((long)page.ValueCount * Unsafe.SizeOf<T>(), "a dictionary");
        dictionary = new T[page.ValueCount];
        if (page.ValueCount == 0) return;
        decoderOf(Encoding.Plain, page.Values, page.ValueCount)!.Read(dictionary);
    }

    public override void StartPage(Page page, int present)
    {
        if (present == 0)
        {
            decoder = null;
            return;
        }

        decoder = page.Encoding is Encoding.RleDictionary or Encoding.PlainDictionary
            ? new DictionaryDecoder<T>(dictionary ?? throw Refusals.NoDictionary(), page.Values)
            : decoderOf(page.Encoding, page.Values, present) ?? throw Refusals.Encoding(page.Encoding, typeof(T).Name);
    }

    private protected override void RestartValues(int keepFrom, int keep)
    {
        var old = values;
        values = new T[Capacity];
        old.AsSpan(keepFrom, keep).CopyTo(values);
    }

    private protected override void ResizeValues(int capacity) => Array.Resize(ref values, capacity);

    private protected override void Read(int at, int count)
    {
        if (count == 0) return;
        var target = values.AsSpan(at, count);
        decoder!.Read(target);
        check?.Invoke(target);
    }

    private protected override void Spread(int first, int present, ReadOnlySpan<bool> nulls)
    {
        var from = first + present;
        for (var i = nulls.Length - 1; i >= 0; i--) values[first + i] = nulls[i] ? default : values[--from];
    }

    private protected override ColumnVector Slice(Field field, int start, int length, bool[]? nulls) =>
        vectorOf(field, values, start, length, nulls);

    private protected override void ReleaseValues()
    {
        ReleaseDictionary();
        (values, decoder) = ([], null);
    }

    private void ReleaseDictionary()
    {
        budget.Release((dictionary?.Length ?? 0L) * Unsafe.SizeOf<T>());
        dictionary = null;
    }
}
