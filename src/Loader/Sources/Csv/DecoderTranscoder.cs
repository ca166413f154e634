using System.Text;

namespace Loader.Sources.Csv;

/// <summary>Any other encoding that .NET can decode: Shift-JIS, GB 18030, UTF-32.</summary>
/// <remarks>
/// The decoder is told to put U+FFFF where it cannot decode. That code point is not a character (The Unicode Standard 23.7) and its UTF-8 form is looked for
/// afterwards; a file that really holds U+FFFF in such an encoding has rows that cannot be read.
/// </remarks>
internal sealed class DecoderTranscoder : ITranscoder
{
    private const char Mark = '\uFFFF';
    private readonly char[] characters = new char[4096];
    private readonly Decoder decoder;

    public DecoderTranscoder(Encoding encoding)
    {
        var strict = (Encoding)encoding.Clone();
        strict.DecoderFallback = new MarkingFallback(Mark, keepsAscii: encoding is not UTF32Encoding);
        decoder = strict.GetDecoder();
    }

    public int Growth => 3;

    public void Convert(ReadOnlySpan<byte> source, Span<byte> utf8, bool isEnd, out int read, out int written)
    {
        read = 0;
        written = 0;
        while (true)
        {
            var room = Math.Min(characters.Length, (utf8.Length - written) / 3);
            if (room < 2) return;
            decoder.Convert(source[read..], characters.AsSpan(0, room), isEnd, out var used, out var made, out var completed);
            read += used;
            foreach (var part in characters.AsSpan(0, made).EnumerateRunes()) written += Write(part, utf8[written..]);
            if (completed) return;
        }
    }

    private static int Write(Rune rune, Span<byte> utf8)
    {
        if (rune.Value != Mark) return rune.EncodeToUtf8(utf8);
        utf8[0] = ITranscoder.Invalid;
        return 1;
    }
}
