namespace Loader.Parquet.Encodings;

/// <summary>RLE_DICTIONARY and PLAIN_DICTIONARY for byte arrays: values point into the buffer of the dictionary.</summary>
internal sealed class DictionaryBytesDecoder(BytesDictionary dictionary, ArraySegment<byte> bytes) : BytesDecoder
{
    private readonly DictionaryIndexes indexes = new(bytes, dictionary.Count);

    public override long BytesPerValue => 0;

    public override bool SharesDictionary => true;

    public override void Read(BytesBuilder target, int at, int count)
    {
        Span<int> part = stackalloc int[256];
        var (starts, lengths) = (dictionary.Starts, dictionary.Lengths);
        while (count > 0)
        {
            if (count < part.Length) part = part[..count];
            indexes.Read(part);
            var targetStarts = target.Starts.AsSpan(at, part.Length);
            var targetLengths = target.Lengths.AsSpan(at, part.Length);
            for (var i = 0; i < part.Length; i++)
            {
                targetStarts[i] = ~starts[part[i]];
                targetLengths[i] = lengths[part[i]];
            }

            at += part.Length;
            count -= part.Length;
        }
    }
}
