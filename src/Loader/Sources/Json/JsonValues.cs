using System.Globalization;
using System.Text;
using System.Text.Json;
using Loader.Mappings.Rows;
using Loader.Sources.Typed;

namespace Loader.Sources.Json;

/// <summary>Values out of JSON, numbers with their digits.</summary>
/// <remarks>
/// A number without point and exponent is an integer, or a decimal where 64 bits are not enough; with a point it is a decimal; with an exponent a float.
/// </remarks>
internal static class JsonValues
{
    /// <summary>The value the reader stands on, texts as slices of <paramref name="text"/> where they have no escapes.</summary>
    /// <param name="reader">Over <paramref name="text"/> from <paramref name="start"/> on.</param>
    /// <param name="text">The buffer.</param>
    /// <param name="start">Where in it the reader began.</param>
    public static Value Read(ref Utf8JsonReader reader, byte[] text, int start)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.Null: return Value.Null;
            case JsonTokenType.True: return Value.True;
            case JsonTokenType.False: return Value.False;
            case JsonTokenType.Number: return Number(reader.ValueSpan);
            case JsonTokenType.String: return Text(ref reader, text, start);
            case JsonTokenType.StartArray:
                var items = new List<Value>();
                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray) items.Add(Read(ref reader, text, start));
                return Value.Of(items);
            default: return Object(ref reader, text, start);
        }
    }

    public static Value Number(ReadOnlySpan<byte> digits)
    {
        if (digits.IndexOfAny((byte)'e', (byte)'E') >= 0)
        {
            var number = double.Parse(digits, NumberStyles.Float, CultureInfo.InvariantCulture);
            return double.IsFinite(number) ? Value.Of(number) : Value.Of(TooLarge(digits));
        }

        return digits.Contains((byte)'.') ? ExactNumber.Decimal(digits) : ExactNumber.Integer(digits);
    }

    private static Problem TooLarge(ReadOnlySpan<byte> digits) =>
        new(JsonCodes.NoNumber, $"{Encoding.UTF8.GetString(digits)} is beyond the largest float of 64 bits", Hint: "make a text of it where it comes from");

    private static Value Text(ref Utf8JsonReader reader, byte[] text, int start)
    {
        if (!reader.ValueIsEscaped) return Value.OfUtf8(text, start + (int)reader.TokenStartIndex + 1, reader.ValueSpan.Length);
        var unescaped = new byte[reader.ValueSpan.Length];
        return Value.OfUtf8(unescaped, 0, reader.CopyString(unescaped));
    }

    private static Value Object(ref Utf8JsonReader reader, byte[] text, int start)
    {
        var members = new List<KeyValuePair<string, Value>>();
        string? twice = null;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            var name = reader.GetString()!;
            if (members.Exists(member => member.Key == name)) twice = name;
            reader.Read();
            members.Add(new(name, Read(ref reader, text, start)));
        }

        return twice is null ? Value.Of(new ValueObject(members)) : Value.Of(new Problem(JsonCodes.Twice, $"an object has the member '{twice}' twice"));
    }
}
