using System.Buffers.Binary;
using Loader.Parquet.Metadata;

namespace Loader.Parquet.Tests.Fuzz;

/// <summary>
/// Finds the numbers of a good file: every integer, length and count of the footer and of the page headers, and in the bodies of pages the lengths
/// of level blocks, the heads of runs, bit widths and the sizes that codecs begin with.
/// </summary>
internal sealed class NumberSites
{
    private const int TailBytes = 8;

    // Integers of a body stand at its beginning: levels of two kinds, a bit width, the head of a delta block.
    private const int BodyBytes = 24;

    private readonly byte[] file;
    private readonly List<NumberSite> sites = [];

    private NumberSites(byte[] file) => this.file = file;

    /// <summary>The sites; none for a file that is damaged before anybody damages it.</summary>
    public static IReadOnlyList<NumberSite> Of(byte[] file)
    {
        var found = new NumberSites(file);
        try
        {
            found.Find();
        }
        catch (Exception damaged) when (damaged is ParquetException or IndexOutOfRangeException or ArgumentOutOfRangeException)
        {
            // What was found before is good.
        }

        return found.sites;
    }

    private void Find()
    {
        if (file.Length < TailBytes + 4 || !file.AsSpan(^4..).SequenceEqual("PAR1"u8)) return;
        var size = BinaryPrimitives.ReadInt32LittleEndian(file.AsSpan(^TailBytes..));
        var start = file.Length - TailBytes - size;
        var at = start;
        Struct(ref at, end: 0);
        foreach (var group in FileMetadata.Read(file.AsSpan(start, size)).RowGroups)
        {
            foreach (var chunk in group.Chunks) Pages(chunk, start);
        }
    }

    private void Pages(ChunkMetadata chunk, int dataEnd)
    {
        var at = (int)(chunk.DictionaryPageOffset is > 0 and var dictionary && dictionary < chunk.DataPageOffset ? dictionary : chunk.DataPageOffset);
        for (var left = chunk.ValueCount; left > 0 && at < dataEnd;)
        {
            var header = PageHeader.Read(file.AsSpan(at..dataEnd));
            var body = at + header.HeaderBytes;
            var end = body + header.CompressedBytes;
            var position = at;
            Struct(ref position, end);
            for (var i = body; i < Math.Min(end, body + BodyBytes); i++)
            {
                sites.Add(new(i, 1, NumberForm.Byte, end));
                if (i + 4 <= end && i % 2 == 0) sites.Add(new(i, 4, NumberForm.Word, end));
                if (i + 2 <= end) sites.Add(new(i, 2, NumberForm.Varint, end));
            }

            if (header.Type != PageType.Dictionary) left -= header.ValueCount;
            at = end;
        }
    }

    private void Struct(ref int at, int end)
    {
        while (true)
        {
            var header = file[at++];
            var type = header & 0x0F;
            if (type == 0) return;
            if (header >> 4 == 0) Number(ref at, NumberForm.Zigzag, end);
            if (type > 2) Value(ref at, type, end);
        }
    }

    private void Value(ref int at, int type, int end)
    {
        switch (type)
        {
            case 1 or 2 or 3: sites.Add(new(at++, 1, NumberForm.Byte, end)); break;
            case 4 or 5 or 6: Number(ref at, NumberForm.Zigzag, end); break;
            case 7: at += 8; break;
            case 8: at += (int)Number(ref at, NumberForm.Varint, end); break;
            case 9 or 10:
                sites.Add(new(at, 1, NumberForm.Byte, end));
                var head = file[at++];
                var count = head >> 4 == 15 ? Number(ref at, NumberForm.Varint, end) : (ulong)(head >> 4);
                for (ulong i = 0; i < count; i++) Value(ref at, head & 0x0F, end);
                break;
            case 12: Struct(ref at, end); break;
            default: throw ParquetException.Damaged($"Thrift: unknown type {type}");
        }
    }

    private ulong Number(ref int at, NumberForm form, int end)
    {
        var start = at;
        ulong value = 0;
        for (var shift = 0; ; shift += 7)
        {
            var part = file[at++];
            value |= (ulong)(part & 0x7F) << shift;
            if (part < 0x80) break;
        }

        sites.Add(new(start, at - start, form, end));
        return value;
    }
}
