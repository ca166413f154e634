using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Loader.Mappings.Rows;

namespace Loader.Sources.Typed;

/// <summary>Lists and objects as JSON, numbers with their digits.</summary>
internal static class TypedJson
{
    /// <summary>Deeper nesting is no data that anybody maps; it would be an attack on the stack.</summary>
    private const int Deepest = 256;

    private static readonly JsonWriterOptions Written = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    /// <summary>
    /// Writes a list or an object so that it is read back as it was: single values that JSON does not have stand in its strings as in a cell.
    /// </summary>
    public static void Write(in Value value, IBufferWriter<byte> output)
    {
        using var json = new Utf8JsonWriter(output, Written);
        JsonValues.Write(value, json, WriteSingle);
    }

    /// <summary>The value of a JSON text; null when it is none.</summary>
    /// <param name="json">The text.</param>
    /// <param name="texts">Where texts lie.</param>
    /// <param name="plain">Whether its strings are texts and nothing else.</param>
    public static Value? Read(ReadOnlySpan<byte> json, Scratch texts, bool plain)
    {
        try
        {
            var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = Deepest });
            reader.Read();
            var value = Read(ref reader, texts, plain);
            return reader.Read() ? null : value;
        }
        catch (Exception damaged) when (damaged is JsonException or InvalidOperationException)
        {
            // The second is half a character: "\ud800" without its other half.
            return null;
        }
    }

    private static void WriteSingle(in Value value, Utf8JsonWriter json)
    {
        if (value is { Kind: ValueKind.Decimal, Decimal.Scale: > 0 }) json.WriteNumberValue(value.Decimal);
        else json.WriteStringValue(TypedText.Of(value));
    }

    private static Value Read(ref Utf8JsonReader reader, Scratch texts, bool plain)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.Null: return Value.Null;
            case JsonTokenType.True: return Value.True;
            case JsonTokenType.False: return Value.False;
            case JsonTokenType.Number: return Number(reader.ValueSpan);
            case JsonTokenType.String: return Text(ref reader, texts, plain);
            case JsonTokenType.StartArray:
                var items = new List<Value>();
                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray) items.Add(Read(ref reader, texts, plain));
                return Value.Of(items);
            default:
                var members = new List<KeyValuePair<string, Value>>();
                while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
                {
                    var name = reader.GetString()!;
                    reader.Read();
                    members.Add(new(name, Read(ref reader, texts, plain)));
                }

                return Value.Of(new ValueObject(members));
        }
    }

    private static Value Number(ReadOnlySpan<byte> digits) =>
        digits.IndexOfAny((byte)'e', (byte)'E') >= 0 ? Value.Of(double.Parse(digits, System.Globalization.CultureInfo.InvariantCulture))
        : digits.Contains((byte)'.') ? ExactNumber.Decimal(digits)
        : ExactNumber.Integer(digits);

    private static Value Text(ref Utf8JsonReader reader, Scratch texts, bool plain)
    {
        if (!plain) return TypedText.Read(System.Text.Encoding.UTF8.GetBytes(reader.GetString()!), texts);
        var room = texts.Take(reader.ValueSpan.Length);
        return texts.Text(reader.CopyString(room));
    }
}
