using System.Text;
using System.Text.Unicode;
using Loader.Parquet.Columns;
using Loader.Parquet.Encodings;
using Loader.Parquet.Pages;
using Loader.Parquet.Schemas;
using Encoding = Loader.Parquet.Metadata.Encoding;

namespace Loader.Parquet.Assembly;

/// <summary>Byte arrays, of any or of one length.</summary>
internal sealed class BytesValues(ColumnType type, ParquetOptions options, ReadBudget budget, bool carriesPrefix) : LeafValues
{
    // Portions of about this size: enough to be worth a step, little against a page.
    private const int StepBytes = 256 << 10;

    private readonly BytesBuilder builder = new(budget);
    private readonly bool checksText = options.CheckText && type.Kind == ValueKind.Text;
    private BytesDictionary? dictionary;
    private BytesDecoder? decoder;
    private int checkedBytes;

    public override int Step => decoder is null ? int.MaxValue : (int)Math.Max(1, StepBytes / (decoder.BytesPerValue + 1));

    public override long OwnBytes => builder.OwnedCount;

    public override void SetDictionary(Page page)
    {
        ReleaseDictionary();
        budget.Take(page.Values.Count, "a dictionary");
        dictionary = BytesDictionary.Read(page.Values, page.ValueCount, type.FixedLength);
        if (!checksText || Ascii.IsValid(dictionary.Buffer)) return;
        for (var i = 0; i < dictionary.Count; i++)
        {
            if (!Utf8.IsValid(dictionary[i])) throw ParquetException.Damaged($"entry {i} of the dictionary is text that is not UTF-8");
        }
    }

    public override void StartPage(Page page, int present)
    {
        var last = (decoder as DeltaBytesDecoder)?.Previous;
        decoder = present == 0 ? null : Decoder(page, present, carriesPrefix && last is not null ? last : []);
    }

    public override int FindBadText(int from)
    {
        // One look at all new bytes is enough for plain ASCII; the lengths between the values do not disturb it while they are small.
        var fresh = builder.Owned.AsSpan(checkedBytes, builder.OwnedCount - checkedBytes);
        checkedBytes = builder.OwnedCount;
        if (!checksText || decoder is null || decoder.SharesDictionary || Ascii.IsValid(fresh)) return -1;
        for (var i = from; i < Count; i++)
        {
            if (builder.Starts[i] >= 0 && !Utf8.IsValid(builder.Owned.AsSpan(builder.Starts[i], builder.Lengths[i]))) return i;
        }

        return -1;
    }

    private protected override void RestartValues(int keepFrom, int keep)
    {
        builder.Restart(keepFrom, keep, Capacity);
        checkedBytes = builder.OwnedCount;
    }

    private protected override void ResizeValues(int capacity) => builder.Grow(capacity);

    private protected override void Read(int at, int count)
    {
        if (count > 0) decoder!.Read(builder, at, count);
    }

    private protected override void Spread(int first, int present, ReadOnlySpan<bool> nulls) => builder.Spread(first, present, nulls);

    private protected override ColumnVector Slice(Field field, int start, int length, bool[]? nulls) => new BytesVector(
        field, builder.Owned, dictionary?.Buffer ?? [], builder.Starts, builder.Lengths, start, length, nulls);

    private protected override void ReleaseValues()
    {
        builder.Release();
        ReleaseDictionary();
        decoder = null;
        checkedBytes = 0;
    }

    private void ReleaseDictionary()
    {
        budget.Release(dictionary?.Buffer.Length ?? 0);
        dictionary = null;
    }

    private BytesDecoder Decoder(Page page, int present, byte[] previous) => page.Encoding switch
    {
        Encoding.Plain when type.FixedLength > 0 => new FixedBytesDecoder(page.Values, type.FixedLength),
        Encoding.Plain => new PlainBytesDecoder(page.Values, present),
        Encoding.RleDictionary or Encoding.PlainDictionary =>
            new DictionaryBytesDecoder(dictionary ?? throw Refusals.NoDictionary(), page.Values),
        Encoding.DeltaLengthByteArray when type.FixedLength == 0 => new DeltaLengthBytesDecoder(page.Values, present),
        Encoding.DeltaByteArray when type.Physical != Metadata.PhysicalType.Int96 =>
            new DeltaBytesDecoder(page.Values, present, type.FixedLength, previous, options.Limits.PageBytes, budget),
        Encoding.ByteStreamSplit when type.Physical == Metadata.PhysicalType.FixedLenByteArray =>
            new ByteStreamSplitBytesDecoder(page.Values, type.FixedLength, present),
        _ => throw Refusals.Encoding(page.Encoding, type.Physical.ToString()),
    };
}
