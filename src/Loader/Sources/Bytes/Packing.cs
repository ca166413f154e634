namespace Loader.Sources.Bytes;

/// <summary>How the content of an input is packed.</summary>
internal enum Packing
{
    None,
    Gzip,
    Zstd,
    Brotli,
    Zip,
}

/// <summary>Tells it from the first bytes. Names are not asked: an export called .csv that is gzip is read as gzip.</summary>
internal static class PackingDetection
{
    /// <summary>As many bytes as have to be looked at.</summary>
    public const int Bytes = 8;

    private static readonly (byte[] Magic, string Noun)[] Others =
    [
        ([0xFD, 0x37, 0x7A, 0x58, 0x5A, 0], "an xz file"),
        ([.. "BZh"u8], "a bzip2 file"),
        ([0x37, 0x7A, 0xBC, 0xAF], "a 7z file"),
        ([0x04, 0x22, 0x4D, 0x18], "an lz4 file"),
        ([.. "Rar!"u8], "a rar file"),
    ];

    /// <summary>Brotli has no magic bytes, so for it alone the name decides.</summary>
    public static Packing Of(ReadOnlySpan<byte> head, string name)
    {
        if (head is [0x1F, 0x8B, 8, ..]) return Packing.Gzip;
        if (head is [0x28, 0xB5, 0x2F, 0xFD, ..] or [>= 0x50 and <= 0x5F, 0x2A, 0x4D, 0x18, ..]) return Packing.Zstd;
        if (head is [(byte)'P', (byte)'K', 3, 4, ..] or [(byte)'P', (byte)'K', 5, 6, ..]) return Packing.Zip;
        return name.EndsWith(".br", StringComparison.OrdinalIgnoreCase) ? Packing.Brotli : Packing.None;
    }

    /// <summary>What the input is when it is packed in a way that is not read; null otherwise.</summary>
    public static string? Unread(ReadOnlySpan<byte> head)
    {
        foreach (var (magic, noun) in Others)
        {
            if (head.StartsWith(magic)) return noun;
        }

        return null;
    }

    /// <summary>The name without what only says how it is packed: <c>rows.csv</c> of <c>rows.csv.gz</c>.</summary>
    public static string Unpacked(string name)
    {
        foreach (var extension in (ReadOnlySpan<string>)[".gz", ".gzip", ".zst", ".zstd", ".br", ".zip"])
        {
            if (name.EndsWith(extension, StringComparison.OrdinalIgnoreCase)) return name[..^extension.Length];
        }

        return name;
    }
}
