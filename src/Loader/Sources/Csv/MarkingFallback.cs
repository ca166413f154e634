using System.Text;

namespace Loader.Sources.Csv;

/// <summary>Puts a mark where bytes cannot be decoded, and keeps the ASCII among them.</summary>
/// <remarks>
/// A broken lead byte in front of a line break is reported together with it. A row's end must not be lost to one bad byte before it
/// (https://encoding.spec.whatwg.org/#shift_jis-decoder gives the ASCII byte back for the same reason).
/// </remarks>
/// <param name="mark">What is put there.</param>
/// <param name="keepsAscii">Whether a byte below 0x80 can be a character of its own; in UTF-32 it cannot.</param>
internal sealed class MarkingFallback(char mark, bool keepsAscii) : DecoderFallback
{
    /// <summary>The mark, and the ASCII bytes of the longest sequence there is (four bytes in GB 18030 and UTF-32).</summary>
    public override int MaxCharCount => 4;

    public override DecoderFallbackBuffer CreateFallbackBuffer() => new Buffer(mark, keepsAscii);

    private sealed class Buffer(char mark, bool keepsAscii) : DecoderFallbackBuffer
    {
        private string text = "";
        private int next;

        public override int Remaining => text.Length - next;

        public override bool Fallback(byte[] bytesUnknown, int index)
        {
            text = mark + string.Concat(bytesUnknown.Skip(1).Where(unknown => keepsAscii && unknown < 0x80).Select(unknown => (char)unknown));
            next = 0;
            return true;
        }

        public override char GetNextChar() => next < text.Length ? text[next++] : '\0';

        public override bool MovePrevious()
        {
            if (next == 0) return false;
            next--;
            return true;
        }

        public override void Reset() => (text, next) = ("", 0);
    }
}
