using System.Buffers;
using System.Text.Json;

namespace Loader.Destinations.Snowplow;

/// <summary>An event's body as the query string of a GET: the same names and texts in form style, space as <c>+</c>, UTF-8 percent-encoded.</summary>
internal sealed class QueryString
{
    private byte[] text = new byte[1024];

    /// <summary>Appends <c>name=value&amp;…</c> for a flat JSON object of texts.</summary>
    public void Write(ReadOnlySpan<byte> body, ArrayBufferWriter<byte> output)
    {
        var reader = new Utf8JsonReader(body);
        var isFirst = true;
        while (reader.Read())
        {
            if (reader.TokenType is not (JsonTokenType.PropertyName or JsonTokenType.String)) continue;
            if (reader.TokenType == JsonTokenType.PropertyName && !isFirst) output.Write("&"u8);
            if (text.Length < reader.ValueSpan.Length) text = new byte[reader.ValueSpan.Length * 2];
            Encode(text.AsSpan(0, reader.CopyString(text)), output);
            if (reader.TokenType == JsonTokenType.PropertyName) output.Write("="u8);
            isFirst = false;
        }
    }

    private static void Encode(ReadOnlySpan<byte> utf8, ArrayBufferWriter<byte> output)
    {
        var span = output.GetSpan(utf8.Length * 3);
        var length = 0;
        foreach (var character in utf8)
        {
            if (char.IsAsciiLetterOrDigit((char)character) || character is (byte)'-' or (byte)'.' or (byte)'_' or (byte)'~')
            {
                span[length++] = character;
            }
            else if (character == ' ')
            {
                span[length++] = (byte)'+';
            }
            else
            {
                span[length++] = (byte)'%';
                span[length++] = Hex(character >> 4);
                span[length++] = Hex(character & 15);
            }
        }

        output.Advance(length);
    }

    private static byte Hex(int digit) => (byte)"0123456789ABCDEF"[digit];
}
