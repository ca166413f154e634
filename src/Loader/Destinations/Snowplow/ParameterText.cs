using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using System.Text;
using Loader.Mappings.Events;
using Loader.Mappings.Findings;
using Loader.Mappings.Rows;

namespace Loader.Destinations.Snowplow;

/// <summary>
/// A value as the text of a parameter, checked by the parameter's form. Every parameter is a JSON string, numbers too; whoever gets a problem
/// back throws away what was written. Allocates nothing for a value that passes.
/// </summary>
internal static class ParameterText
{
    public static readonly IReadOnlyList<string> Platforms = ["web", "mob", "pc", "srv", "app", "tv", "cnsl", "iot", "headset"];

    private static readonly byte[][] PlatformBytes = [.. Platforms.Select(Encoding.UTF8.GetBytes)];

    /// <summary>Whether values of that type can pass at all, before the first row.</summary>
    public static Problem? CheckKind(ValueKind kind, SnowplowField field, Place place) => (field.Form, kind) switch
    {
        (_, ValueKind.Null) => null,
        (ParameterForm.Flag, ValueKind.Boolean) => null,
        (ParameterForm.Integer or ParameterForm.Positive, ValueKind.Integer or ValueKind.Decimal or ValueKind.Float) => null,
        (ParameterForm.Number, ValueKind.Integer or ValueKind.Decimal or ValueKind.WideDecimal or ValueKind.Float) => null,
        (ParameterForm.Integer or ParameterForm.Positive, _) => Wrong(field, place, kind, "not a whole number", "convert it: … | integer"),
        (ParameterForm.Number, _) => Wrong(field, place, kind, "not a number", "convert it: … | decimal"),
        (ParameterForm.Flag, _) => Wrong(field, place, kind, "neither true nor false", "compare it: = column == \"yes\""),
        (ParameterForm.Text, ValueKind.Text or ValueKind.Integer or ValueKind.Decimal or ValueKind.WideDecimal) => null,
        (_, ValueKind.Text) => null,
        _ => Wrong(field, place, kind, "not a text", "convert it: … | text"),
    };

    /// <summary>Writes a value that is neither null nor an empty text, with its quotes.</summary>
    public static Problem? Write(in Value value, SnowplowField field, Place place, ArrayBufferWriter<byte> output)
    {
        if (CheckKind(value.Kind, field, place) is { } mistyped) return mistyped;
        switch (field.Form)
        {
            case ParameterForm.Number:
                return Number(value, field, place, output);
            case ParameterForm.Integer or ParameterForm.Positive:
                return Integer(value, field, place, output);
            case ParameterForm.Flag:
                output.Write(value.Boolean ? "\"1\""u8 : "\"0\""u8);
                return null;
            case ParameterForm.Text when value.Kind != ValueKind.Text:
                return Number(value, field, place, output);
            default:
                if (Trouble(value.Utf8, field) is { } trouble)
                {
                    return new(SnowplowCodes.BadValue, $"{field.Name} {trouble}", place, "skip or reject such rows, or correct the value in the mapping");
                }

                Json.Text(value.Utf8, output);
                return null;
        }
    }

    /// <summary>The two numbers of a size.</summary>
    public static Problem? WriteSize(in Value width, in Value height, SnowplowField field, Place place, ArrayBufferWriter<byte> output)
    {
        if (Whole(width) is not (> 0 and <= int.MaxValue) || Whole(height) is not (> 0 and <= int.MaxValue))
        {
            return new(
                SnowplowCodes.BadValue, $"{field.Name} {width}x{height} is not two whole numbers above 0", place, "give { width: = …, height: = … } in pixels");
        }

        output.Write("\""u8);
        Json.Integer(Whole(width)!.Value, output);
        output.Write("x"u8);
        Json.Integer(Whole(height)!.Value, output);
        output.Write("\""u8);
        return null;
    }

    /// <summary>The value when it is a whole number of any numeric type.</summary>
    public static long? Whole(in Value value) => value.Kind switch
    {
        ValueKind.Integer => value.Integer,
        ValueKind.Decimal when decimal.IsInteger(value.Decimal) && Math.Abs(value.Decimal) <= long.MaxValue => (long)value.Decimal,
        ValueKind.Float when double.IsInteger(value.Float) && Math.Abs(value.Float) < long.MaxValue => (long)value.Float,
        _ => null,
    };

    private static Problem? Integer(in Value value, SnowplowField field, Place place, ArrayBufferWriter<byte> output)
    {
        var least = field.Form == ParameterForm.Positive ? 1 : int.MinValue;
        if (Whole(value) is not { } number || number < least || number > int.MaxValue)
        {
            return new(
                SnowplowCodes.BadValue, $"{field.Name} {value} is not a whole number from {least.ToString(CultureInfo.InvariantCulture)} to 2147483647", place);
        }

        output.Write("\""u8);
        Json.Integer(number, output);
        output.Write("\""u8);
        return null;
    }

    private static Problem? Number(in Value value, SnowplowField field, Place place, ArrayBufferWriter<byte> output)
    {
        if (value.Kind == ValueKind.Float && !double.IsFinite(value.Float))
        {
            return new(RowCodes.NotFinite, $"{field.Name} is {value}", place, "use if(…) or default(…) to say what it should be");
        }

        output.Write("\""u8);
        Json.Write(value, output);
        output.Write("\""u8);
        return null;
    }

    private static string? Trouble(ReadOnlySpan<byte> text, SnowplowField field)
    {
        if (field.Longest > 0 && text.Length > field.Longest && Encoding.UTF8.GetCharCount(text) > field.Longest)
        {
            return string.Create(CultureInfo.InvariantCulture, $"has more than {field.Longest} characters, which fails the event in the pipeline");
        }

        return field.Form switch
        {
            ParameterForm.Uuid => EventUuid.IsUuid(text) ? null : $"'{Encoding.UTF8.GetString(text)}' is not a UUID",
            ParameterForm.Size => IsSize(text) ? null : $"'{Encoding.UTF8.GetString(text)}' is not WIDTHxHEIGHT",
            ParameterForm.Address => PageAddress.Trouble(text),
            ParameterForm.Currency => IsCurrency(text) ? null : $"'{Encoding.UTF8.GetString(text)}' is not a currency's three letters",
            ParameterForm.Platform => IsPlatform(text) ? null : $"'{Encoding.UTF8.GetString(text)}' is none of {string.Join(", ", Platforms)}",
            ParameterForm.Namespace => text.IndexOfAny((byte)':', (byte)';') < 0 ? null : "holds ':' or ';'",
            _ => null,
        };
    }

    private static bool IsSize(ReadOnlySpan<byte> text)
    {
        var cross = text.IndexOf((byte)'x');
        return cross > 0 && IsPixels(text[..cross]) && IsPixels(text[(cross + 1)..]);
    }

    private static bool IsPixels(ReadOnlySpan<byte> text) =>
        !text.ContainsAnyExceptInRange((byte)'0', (byte)'9') && Utf8Parser.TryParse(text, out int number, out var used) && used == text.Length && number > 0;

    private static bool IsCurrency(ReadOnlySpan<byte> text) =>
        text.Length == 3 && char.IsAsciiLetter((char)text[0]) && char.IsAsciiLetter((char)text[1]) && char.IsAsciiLetter((char)text[2]);

    private static bool IsPlatform(ReadOnlySpan<byte> text)
    {
        foreach (var platform in PlatformBytes)
        {
            if (text.SequenceEqual(platform)) return true;
        }

        return false;
    }

    private static Problem Wrong(SnowplowField field, Place place, ValueKind kind, string what, string hint) =>
        new(SnowplowCodes.WrongType, $"{field.Name} is {ValueWords.Of(kind)}, {what}", place, hint);
}
