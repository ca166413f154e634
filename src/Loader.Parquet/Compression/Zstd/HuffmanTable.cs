namespace Loader.Parquet.Compression.Zstd;

/// <summary>A decoding table for literals (RFC 8878, 4.2): the next bits of the stream are the index.</summary>
internal sealed class HuffmanTable
{
    private const int LongestCode = 11;
    private const int HighestWeightLog = 6;

    // Low byte: symbol. High byte: length of its code.
    private readonly ushort[] entries;
    private readonly int log;

    private HuffmanTable(ushort[] entries, int log)
    {
        this.entries = entries;
        this.log = log;
    }

    /// <summary>Reads the description of a table and tells how many bytes it took.</summary>
    public static HuffmanTable Read(ReadOnlySpan<byte> bytes, out int used)
    {
        if (bytes.Length == 0) throw ParquetException.Damaged("zstd: a literals section without its table");
        Span<byte> weights = stackalloc byte[256];
        int count;
        var header = bytes[0];
        if (header < 128)
        {
            if (header > bytes.Length - 1) throw ParquetException.Damaged("zstd: the description of a Huffman table ends early");
            count = ReadCompressedWeights(bytes.Slice(1, header), weights);
            used = 1 + header;
        }
        else
        {
            count = header - 127;
            used = 1 + ((count + 1) / 2);
            if (used > bytes.Length) throw ParquetException.Damaged("zstd: the description of a Huffman table ends early");
            for (var i = 0; i < count; i++) weights[i] = (byte)((i & 1) == 0 ? bytes[1 + (i / 2)] >> 4 : bytes[1 + (i / 2)] & 15);
        }

        return Build(weights, count);
    }

    /// <summary>Decodes one stream, which has to end exactly with the last symbol.</summary>
    public void Decode(ReadOnlySpan<byte> stream, Span<byte> target)
    {
        var bits = new BackwardBits(stream);
        var table = entries;
        var shift = 64 - log;
        var to = 0;

        // Five codes of at most eleven bits are in every word peeked.
        while (to + 5 <= target.Length && bits.Left >= 64)
        {
            var word = bits.Peek();
            var part = target.Slice(to, 5);
            var taken = 0;
            for (var k = 0; k < part.Length; k++)
            {
                var entry = table[(int)(word >> shift)];
                part[k] = (byte)entry;
                word <<= entry >> 8;
                taken += entry >> 8;
            }

            bits.Skip(taken);
            to += 5;
        }

        for (; to < target.Length; to++)
        {
            var entry = table[(int)(bits.Peek() >> shift)];
            target[to] = (byte)entry;
            bits.Skip(entry >> 8);
        }

        if (bits.Left != 0) throw ParquetException.Damaged("zstd: a stream of literals does not end with its last bit");
    }

    // Two states take turns; the stream is over when it has no bits left for the next state.
    private static int ReadCompressedWeights(ReadOnlySpan<byte> bytes, Span<byte> weights)
    {
        var table = FseTable.Read(bytes, HighestWeightLog, 255, out var used);
        var bits = new BackwardBits(bytes[used..]);
        int first = bits.Read(table.Log), second = bits.Read(table.Log);
        if (bits.Left < 0) throw ParquetException.Damaged("zstd: the weights of a Huffman table end early");
        var count = 0;
        while (true)
        {
            if (count > 253) throw ParquetException.Damaged("zstd: more than 255 weights of a Huffman table");
            var entry = table.Entries[first];
            weights[count++] = entry.Symbol;
            first = entry.Base + bits.Read(entry.Width);
            if (bits.Left < 0)
            {
                weights[count++] = table.Entries[second].Symbol;
                return count;
            }

            (first, second) = (second, first);
        }
    }

    private static HuffmanTable Build(Span<byte> weights, int count)
    {
        var sum = 0;
        for (var i = 0; i < count; i++)
        {
            if (weights[i] > LongestCode) throw ParquetException.Damaged($"zstd: a Huffman weight of {weights[i]}");
            sum += weights[i] == 0 ? 0 : 1 << (weights[i] - 1);
        }

        if (sum == 0) throw ParquetException.Damaged("zstd: a Huffman table without symbols");

        // The last weight is not stored: it is what is missing to the next power of two.
        var longest = 32 - int.LeadingZeroCount(sum);
        var rest = (1 << longest) - sum;
        if (longest > LongestCode || !int.IsPow2(rest)) throw ParquetException.Damaged("zstd: the weights of a Huffman table do not add up");
        weights[count++] = (byte)(32 - int.LeadingZeroCount(rest));

        var codes = new ushort[1 << longest];
        var position = 0;
        for (var weight = 1; weight <= longest; weight++)
        {
            for (var symbol = 0; symbol < count; symbol++)
            {
                if (weights[symbol] != weight) continue;
                var length = 1 << (weight - 1);
                codes.AsSpan(position, length).Fill((ushort)(symbol | (longest + 1 - weight) << 8));
                position += length;
            }
        }

        return new HuffmanTable(codes, longest);
    }
}
