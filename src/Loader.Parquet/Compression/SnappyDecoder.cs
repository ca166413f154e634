using System.Buffers.Binary;

namespace Loader.Parquet.Compression;

/// <summary>Snappy, raw block format (format_description.txt of the Snappy project), not the framed one.</summary>
internal static class SnappyDecoder
{
    public static void Decompress(ReadOnlySpan<byte> source, Span<byte> target)
    {
        var from = 0;
        var announced = ReadLength(source, ref from);
        if (announced != (uint)target.Length)
            throw ParquetException.Damaged($"snappy: holds {announced} bytes, the page header says {target.Length}");

        var to = 0;
        while (from < source.Length)
        {
            var tag = source[from++];
            if ((tag & 3) == 0)
            {
                var length = LiteralLength(source, tag >> 2, ref from);
                if (length > (uint)(source.Length - from) || length > (uint)(target.Length - to))
                    throw ParquetException.Damaged($"snappy: a literal of {length} bytes goes beyond the end");
                LzCopy.Literals(source, from, target, to, (int)length);
                from += (int)length;
                to += (int)length;
            }
            else
            {
                var (offset, length) = ReadCopy(source, tag, ref from);
                if (offset == 0 || offset > (uint)to || length > target.Length - to)
                    throw ParquetException.Damaged($"snappy: a copy of {length} bytes from {offset} before byte {to}");
                LzCopy.Match(target, to, (int)offset, length);
                to += length;
            }
        }

        if (to != target.Length) throw ParquetException.Damaged($"snappy: ends after {to} of {target.Length} bytes");
    }

    private static uint ReadLength(ReadOnlySpan<byte> source, ref int from)
    {
        ulong value = 0;
        for (var shift = 0; shift < 35; shift += 7)
        {
            if (from >= source.Length) break;
            var part = source[from++];
            value |= (ulong)(part & 0x7F) << shift;
            if (part < 0x80 && value <= uint.MaxValue) return (uint)value;
        }

        throw ParquetException.Damaged("snappy: no length at the start");
    }

    // 0 to 59 mean 1 to 60 bytes; 60 to 63 say that the length minus one follows in one to four bytes.
    private static uint LiteralLength(ReadOnlySpan<byte> source, int code, ref int from)
    {
        if (code < 60) return (uint)code + 1;
        var size = code - 59;
        if (source.Length - from < size) throw Short();
        var value = 0u;
        for (var i = 0; i < size; i++) value |= (uint)source[from++] << (8 * i);
        return value == uint.MaxValue ? value : value + 1;
    }

    private static (uint Offset, int Length) ReadCopy(ReadOnlySpan<byte> source, int tag, ref int from)
    {
        switch (tag & 3)
        {
            case 1:
                if (from >= source.Length) throw Short();
                return ((uint)((tag >> 5 << 8) | source[from++]), ((tag >> 2) & 7) + 4);
            case 2:
                if (source.Length - from < 2) throw Short();
                from += 2;
                return (BinaryPrimitives.ReadUInt16LittleEndian(source[(from - 2)..]), (tag >> 2) + 1);
            default:
                if (source.Length - from < 4) throw Short();
                from += 4;
                return (BinaryPrimitives.ReadUInt32LittleEndian(source[(from - 4)..]), (tag >> 2) + 1);
        }
    }

    private static ParquetException Short() => ParquetException.Damaged("snappy: ends within an element");
}
