namespace Loader.Sources.Csv;

/// <summary>Tells a file that is not text from its first bytes.</summary>
internal static class BinaryFile
{
    /// <summary>How much is looked at: as much as git does for the same question.</summary>
    private const int Block = 8000;

    private static readonly (byte[] Magic, string Noun)[] Known =
    [
        ([.. "PAR1"u8], "a Parquet file"),
        ([0xD0, 0xCF, 0x11, 0xE0], "an old Excel file (.xls)"),
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
                if (head.StartsWith(magic)) return (noun, "export it as CSV");
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
