namespace Loader.Parquet.Compression.Zstd;

/// <summary>Bits read from the first byte on, least significant first, as the descriptions of FSE tables are.</summary>
internal ref struct ForwardBits(ReadOnlySpan<byte> bytes)
{
    private readonly ReadOnlySpan<byte> bytes = bytes;
    private int position;

    /// <summary>Bytes touched so far, the last one perhaps in part.</summary>
    public readonly int BytesUsed => (position + 7) >> 3;

    public int Read(int count)
    {
        var value = Peek(count);
        position += count;
        if (BytesUsed > bytes.Length) throw ParquetException.Damaged("zstd: the description of a table ends early");
        return value;
    }

    public readonly int Peek(int count)
    {
        uint word = 0;
        for (var i = 0; i < 4; i++)
        {
            var at = (position >> 3) + i;
            if (at < bytes.Length) word |= (uint)bytes[at] << (8 * i);
        }

        return (int)((word >> (position & 7)) & ((1u << count) - 1));
    }
}
