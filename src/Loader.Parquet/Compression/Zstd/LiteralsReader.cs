using System.Buffers.Binary;

namespace Loader.Parquet.Compression.Zstd;

/// <summary>The literals section of a block (RFC 8878, 3.1.1.3.1). Keeps the Huffman table for blocks that use it again.</summary>
internal sealed class LiteralsReader
{
    private const int MostLiterals = 128 << 10;

    private readonly byte[] buffer = new byte[MostLiterals];
    private HuffmanTable? table;

    public void StartFrame() => table = null;

    /// <summary>The literals of a block, and how many of its bytes they took. Good until the next call.</summary>
    public ReadOnlySpan<byte> Read(ReadOnlySpan<byte> block, out int used)
    {
        var type = block[0] & 3;
        var form = (block[0] >> 2) & 3;
        return type < 2 ? ReadPlain(block, type, form, out used) : ReadCompressed(block, type, form, out used);
    }

    private ReadOnlySpan<byte> ReadPlain(ReadOnlySpan<byte> block, int type, int form, out int used)
    {
        var headerBytes = form switch { 1 => 2, 3 => 3, _ => 1 };
        if (block.Length < headerBytes) throw Short();
        var size = form switch
        {
            1 => BinaryPrimitives.ReadUInt16LittleEndian(block) >> 4,
            3 => (block[0] | block[1] << 8 | block[2] << 16) >> 4,
            _ => block[0] >> 3,
        };
        if (size > MostLiterals) throw ParquetException.Damaged($"zstd: {size} literals in one block");
        var stored = type == 0 ? size : 1;
        if (stored > block.Length - headerBytes) throw Short();
        used = headerBytes + stored;
        if (type == 0) return block.Slice(headerBytes, size);
        var repeated = buffer.AsSpan(0, size);
        repeated.Fill(block[headerBytes]);
        return repeated;
    }

    private ReadOnlySpan<byte> ReadCompressed(ReadOnlySpan<byte> block, int type, int form, out int used)
    {
        // Both sizes have 10, 14 or 18 bits; only the first form has a single stream.
        var headerBytes = form switch { 2 => 4, 3 => 5, _ => 3 };
        var width = form switch { 2 => 14, 3 => 18, _ => 10 };
        if (block.Length < headerBytes) throw Short();
        ulong header = 0;
        for (var i = 0; i < headerBytes; i++) header |= (ulong)block[i] << (8 * i);
        var size = (int)(header >> 4) & ((1 << width) - 1);
        var stored = (int)(header >> (4 + width)) & ((1 << width) - 1);
        if (size > MostLiterals) throw ParquetException.Damaged($"zstd: {size} literals in one block");
        if (stored > block.Length - headerBytes) throw Short();
        used = headerBytes + stored;

        var body = block.Slice(headerBytes, stored);
        if (type == 2)
        {
            table = HuffmanTable.Read(body, out var tableBytes);
            body = body[tableBytes..];
        }

        if (table is null) throw ParquetException.Damaged("zstd: literals that refer to a table which was not given");
        var target = buffer.AsSpan(0, size);
        if (form == 0) table.Decode(body, target);
        else DecodeFour(table, body, target);
        return target;
    }

    private static void DecodeFour(HuffmanTable table, ReadOnlySpan<byte> body, Span<byte> target)
    {
        if (body.Length < 6) throw Short();
        var first = BinaryPrimitives.ReadUInt16LittleEndian(body);
        var second = BinaryPrimitives.ReadUInt16LittleEndian(body[2..]);
        var third = BinaryPrimitives.ReadUInt16LittleEndian(body[4..]);
        body = body[6..];
        if (first + second + third > body.Length) throw Short();
        var part = (target.Length + 3) / 4;
        if (part * 3 > target.Length) throw ParquetException.Damaged($"zstd: {target.Length} literals in four streams");
        table.Decode(body[..first], target[..part]);
        table.Decode(body.Slice(first, second), target.Slice(part, part));
        table.Decode(body.Slice(first + second, third), target.Slice(2 * part, part));
        table.Decode(body[(first + second + third)..], target[(3 * part)..]);
    }

    private static ParquetException Short() => ParquetException.Damaged("zstd: the literals of a block end early");
}
