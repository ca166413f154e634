namespace Loader.Parquet.Encodings;

/// <summary>The indexes of a dictionary-encoded page: one byte of bit width, then the hybrid encoding without a length.</summary>
internal sealed class DictionaryIndexes
{
    private readonly int entries;
    private RleHybridReader runs;

    public DictionaryIndexes(ArraySegment<byte> bytes, int entries)
    {
        if (bytes.Count == 0) throw ParquetException.Damaged("a dictionary-encoded page without its bit width");
        this.entries = entries;
        runs = new RleHybridReader(bytes[1..], bytes[0]);
    }

    /// <summary>Reads exactly as many indexes as there is room for; each is checked to be within the dictionary.</summary>
    public void Read(Span<int> indexes)
    {
        runs.Read(indexes);

        // A negative index counts as a very large one: widths go up to 32 bits.
        foreach (var index in indexes)
        {
            if ((uint)index >= (uint)entries)
                throw ParquetException.Damaged($"index {(uint)index} into a dictionary of {entries} entries");
        }
    }
}
