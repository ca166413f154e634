using System.Buffers.Binary;

namespace Loader.Parquet.Encodings;

/// <summary>The entries of a dictionary of byte arrays, in a buffer that the values of all blocks of a column chunk share.</summary>
internal sealed class BytesDictionary
{
    private BytesDictionary(byte[] buffer, int[] starts, int[] lengths)
    {
        Buffer = buffer;
        Starts = starts;
        Lengths = lengths;
    }

    public byte[] Buffer { get; }

    public int[] Starts { get; }

    public int[] Lengths { get; }

    public int Count => Starts.Length;

    public ReadOnlySpan<byte> this[int index] => Buffer.AsSpan(Starts[index], Lengths[index]);

    /// <param name="page">The page, PLAIN.</param>
    /// <param name="count">Entries.</param>
    /// <param name="fixedLength">Length of every entry, or 0 where each has its own.</param>
    public static BytesDictionary Read(ArraySegment<byte> page, int count, int fixedLength)
    {
        // Every entry takes its length in the page, so the count cannot claim more memory than the page has.
        var least = fixedLength > 0 ? fixedLength : 4;
        if ((long)count * least > page.Count)
            throw ParquetException.Damaged($"a dictionary of {count} entries in a page of {page.Count} bytes");
        var bytes = page.ToArray();
        var (starts, lengths) = (new int[count], new int[count]);
        var position = 0;
        for (var i = 0; i < count; i++)
        {
            var length = fixedLength;
            if (fixedLength == 0)
            {
                if (bytes.Length - position < 4) throw ParquetException.Damaged($"a dictionary page ends before its entry {i}");
                var stored = BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(position));
                position += 4;
                if (stored > bytes.Length - position)
                    throw ParquetException.Damaged($"a dictionary entry of {stored} bytes, {bytes.Length - position} are left in its page");
                length = (int)stored;
            }

            (starts[i], lengths[i]) = (position, length);
            position += length;
        }

        return new BytesDictionary(bytes, starts, lengths);
    }
}
