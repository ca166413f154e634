using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using Loader.Mappings.Rows;

namespace Loader.Destinations.GoogleAnalytics;

/// <summary>
/// Values as <c>application/x-www-form-urlencoded</c> text: letters, digits and <c>_ . - ~</c> as they are, a space as <c>+</c>, all else
/// percent-encoded UTF-8 with capital digits.
/// </summary>
internal static class FormText
{
    private static readonly SearchValues<byte> Plain = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.-~"u8);

    public static void Write(in Value value, ArrayBufferWriter<byte> output)
    {
        Span<byte> number = stackalloc byte[40];
        var length = 0;
        switch (value.Kind)
        {
            case ValueKind.Text or ValueKind.WideDecimal:
                Encode(value.Utf8, output);
                return;
            case ValueKind.Boolean:
                output.Write(value.Boolean ? "1"u8 : "0"u8);
                return;
            case ValueKind.Integer:
                Utf8Formatter.TryFormat(value.Integer, number, out length);
                break;
            case ValueKind.Decimal:
                Utf8Formatter.TryFormat(value.Decimal, number, out length);
                break;
            case ValueKind.Float:
                value.Float.TryFormat(number, out length, "R", CultureInfo.InvariantCulture);
                break;
            default:
                throw new InvalidOperationException($"A value of kind {value.Kind} has no place in a hit.");
        }

        Encode(number[..length], output);
    }

    public static void Encode(ReadOnlySpan<byte> utf8, ArrayBufferWriter<byte> output)
    {
        while (!utf8.IsEmpty)
        {
            var plain = utf8.IndexOfAnyExcept(Plain);
            if (plain < 0) plain = utf8.Length;
            output.Write(utf8[..plain]);
            if (plain == utf8.Length) return;
            Escape(utf8[plain], output);
            utf8 = utf8[(plain + 1)..];
        }
    }

    private static void Escape(byte character, ArrayBufferWriter<byte> output)
    {
        if (character == ' ')
        {
            output.Write("+"u8);
            return;
        }

        var digits = "0123456789ABCDEF"u8;
        var span = output.GetSpan(3);
        span[0] = (byte)'%';
        span[1] = digits[character >> 4];
        span[2] = digits[character & 15];
        output.Advance(3);
    }
}
