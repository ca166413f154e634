using System.Buffers.Binary;
using Loader.Parquet.Encodings;
using Loader.Parquet.Metadata;

namespace Loader.Parquet.Pages;

/// <summary>Takes the body of a data page of version 1 apart: repetition levels, definition levels, values.</summary>
internal static class PageSplitter
{
    public static Page Version1(PageHeader header, ArraySegment<byte> body, int maxRepetition, int maxDefinition)
    {
        var repetition = Levels(ref body, header.RepetitionEncoding, header.ValueCount, maxRepetition);
        var definition = Levels(ref body, header.DefinitionEncoding, header.ValueCount, maxDefinition);
        return new Page(
            IsDictionary: false, header.ValueCount, header.Encoding, header.RepetitionEncoding, header.DefinitionEncoding)
        {
            Repetition = repetition,
            Definition = definition,
            Values = body,
        };
    }

    private static ArraySegment<byte> Levels(ref ArraySegment<byte> body, Encoding encoding, int count, int max)
    {
        // Without levels the encoding in the header means nothing; parquet-mr writes BIT_PACKED there.
        if (max == 0) return ArraySegment<byte>.Empty;
        long length;
        switch (encoding)
        {
            case Encoding.Rle:
                if (body.Count < 4) throw ParquetException.Damaged("the page ends where the length of its levels should be");
                length = BinaryPrimitives.ReadUInt32LittleEndian(body);
                body = body[4..];
                break;
            case Encoding.BitPacked:
                length = (((long)count * LevelReader.BitWidth(max)) + 7) / 8;
                break;
            default:
                throw ParquetException.Damaged($"levels with the encoding {encoding}");
        }

        if (length > body.Count) throw ParquetException.Damaged($"levels of {length} bytes, {body.Count} are left in their page");
        var levels = body[..(int)length];
        body = body[(int)length..];
        return levels;
    }
}
