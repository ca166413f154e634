namespace Loader.Parquet.Encodings;

/// <summary>RLE_DICTIONARY and PLAIN_DICTIONARY for values of a fixed size.</summary>
internal sealed class DictionaryDecoder<T>(T[] dictionary, ArraySegment<byte> bytes) : ValueDecoder<T>
{
    private readonly DictionaryIndexes indexes = new(bytes, dictionary.Length);

    public override void Read(Span<T> values)
    {
        Span<int> part = stackalloc int[256];
        while (values.Length > 0)
        {
            if (values.Length < part.Length) part = part[..values.Length];
            indexes.Read(part);
            for (var i = 0; i < part.Length; i++) values[i] = dictionary[part[i]];
            values = values[part.Length..];
        }
    }
}
