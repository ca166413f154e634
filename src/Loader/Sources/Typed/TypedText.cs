using System.Buffers;
using System.Globalization;
using System.Text;
using Loader.Mappings.Rows;

namespace Loader.Sources.Typed;

/// <summary>
/// Values as cells of a text file that are read back as the same values: <c>12.50</c> is a decimal (of any width), <c>12</c> an integer, <c>12.</c> one without
/// fraction, <c>1.5E0</c> a float, <c>2026-03-01</c> a date, <c>2026-03-01T09:30:00Z</c> a time, <c>PT90S</c> a duration, <c>\x0aff</c> bytes, <c>true</c> a
/// boolean, <c>[…]</c> and <c>{…}</c> lists and objects, an empty cell null. Everything else is text as it stands.
/// </summary>
/// <remarks>
/// A text that would be read as one of the others has an apostrophe before it, as in a spreadsheet: <c>'007</c> needs none, since no number is written like
/// that, <c>'12</c> does. <c>\?</c> begins a cell that had no value, followed by why; such a cell has none when it is read again, until somebody corrects it.
/// </remarks>
internal static class TypedText
{
    private static readonly SearchValues<byte> HexDigits = SearchValues.Create("0123456789abcdef"u8);

    private static readonly SearchValues<byte> Digits = SearchValues.Create("0123456789."u8);

    public static byte[] Of(in Value value)
    {
        if (value.Kind == ValueKind.Text) return OfText(value.Utf8);
        var output = new ArrayBufferWriter<byte>();
        if (value.Kind is ValueKind.List or ValueKind.Object) TypedJson.Write(value, output);
        else output.Write(Encoding.UTF8.GetBytes(OfScalar(value)));
        return output.WrittenSpan.ToArray();
    }

    /// <summary>The value without marks for its type, as a name.</summary>
    public static ReadOnlySpan<byte> Bare(in Value value) => value.Kind == ValueKind.Text ? value.Utf8 : Of(value);

    /// <summary>The value of a cell. Texts lie in <paramref name="texts"/>.</summary>
    public static Value Read(ReadOnlySpan<byte> cell, Scratch texts)
    {
        if (!cell.IsEmpty && cell[0] == '\'') return texts.Copy(cell[1..]);
        return Typed(cell, texts) ?? texts.Copy(cell);
    }

    private static byte[] OfText(ReadOnlySpan<byte> text)
    {
        var plain = !text.IsEmpty && text[0] != '\'' && Typed(text, new()) is null;
        return plain ? text.ToArray() : [(byte)'\'', .. text];
    }

    private static string OfScalar(in Value value) => value.Kind switch
    {
        ValueKind.Null => "",
        ValueKind.Boolean => value.Boolean ? "true" : "false",
        ValueKind.Integer => value.Integer.ToString(CultureInfo.InvariantCulture),
        ValueKind.Decimal => value.Decimal.ToString(CultureInfo.InvariantCulture) + (value.Decimal.Scale == 0 ? "." : ""),
        ValueKind.WideDecimal => value + (value.Utf8.Contains((byte)'.') ? "" : "."),
        ValueKind.Float => OfFloat(value.Float),
        ValueKind.Date => TimeText.Day(value.Days),
        ValueKind.Time => TimeText.Instant(value.Seconds, value.Nanoseconds),
        ValueKind.Duration => TimeText.Length(value.Seconds, value.Nanoseconds),
        ValueKind.Bytes => @"\x" + Convert.ToHexStringLower(value.Utf8),
        ValueKind.Problem => @"\?" + value.Problem.Message,
        _ => throw new InvalidOperationException($"A value of kind {value.Kind} is not a single one."),
    };

    private static string OfFloat(double number)
    {
        var digits = number.ToString("R", CultureInfo.InvariantCulture);
        return !double.IsFinite(number) || digits.Contains('E', StringComparison.Ordinal) ? digits : digits + "E0";
    }

    /// <summary>The value that is written exactly like that, or null when none is.</summary>
    private static Value? Typed(ReadOnlySpan<byte> cell, Scratch texts)
    {
        if (cell.IsEmpty) return null;
        if (cell[0] is (byte)'[' or (byte)'{') return TypedJson.Read(cell, texts, plain: false);
        if (cell.StartsWith(@"\?"u8)) return Value.Of(new Problem(TypedCodes.NoValue, Encoding.UTF8.GetString(cell[2..])));
        if (cell.StartsWith(@"\x"u8)) return Hexadecimal(cell[2..]);

        // Most texts begin like no other value. The longest scalar but wide decimals is a decimal of 29 digits with sign and point.
        if (!char.IsAsciiDigit((char)cell[0]) && cell[0] is not ((byte)'-' or (byte)'P' or (byte)'t' or (byte)'f' or (byte)'N' or (byte)'I')) return null;
        if (cell.Length > 40) return Wide(cell);
        var text = Encoding.UTF8.GetString(cell);
        return Scalar(text) is { } value && OfScalar(value) == text ? value : Wide(cell);
    }

    /// <summary>A decimal with a point and more digits than one can compute with.</summary>
    private static Value? Wide(ReadOnlySpan<byte> cell)
    {
        var size = cell[0] == '-' ? cell[1..] : cell;
        if (size.Length < 29 || size.ContainsAnyExcept(Digits) || size[0] == '.' || size.Count((byte)'.') != 1) return null;
        var value = WideDecimal.Of(cell[^1] == '.' ? cell[..^1] : cell);
        return value.Kind == ValueKind.WideDecimal && Of(value).AsSpan().SequenceEqual(cell) ? value : null;
    }

    private static Value? Scalar(string text)
    {
        if (text is "true" or "false") return Value.Of(text is "true");
        if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var integer)) return Value.Of(integer);
        if (decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number))
            return Value.Of(number);
        if (text.Contains('E', StringComparison.Ordinal) || text is "NaN" or "Infinity" or "-Infinity")
        {
            return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var real) ? Value.Of(real) : null;
        }

        return TimeText.Read(text);
    }

    private static Value? Hexadecimal(ReadOnlySpan<byte> digits)
    {
        if (digits.Length % 2 != 0 || digits.ContainsAnyExcept(HexDigits)) return null;
        var bytes = Convert.FromHexString(digits);
        return Value.OfBytes(bytes, 0, bytes.Length);
    }
}
