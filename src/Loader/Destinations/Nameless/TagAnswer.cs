using System.Text;
using System.Text.Json;

namespace Loader.Destinations.Nameless;

/// <summary>
/// The tag's own words in an answer: <c>{"status_code": n, "response": "…", "data": {…}}</c>. A body without them is not from the
/// tag, whatever its status and content type say; neither is a refusal without a text.
/// </summary>
/// <param name="StatusCode">The tag's own status.</param>
/// <param name="Text">What it says, repaired and without the coloured circle in front; null when accepted.</param>
internal readonly record struct TagAnswer(int StatusCode, string? Text)
{
    private static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    /// <summary>
    /// Reads the tag's answer; null when the body is not one. An accepted event is known by its status alone: reading stops there,
    /// before the enriched copy of the event that follows. That the body was complete is HTTP's to say.
    /// </summary>
    public static TagAnswer? Read(ReadOnlySpan<byte> body)
    {
        if (body.StartsWith(ByteOrderMark)) body = body[ByteOrderMark.Length..];
        var reader = new Utf8JsonReader(body, new JsonReaderOptions { MaxDepth = 1_000 });
        int? status = null;
        string? text = null;
        try
        {
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject) return null;
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                if (reader.ValueTextEquals("status_code"u8))
                {
                    reader.Read();
                    if (reader.TokenType != JsonTokenType.Number || !reader.TryGetInt32(out var number)) return null;
                    if (number == 200) return new(number, null);
                    status = number;
                }
                else if (reader.ValueTextEquals("response"u8))
                {
                    reader.Read();
                    if (reader.TokenType == JsonTokenType.String) text = reader.GetString();
                    else reader.Skip();
                }
                else
                {
                    reader.Skip();
                }
            }
        }
        catch (JsonException)
        {
            // Not JSON, or cut short. What was read before still counts: the tag had spoken.
        }
        catch (InvalidOperationException)
        {
            // A text with bytes that are not UTF-8.
        }

        return status is { } code && text is not null ? new(code, Plain(text)) : null;
    }

    /// <summary>The text from its first letter on, after repairing UTF-8 that somebody on the way decoded as Latin-1.</summary>
    internal static string Plain(string text)
    {
        if (text.Any(c => c >= 0x80) && text.All(c => c <= 0xFF))
        {
            try
            {
                text = new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(Encoding.Latin1.GetBytes(text));
            }
            catch (DecoderFallbackException)
            {
                // It was Latin-1 after all.
            }
        }

        var letter = 0;
        while (letter < text.Length && !char.IsAsciiLetterOrDigit(text[letter])) letter++;
        return text[letter..].Trim();
    }
}
