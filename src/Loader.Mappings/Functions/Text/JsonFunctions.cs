using System.Buffers.Text;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Loader.Mappings.Events;
using Loader.Mappings.Rows;

namespace Loader.Mappings.Functions.Text;

/// <summary>JSON in a cell: values from it, and values as it.</summary>
internal static class JsonFunctions
{
    private const int DeepestNesting = 64;

    public static readonly IReadOnlyList<FunctionEntry> All =
    [
        new()
        {
            Name = "json",
            Group = "text",
            Help = "The value as JSON text, as an event would carry it.",
            Parameters = [new("x", Kinds.Any)],
            Result = ValueKind.Text,
            Examples = [new("json([\"a\", 12.50, null])", "\"[\\\"a\\\",12.50,null]\""), new("json(null)", "null")],
            Bind = _ => Implementation.Of(ValueKind.Text, Written),
        },
        new()
        {
            Name = "parse_json",
            Group = "text",
            Help = "The value that a JSON text says. Whole numbers are integers, others decimals with their digits, and those with an exponent floats.",
            Parameters = [new("x", Kinds.Text)],
            Examples =
            [
                new("parse_json('\\{\"sku\": \"A\", \"price\": 1.50}').price", "1.50"), new("\"[1, 2]\" | parse_json", "[1,2]"),
                new("parse_json(\"null\")", "null"), new("parse_json(\"\\{oops\")", "ROW001"),
            ],
            Bind = _ => Implementation.Of(null, Read),
        },
    ];

    private static Value Written(in Value x, Scratch scratch) =>
        Unwritable(x) ? Trouble.NotFinite("NaN and infinity have no JSON form") : scratch.Copy(Encoding.UTF8.GetBytes(JsonText.Of(x)));

    private static bool Unwritable(in Value x) => x.Kind switch
    {
        ValueKind.Float => !double.IsFinite(x.Float),
        ValueKind.List => x.List.Any(item => Unwritable(item)),
        ValueKind.Object => x.Object.Members.Any(member => Unwritable(member.Value)),
        _ => false,
    };

    private static Value Read(in Value x, Scratch scratch)
    {
        var reader = new Utf8JsonReader(x.Utf8, new JsonReaderOptions { MaxDepth = DeepestNesting });
        try
        {
            if (!reader.Read()) return Trouble.NotA(x, "JSON");
            var value = Item(ref reader);
            return reader.Read() ? Trouble.NotA(x, "JSON: something follows the value") : value;
        }
        catch (JsonException wrong)
        {
            return Trouble.NotA(
                x,
                "JSON",
                FormattableString.Invariant($"reading stopped at byte {wrong.BytePositionInLine ?? 0} of line {(wrong.LineNumber ?? 0) + 1}"));
        }
        catch (InvalidOperationException)
        {
            // The reader's word for an escape such as \ud800 that stands for half a character.
            return Trouble.NotA(x, "JSON: a text in it is not Unicode");
        }
    }

    private static Value Item(ref Utf8JsonReader reader)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.String: return Value.Of(reader.GetString()!);
            case JsonTokenType.True: return Value.True;
            case JsonTokenType.False: return Value.False;
            case JsonTokenType.Null: return Value.Null;
            case JsonTokenType.Number: return Number(reader.ValueSpan);
            case JsonTokenType.StartArray:
                var items = new List<Value>();
                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray) items.Add(Item(ref reader));
                return Value.Of(items);
            default:
                var members = new List<KeyValuePair<string, Value>>();
                while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
                {
                    var name = reader.GetString()!;
                    reader.Read();
                    members.Add(new(name, Item(ref reader)));
                }

                return Value.Of(new ValueObject(members));
        }
    }

    private static Value Number(ReadOnlySpan<byte> digits)
    {
        if (digits.IndexOfAny((byte)'.', (byte)'e', (byte)'E') < 0
            && Utf8Parser.TryParse(digits, out long integer, out var consumed)
            && consumed == digits.Length) return Value.Of(integer);
        if (ExactDecimal.TryParse(digits, out var number)) return Value.Of(number);
        if (digits.IndexOfAny((byte)'e', (byte)'E') < 0) return WideDecimal.Of(digits);
        var approximate = double.Parse(digits, NumberStyles.Float, CultureInfo.InvariantCulture);
        return double.IsFinite(approximate)
            ? Value.Of(approximate)
            : Trouble.OutOfRange($"{Encoding.ASCII.GetString(digits[..Math.Min(digits.Length, 40)])} does not fit a float");
    }
}
