using System.IO.Compression;

namespace Loader.Tests.Sources;

/// <summary>Packs bytes the way exports are.</summary>
internal static class Packed
{
    public static byte[] Gzip(byte[] content) => With(content, stream => new GZipStream(stream, CompressionLevel.Fastest, leaveOpen: true));

    public static byte[] Brotli(byte[] content) => With(content, stream => new BrotliStream(stream, CompressionLevel.Fastest, leaveOpen: true));

    public static byte[] Zip(params (string Name, byte[] Content)[] files)
    {
        var packed = new MemoryStream();
        using (var archive = new ZipArchive(packed, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content) in files)
            {
                using var entry = archive.CreateEntry(name).Open();
                entry.Write(content);
            }
        }

        return packed.ToArray();
    }

    /// <summary>A Zstandard frame of stored blocks (RFC 8878, 3.1.1): what decompresses it has to know frames and blocks, not matches.</summary>
    public static byte[] Zstd(byte[] content, int blockBytes = 100_000)
    {
        // A window of 128 KB, no checksum, no content size.
        var packed = new List<byte>([0x28, 0xB5, 0x2F, 0xFD, 0x00, 0x38]);
        for (var at = 0; at < content.Length || at == 0; at += blockBytes)
        {
            var size = Math.Min(blockBytes, content.Length - at);
            var header = (size << 3) | (at + size >= content.Length ? 1 : 0);
            packed.AddRange([(byte)header, (byte)(header >> 8), (byte)(header >> 16), .. content.AsSpan(at, size)]);
        }

        return [.. packed];
    }

    /// <summary>Zstandard that is text and then blank lines without end: each of the blocks is four bytes and becomes 128 KB.</summary>
    public static byte[] BlankLines(ReadOnlySpan<byte> text, int blocks)
    {
        const int run = ((128 << 10) << 3) | 2;
        var packed = new List<byte>([.. Zstd(text.ToArray())]);
        packed[6] &= 0xFE;
        for (var i = 0; i < blocks; i++) packed.AddRange([run & 0xFF, (run >> 8) & 0xFF, (run >> 16) & 0xFF, (byte)'\n']);
        packed[^4] |= 1;
        return [.. packed];
    }

    private static byte[] With(byte[] content, Func<Stream, Stream> pack)
    {
        var packed = new MemoryStream();
        using (var stream = pack(packed)) stream.Write(content);
        return packed.ToArray();
    }
}
