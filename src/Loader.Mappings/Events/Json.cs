using System.Buffers;
using System.Buffers.Text;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using Loader.Mappings.Rows;

namespace Loader.Mappings.Events;

/// <summary>
/// Values as JSON, straight into UTF-8. Decimals keep their digits, integers all of theirs, text is copied and escaped only where a
/// byte needs it (quote, backslash, control characters; everything else stays as it came). Times are ISO 8601 in UTC with as many
/// fraction digits as they need (0, 3, 6 or 9), bytes are base64.
/// </summary>
public static class Json
{
    private static readonly SearchValues<byte> NeedsEscape = SearchValues.Create([.. Enumerable.Range(0, 0x20).Select(b => (byte)b), (byte)'"', (byte)'\\']);

    public static void Write(in Value value, ArrayBufferWriter<byte> output)
    {
        switch (value.Kind)
        {
            case ValueKind.Null: output.Write("null"u8); break;
            case ValueKind.Text: Text(value.Utf8, output); break;
            case ValueKind.Integer: Integer(value.Integer, output); break;
            case ValueKind.Decimal: Decimal(value.Decimal, output); break;
            case ValueKind.WideDecimal: output.Write(value.Utf8); break;
            case ValueKind.Float: Float(value.Float, output); break;
            case ValueKind.Boolean: output.Write(value.Boolean ? "true"u8 : "false"u8); break;
            case ValueKind.Time: Time(value.Seconds, value.Nanoseconds, output); break;
            case ValueKind.Date: Date(value.Days, output); break;
            case ValueKind.Duration: Duration(value.Seconds, value.Nanoseconds, output); break;
            case ValueKind.Bytes: Base64(value.Utf8, output); break;
            case ValueKind.List: List(value.List, output); break;
            case ValueKind.Object: Object(value.Object, output); break;
            case ValueKind.Problem: throw new InvalidOperationException("A problem is not a value and cannot be written.");
            default: throw new UnreachableException(value.Kind.ToString());
        }
    }

    /// <summary>A JSON string with its quotes. <paramref name="utf8"/> must be valid UTF-8.</summary>
    public static void Text(ReadOnlySpan<byte> utf8, ArrayBufferWriter<byte> output)
    {
        var span = output.GetSpan(utf8.Length + 2);
        span[0] = (byte)'"';
        if (utf8.IndexOfAny(NeedsEscape) < 0)
        {
            utf8.CopyTo(span[1..]);
            span[utf8.Length + 1] = (byte)'"';
            output.Advance(utf8.Length + 2);
            return;
        }

        output.Advance(1);
        Escaped(utf8, output);
        output.Write("\""u8);
    }

    public static void Integer(long number, ArrayBufferWriter<byte> output)
    {
        var fits = Utf8Formatter.TryFormat(number, output.GetSpan(20), out var written);
        Debug.Assert(fits);
        output.Advance(written);
    }

    /// <summary>A member name with its quotes and the colon.</summary>
    public static void Name(string name, ArrayBufferWriter<byte> output)
    {
        Span<byte> few = stackalloc byte[128];
        Text(Encoding.UTF8.TryGetBytes(name, few, out var length) ? few[..length] : Encoding.UTF8.GetBytes(name), output);
        output.Write(":"u8);
    }

    /// <summary>The day as <c>yyyy-MM-dd</c> without quotes, 10 bytes for the years 0 to 9999.</summary>
    public static void Day(int days, ArrayBufferWriter<byte> output)
    {
        var (year, month, day) = Rows.Calendar.YearMonthDay(days);
        if (year is < 0 or > 9999)
        {
            output.Write(Encoding.ASCII.GetBytes(string.Create(
                CultureInfo.InvariantCulture,
                $"{(year < 0 ? "-" : "+")}{Math.Abs(year):D6}-{month:D2}-{day:D2}")));
            return;
        }

        var span = output.GetSpan(10);
        Digits(span, (int)year, 4);
        span[4] = (byte)'-';
        Digits(span[5..], month, 2);
        span[7] = (byte)'-';
        Digits(span[8..], day, 2);
        output.Advance(10);
    }

    /// <summary><c>HH:mm:ss</c> and the fraction, without quotes; the second of the day is 0 to 86,399.</summary>
    public static void TimeOfDay(int second, int nanoseconds, ArrayBufferWriter<byte> output)
    {
        var span = output.GetSpan(18);
        Digits(span, second / 3600, 2);
        span[2] = (byte)':';
        Digits(span[3..], second / 60 % 60, 2);
        span[5] = (byte)':';
        Digits(span[6..], second % 60, 2);
        var length = 8;
        if (nanoseconds != 0)
        {
            span[8] = (byte)'.';
            var (digits, fraction) = nanoseconds % 1_000_000 == 0 ? (3, nanoseconds / 1_000_000)
                : nanoseconds % 1_000 == 0 ? (6, nanoseconds / 1_000)
                : (9, nanoseconds);
            Digits(span[9..], fraction, digits);
            length = 9 + digits;
        }

        output.Advance(length);
    }

    private static void Decimal(decimal number, ArrayBufferWriter<byte> output)
    {
        var fits = Utf8Formatter.TryFormat(number, output.GetSpan(40), out var written);
        Debug.Assert(fits);
        output.Advance(written);
    }

    private static void Float(double number, ArrayBufferWriter<byte> output)
    {
        if (!double.IsFinite(number)) throw new InvalidOperationException("NaN and infinity have no JSON form; the mapper fails such rows.");
        var fits = number.TryFormat(output.GetSpan(32), out var written, "R", CultureInfo.InvariantCulture);
        Debug.Assert(fits);
        output.Advance(written);
    }

    private static void Time(long seconds, int nanoseconds, ArrayBufferWriter<byte> output)
    {
        output.Write("\""u8);
        var second = PositiveModulo(seconds, 86_400);
        Day(checked((int)((seconds - second) / 86_400)), output);
        output.Write("T"u8);
        TimeOfDay(second, nanoseconds, output);
        output.Write("Z\""u8);
    }

    private static void Date(int days, ArrayBufferWriter<byte> output)
    {
        output.Write("\""u8);
        Day(days, output);
        output.Write("\""u8);
    }

    /// <summary>ISO 8601 in days, hours, minutes and seconds: <c>P1DT2H</c>, <c>PT0.5S</c>, <c>-PT10S</c>.</summary>
    private static void Duration(long seconds, int nanoseconds, ArrayBufferWriter<byte> output)
    {
        output.Write(seconds < 0 ? "\"-P"u8 : "\"P"u8);

        // The seconds of a negative length are rounded towards the past; its size is counted from the other side.
        var size = seconds < 0 ? 0UL - (ulong)seconds : (ulong)seconds;
        if (seconds < 0 && nanoseconds != 0) (size, nanoseconds) = (size - 1, 1_000_000_000 - nanoseconds);
        var (days, hours, minutes, rest) = (size / 86_400, size / 3600 % 24, size / 60 % 60, size % 60);
        if (days != 0) Part(days, 'D', output);
        if (days == 0 || hours + minutes + rest != 0 || nanoseconds != 0) output.Write("T"u8);
        if (hours != 0) Part(hours, 'H', output);
        if (minutes != 0) Part(minutes, 'M', output);
        if (nanoseconds != 0) FractionalSeconds((int)rest, nanoseconds, output);
        else if (rest != 0 || size == 0) Part(rest, 'S', output);
        output.Write("\""u8);
    }

    private static void Part(ulong number, char unit, ArrayBufferWriter<byte> output)
    {
        Integer((long)number, output);
        output.Write([(byte)unit]);
    }

    private static void FractionalSeconds(int seconds, int nanoseconds, ArrayBufferWriter<byte> output)
    {
        Integer(seconds, output);
        var span = output.GetSpan(11);
        span[0] = (byte)'.';
        Digits(span[1..], nanoseconds, 9);
        var length = span[..10].TrimEnd((byte)'0').Length;
        span[length] = (byte)'S';
        output.Advance(length + 1);
    }

    private static void Base64(ReadOnlySpan<byte> bytes, ArrayBufferWriter<byte> output)
    {
        output.Write("\""u8);
        var status = System.Buffers.Text.Base64.EncodeToUtf8(
            bytes,
            output.GetSpan(System.Buffers.Text.Base64.GetMaxEncodedToUtf8Length(bytes.Length)),
            out _,
            out var written);
        Debug.Assert(status == OperationStatus.Done);
        output.Advance(written);
        output.Write("\""u8);
    }

    private static void List(IReadOnlyList<Value> items, ArrayBufferWriter<byte> output)
    {
        output.Write("["u8);
        for (var i = 0; i < items.Count; i++)
        {
            if (i > 0) output.Write(","u8);
            Write(items[i], output);
        }

        output.Write("]"u8);
    }

    private static void Object(ValueObject members, ArrayBufferWriter<byte> output)
    {
        output.Write("{"u8);
        for (var i = 0; i < members.Members.Count; i++)
        {
            if (i > 0) output.Write(","u8);
            Name(members.Members[i].Key, output);
            Write(members.Members[i].Value, output);
        }

        output.Write("}"u8);
    }

    private static void Escaped(ReadOnlySpan<byte> utf8, ArrayBufferWriter<byte> output)
    {
        while (!utf8.IsEmpty)
        {
            var clean = utf8.IndexOfAny(NeedsEscape);
            if (clean < 0) clean = utf8.Length;
            output.Write(utf8[..clean]);
            if (clean == utf8.Length) return;
            Escape(utf8[clean], output);
            utf8 = utf8[(clean + 1)..];
        }
    }

    private static void Escape(byte character, ArrayBufferWriter<byte> output)
    {
        switch (character)
        {
            case (byte)'"': output.Write("\\\""u8); break;
            case (byte)'\\': output.Write("\\\\"u8); break;
            case (byte)'\n': output.Write("\\n"u8); break;
            case (byte)'\r': output.Write("\\r"u8); break;
            case (byte)'\t': output.Write("\\t"u8); break;
            case (byte)'\b': output.Write("\\b"u8); break;
            case (byte)'\f': output.Write("\\f"u8); break;
            default:
                var span = output.GetSpan(6);
                "\\u00"u8.CopyTo(span);
                span[4] = (byte)(character < 16 ? '0' : '1');
                span[5] = (byte)"0123456789abcdef"[character & 15];
                output.Advance(6);
                break;
        }
    }

    private static void Digits(Span<byte> span, int number, int count)
    {
        for (var i = count - 1; i >= 0; i--)
        {
            span[i] = (byte)('0' + (number % 10));
            number /= 10;
        }
    }

    private static int PositiveModulo(long value, int modulus) => (int)(((value % modulus) + modulus) % modulus);
}
