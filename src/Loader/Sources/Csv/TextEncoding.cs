using System.Text;
using Loader.Mappings.Findings;

namespace Loader.Sources.Csv;

/// <summary>An encoding a file can be in.</summary>
/// <param name="Name">Its name for people and for <see cref="Encoding.GetEncoding(string)"/>: the rejected file is written in it.</param>
/// <param name="Transcoder">Makes what turns it into UTF-8; null when it is UTF-8.</param>
internal sealed record TextEncoding(string Name, Func<ITranscoder>? Transcoder)
{
    public static readonly TextEncoding Utf8 = new("utf-8", null);
    public static readonly TextEncoding Utf16Le = new("utf-16", () => new Utf16Transcoder(bigEndian: false));

    /// <summary>
    /// What <c>utf-16</c> asks for: the byte order of the mark, little-endian without one, as browsers read it
    /// (https://encoding.spec.whatwg.org/#names-and-labels).
    /// </summary>
    public static readonly TextEncoding Utf16 = Utf16Le with { };
    public static readonly TextEncoding Utf16Be = new("utf-16BE", () => new Utf16Transcoder(bigEndian: true));

    /// <summary>The names the reference lists; more are known.</summary>
    public static readonly IReadOnlyList<string> Names = ["auto", "utf-8", "utf-16", "utf-16le", "utf-16be", "latin1", "windows-1252"];

    // The five bytes without a character: https://www.unicode.org/Public/MAPPINGS/VENDORS/MICSFT/WINDOWS/CP1252.TXT. .NET makes control characters of
    // them, which would let a UTF-8 file that is read as Windows-1252 by mistake pass.
    private static readonly byte[] UndefinedIn1252 = [0x81, 0x8D, 0x8F, 0x90, 0x9D];

    private static readonly TextEncoding Utf32Le = Of(Encoding.UTF32);
    private static readonly TextEncoding Utf32Be = Of(new UTF32Encoding(bigEndian: true, byteOrderMark: true));

    // The longer marks first: UTF-32's begins like UTF-16's.
    private static readonly (byte[] Mark, TextEncoding Encoding)[] Marks =
    [
        ([0xEF, 0xBB, 0xBF], Utf8),
        ([0xFF, 0xFE, 0, 0], Utf32Le),
        ([0, 0, 0xFE, 0xFF], Utf32Be),
        ([0xFF, 0xFE], Utf16Le),
        ([0xFE, 0xFF], Utf16Be),
    ];

    /// <summary>The encoding that the file's first bytes say, and how long the byte order mark is; null without one.</summary>
    public static (TextEncoding Encoding, int Length)? OfMark(ReadOnlySpan<byte> head)
    {
        foreach (var (mark, encoding) in Marks)
        {
            if (head.StartsWith(mark)) return (encoding, mark.Length);
        }

        return null;
    }

    /// <summary>The encoding of a name, or null with a hint when there is none that a CSV file could be in.</summary>
    public static TextEncoding? Find(string name, out string? hint)
    {
        hint = null;
        switch (name.ToLowerInvariant())
        {
            case "utf-8" or "utf8": return Utf8;
            case "utf-16" or "utf16": return Utf16;
            case "utf-16le": return Utf16Le;
            case "utf-16be": return Utf16Be;
        }

        try
        {
            var encoding = name.Equals("latin1", StringComparison.OrdinalIgnoreCase)
                ? Encoding.Latin1
                : CodePagesEncodingProvider.Instance.GetEncoding(name) ?? Encoding.GetEncoding(name);
            if (KeepsAscii(encoding)) return Of(encoding);
            hint = "it does not write ASCII as ASCII, so delimiters could not be found; convert the file to UTF-8 first";
        }
        catch (Exception unknown) when (unknown is ArgumentException or NotSupportedException)
        {
            // How .NET says that it knows no such name, or (UTF-7) that it will not read it.
            hint = DidYouMean.Hint(name, Names) ?? "one of: " + string.Join(", ", Names) + ", or another name that .NET knows";
        }

        return null;
    }

    private static TextEncoding Of(Encoding encoding) => new(
        encoding.WebName,
        encoding.IsSingleByte
            ? () => new SingleByteTranscoder(encoding, encoding.CodePage == 1252 ? UndefinedIn1252 : [])
            : () => new DecoderTranscoder(encoding));

    /// <summary>Whether it is UTF-32 or has ASCII as its lower half; EBCDIC and UTF-7 do not.</summary>
    private static bool KeepsAscii(Encoding encoding)
    {
        if (encoding is UTF32Encoding) return true;
        Span<byte> ascii = stackalloc byte[128];
        for (var i = 0; i < ascii.Length; i++) ascii[i] = (byte)i;
        var text = encoding.GetString(ascii);
        return text.Length == ascii.Length && Encoding.ASCII.GetBytes(text).AsSpan().SequenceEqual(ascii);
    }
}
