using Loader.Parquet.Thrift;

namespace Loader.Parquet.Metadata;

/// <summary>PageHeader of parquet.thrift with the fields of the page kinds side by side; counts are checked not to be negative.</summary>
internal sealed class PageHeader
{
    public PageType Type { get; private set; } = (PageType)(-1);

    public int UncompressedBytes { get; private set; } = -1;

    public int CompressedBytes { get; private set; } = -1;

    /// <summary>CRC-32 over the page body as stored, or null when the writer gave none.</summary>
    public uint? Crc { get; private set; }

    /// <summary>Values with their nulls; for a dictionary its entries. -1 when the header has no such description.</summary>
    public int ValueCount { get; private set; } = -1;

    public Encoding Encoding { get; private set; }

    /// <summary>Only pages of version 1; version 2 always has RLE.</summary>
    public Encoding DefinitionEncoding { get; private set; } = Encoding.Rle;

    public Encoding RepetitionEncoding { get; private set; } = Encoding.Rle;

    /// <summary>Only pages of version 2. Their count of nulls is not kept: the levels say it, and say it rightly.</summary>
    public int DefinitionBytes { get; private set; }

    public int RepetitionBytes { get; private set; }

    public bool IsCompressed { get; private set; } = true;

    /// <summary>Length of the header itself.</summary>
    public int HeaderBytes { get; private set; }

    public static PageHeader Read(ReadOnlySpan<byte> bytes)
    {
        var reader = new CompactReader(bytes);
        var header = new PageHeader();
        int id = 0, description = 0;
        while (reader.NextField(ref id, out var type))
        {
            if (id is 5 or 7 or 8) description = id;
            switch (id)
            {
                case 1: header.Type = (PageType)reader.ReadInt32(type); break;
                case 2: header.UncompressedBytes = reader.ReadInt32(type); break;
                case 3: header.CompressedBytes = reader.ReadInt32(type); break;
                case 4: header.Crc = unchecked((uint)reader.ReadInteger(type)); break;
                case 5: header.ReadVersion1(ref reader, type); break;
                case 7: header.ReadDictionary(ref reader, type); break;
                case 8: header.ReadVersion2(ref reader, type); break;
                default: reader.Skip(type); break;
            }
        }

        header.HeaderBytes = reader.Position;
        if (header.CompressedBytes < 0 || header.UncompressedBytes < 0)
            throw ParquetException.Damaged($"page sizes {header.CompressedBytes} and {header.UncompressedBytes} in the page header");
        var wanted = header.Type switch { PageType.Data => 5, PageType.Dictionary => 7, PageType.DataV2 => 8, _ => description };
        if (description != wanted) throw ParquetException.Damaged($"page of type {header.Type} without its part of the page header");
        if (description != 0 && header.ValueCount < 0) throw ParquetException.Damaged($"page of type {header.Type} without a number of values");
        return header;
    }

    private void ReadVersion1(ref CompactReader reader, CompactType structure)
    {
        CompactReader.ExpectStruct(structure);
        var id = 0;
        while (reader.NextField(ref id, out var type))
        {
            switch (id)
            {
                case 1: ValueCount = ReadCount(ref reader, type, "values"); break;
                case 2: Encoding = (Encoding)reader.ReadInt32(type); break;
                case 3: DefinitionEncoding = (Encoding)reader.ReadInt32(type); break;
                case 4: RepetitionEncoding = (Encoding)reader.ReadInt32(type); break;
                default: reader.Skip(type); break;
            }
        }
    }

    private void ReadDictionary(ref CompactReader reader, CompactType structure)
    {
        CompactReader.ExpectStruct(structure);
        var id = 0;
        while (reader.NextField(ref id, out var type))
        {
            switch (id)
            {
                case 1: ValueCount = ReadCount(ref reader, type, "dictionary entries"); break;
                case 2: Encoding = (Encoding)reader.ReadInt32(type); break;
                default: reader.Skip(type); break;
            }
        }
    }

    private void ReadVersion2(ref CompactReader reader, CompactType structure)
    {
        CompactReader.ExpectStruct(structure);
        var id = 0;
        while (reader.NextField(ref id, out var type))
        {
            switch (id)
            {
                case 1: ValueCount = ReadCount(ref reader, type, "values"); break;
                case 4: Encoding = (Encoding)reader.ReadInt32(type); break;
                case 5: DefinitionBytes = ReadCount(ref reader, type, "bytes of definition levels"); break;
                case 6: RepetitionBytes = ReadCount(ref reader, type, "bytes of repetition levels"); break;
                case 7: IsCompressed = CompactReader.ReadBoolean(type); break;
                default: reader.Skip(type); break;
            }
        }
    }

    private static int ReadCount(ref CompactReader reader, CompactType type, string what)
    {
        var count = reader.ReadInteger(type);
        return count is >= 0 and <= int.MaxValue ? (int)count : throw ParquetException.Damaged($"page header with {count} {what}");
    }
}
