using System.Buffers.Binary;

namespace Loader.Parquet.Pages;

/// <summary>CRC-32 with the polynomial of gzip (README of the format, "Checksumming"), eight bytes at a time.</summary>
public static class Crc32
{
    private const uint Polynomial = 0xEDB88320;
    private static readonly uint[] Tables = MakeTables();

    /// <param name="bytes">The content, or its next piece.</param>
    /// <param name="before">The checksum of the pieces before it.</param>
    public static uint Of(ReadOnlySpan<byte> bytes, uint before = 0)
    {
        ReadOnlySpan<uint> t = Tables;
        var crc = ~before;
        while (bytes.Length >= 8)
        {
            var low = BinaryPrimitives.ReadUInt32LittleEndian(bytes) ^ crc;
            var high = BinaryPrimitives.ReadUInt32LittleEndian(bytes[4..]);
            crc = t[0x700 + (byte)low] ^ t[0x600 + (byte)(low >> 8)] ^ t[0x500 + (byte)(low >> 16)] ^ t[0x400 + (int)(low >> 24)]
                ^ t[0x300 + (byte)high] ^ t[0x200 + (byte)(high >> 8)] ^ t[0x100 + (byte)(high >> 16)] ^ t[(int)(high >> 24)];
            bytes = bytes[8..];
        }

        foreach (var b in bytes) crc = t[(byte)(crc ^ b)] ^ (crc >> 8);
        return ~crc;
    }

    // Table k gives the effect of a byte that is k bytes away from the end.
    private static uint[] MakeTables()
    {
        var tables = new uint[8 * 256];
        for (var i = 0u; i < 256; i++)
        {
            var crc = i;
            for (var bit = 0; bit < 8; bit++) crc = (crc & 1) == 1 ? (crc >> 1) ^ Polynomial : crc >> 1;
            tables[i] = crc;
        }

        for (var i = 256; i < tables.Length; i++) tables[i] = (tables[i - 256] >> 8) ^ tables[(byte)tables[i - 256]];
        return tables;
    }
}
