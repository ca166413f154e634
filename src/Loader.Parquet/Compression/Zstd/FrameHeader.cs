using System.Buffers.Binary;

namespace Loader.Parquet.Compression.Zstd;

/// <summary>Header of a Zstandard frame (RFC 8878, 3.1.1.1), behind the magic number.</summary>
/// <param name="HasChecksum">Four bytes of XXH64 follow the last block.</param>
/// <param name="ContentBytes">Decompressed size, or null when it is not stored.</param>
/// <param name="Bytes">Length of the header.</param>
/// <param name="WindowBytes">How far back matches may reach.</param>
internal readonly record struct FrameHeader(bool HasChecksum, ulong? ContentBytes, int Bytes, ulong WindowBytes)
{
    /// <summary>Length of the header that begins with this byte.</summary>
    public static int LengthOf(byte flags)
    {
        var isSingleSegment = (flags & 0x20) != 0;
        var sizeBytes = (flags >> 6) switch { 0 => isSingleSegment ? 1 : 0, 1 => 2, 2 => 4, _ => 8 };
        return (isSingleSegment ? 1 : 2) + ((flags & 3) switch { 3 => 4, var n => n }) + sizeBytes;
    }

    public static FrameHeader Read(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < 2) throw Short();
        var flags = bytes[0];
        if ((flags & 0x08) != 0) throw ParquetException.Unsupported("zstd: a frame with a reserved bit set");
        var isSingleSegment = (flags & 0x20) != 0;

        var position = isSingleSegment ? 1 : 2;
        var dictionaryBytes = (flags & 3) switch { 3 => 4, var n => n };
        if (bytes.Length < position + dictionaryBytes) throw Short();
        if (bytes.Slice(position, dictionaryBytes).ContainsAnyExcept((byte)0))
            throw ParquetException.Unsupported("zstd: a frame that needs a dictionary");
        position += dictionaryBytes;

        var sizeBytes = (flags >> 6) switch { 0 => isSingleSegment ? 1 : 0, 1 => 2, 2 => 4, _ => 8 };
        if (bytes.Length < position + sizeBytes) throw Short();
        var size = bytes.Slice(position, sizeBytes);
        ulong? content = sizeBytes switch
        {
            0 => null,
            1 => size[0],
            2 => BinaryPrimitives.ReadUInt16LittleEndian(size) + 256u,
            4 => BinaryPrimitives.ReadUInt32LittleEndian(size),
            _ => BinaryPrimitives.ReadUInt64LittleEndian(size),
        };
        // RFC 8878, 3.1.1.1.2: a single segment is its own window.
        var window = isSingleSegment ? content!.Value : (8ul + (ulong)(bytes[1] & 7)) << (7 + (bytes[1] >> 3));
        return new FrameHeader((flags & 0x04) != 0, content, position + sizeBytes, window);
    }

    private static ParquetException Short() => ParquetException.Damaged("zstd: the header of a frame ends early");
}
