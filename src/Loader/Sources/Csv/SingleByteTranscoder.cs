using System.Text;

namespace Loader.Sources.Csv;

/// <summary>Latin-1, Windows-1252 and every other encoding in which a byte is a character.</summary>
internal sealed class SingleByteTranscoder : ITranscoder
{
    private readonly ulong[] table = new ulong[256];

    public SingleByteTranscoder(Encoding encoding, ReadOnlySpan<byte> undefined)
    {
        Span<byte> one = stackalloc byte[1];
        Span<byte> utf8 = stackalloc byte[8];
        var decoder = new DecoderTranscoder(encoding);
        for (var i = 0; i < 256; i++)
        {
            one[0] = (byte)i;
            var written = 1;
            utf8.Clear();
            if (undefined.Contains((byte)i)) utf8[0] = ITranscoder.Invalid;
            else decoder.Convert(one, utf8, isEnd: true, out _, out written);
            table[i] = BitConverter.ToUInt64(utf8) | ((ulong)written << 56);
        }
    }

    public int Growth => 3;

    public void Convert(ReadOnlySpan<byte> source, Span<byte> utf8, bool isEnd, out int read, out int written)
    {
        read = 0;
        written = 0;
        while (read < source.Length)
        {
            var rest = source[read..];
            var plain = rest.IndexOfAnyExceptInRange((byte)0, (byte)0x7F);
            if (plain < 0) plain = rest.Length;
            if (plain > 0)
            {
                // ASCII is the same in all of them that can be asked for; see TextEncoding.
                plain = Math.Min(plain, utf8.Length - written);
                rest[..plain].CopyTo(utf8[written..]);
                read += plain;
                written += plain;
                if (read == source.Length) return;
            }

            var entry = table[source[read]];
            var length = (int)(entry >> 56);
            if (utf8.Length - written < length) return;
            for (var i = 0; i < length; i++) utf8[written++] = (byte)(entry >> (8 * i));
            read++;
        }
    }
}
