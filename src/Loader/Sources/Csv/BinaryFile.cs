namespace Loader.Sources.Csv;

/// <summary>Tells a file that is not text from its first bytes.</summary>
internal static class BinaryFile
{
    /// <summary>How much is looked at: as much as git does for the same question.</summary>
    private const int Block = 8000;

    private static readonly (byte[] Magic, string Noun)[] Known =
    [
        ([.. "PAR1"u8], "a Parquet file"),
        ([0x1F, 0x8B], "a gzip file"),
        ([0x50, 0x4B, 0x03, 0x04], "a zip file, as Excel's .xlsx is one"),
        ([0xD0, 0xCF, 0x11, 0xE0], "an old Excel file (.xls)"),
        ([0x28, 0xB5, 0x2F, 0xFD], "a Zstandard file"),
        ([0xFD, 0x37, 0x7A, 0x58, 0x5A], "an xz file"),
        ([.. "BZh"u8], "a bzip2 file"),
        ([.. "Obj\u0001"u8], "an Avro file"),
        ([.. "ORC"u8], "an ORC file"),
        ([.. "SQLite format 3"u8], "an SQLite database"),
    ];

    /// <summary>What the file is, with what to do about it, or null when it may be text with one byte per character of ASCII.</summary>
    public static (string Noun, string Hint)? Recognize(ReadOnlySpan<byte> head)
    {
        head = head[..Math.Min(head.Length, Block)];
        if (HasControls(head))
        {
            foreach (var (magic, noun) in Known)
            {
                if (head.StartsWith(magic)) return (noun, "unpack or export it as CSV");
            }
        }

        if (!head.Contains((byte)0)) return null;
        return Utf16WithoutMark(head) is { } encoding
            ? ("not text, or UTF-16 without a byte order mark", $"if it is text, say encoding: {encoding}")
            : ("not text: there are NUL bytes in it", "name a CSV file, or export this one as CSV");
    }

    private static bool HasControls(ReadOnlySpan<byte> head) =>
        head.IndexOfAnyInRange((byte)0, (byte)8) >= 0 || head.IndexOfAnyInRange((byte)0x0E, (byte)0x1F) >= 0;

    private static string? Utf16WithoutMark(ReadOnlySpan<byte> head)
    {
        var (even, odd) = (0, 0);
        for (var i = 0; i < head.Length; i++)
        {
            if (head[i] == 0 && i % 2 == 0) even++;
            else if (head[i] == 0) odd++;
        }

        if (even + odd < head.Length / 4) return null;
        return even == 0 ? "utf-16le" : odd == 0 ? "utf-16be" : null;
    }
}
