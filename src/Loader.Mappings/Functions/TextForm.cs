using System.Buffers.Text;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using Loader.Mappings.Events;
using Loader.Mappings.Functions.Times;
using Loader.Mappings.Rows;

namespace Loader.Mappings.Functions;

/// <summary>
/// The one written form of a single value: numbers with their digits, true and false, times as ISO 8601 in UTC, dates as
/// yyyy-MM-dd, durations as ISO 8601. What interpolation, <c>text</c> and <c>join</c> use.
/// </summary>
internal static class TextForm
{
    /// <summary>No text of the language grows beyond it: an expression cannot take the machine's memory.</summary>
    public const int LongestText = 64 << 20;

    private static readonly TimePattern Day = Pattern("yyyy-MM-dd");

    /// <summary>As the events write times: a fraction of 0, 3, 6 or 9 digits, whatever is needed.</summary>
    private static readonly TimePattern[] Times =
        [.. new[] { "", ".fff", ".ffffff", ".fffffffff" }.Select(fraction => Pattern($"yyyy-MM-ddTHH:mm:ss{fraction}Z"))];

    /// <summary>The value as text; text is returned as it is. Not for null, problems, lists, objects and bytes.</summary>
    public static Value Of(in Value value, Scratch scratch)
    {
        switch (value.Kind)
        {
            case ValueKind.Text:
                return value;
            case ValueKind.Integer:
                return Written(Utf8Formatter.TryFormat(value.Integer, scratch.Take(20), out var length), length, scratch);
            case ValueKind.Decimal:
                return Written(Utf8Formatter.TryFormat(value.Decimal, scratch.Take(40), out length), length, scratch);
            case ValueKind.WideDecimal:
                return scratch.Copy(value.Utf8);
            case ValueKind.Float when !double.IsFinite(value.Float):
                return Trouble.NotFinite("NaN and infinity have no written form");
            case ValueKind.Float:
                return Written(value.Float.TryFormat(scratch.Take(32), out length, "R", CultureInfo.InvariantCulture), length, scratch);
            case ValueKind.Boolean:
                return scratch.Copy(value.Boolean ? "true"u8 : "false"u8);
            case ValueKind.Time when TimeRange.Holds(value.Seconds):
                return Time(value.Seconds, value.Nanoseconds, scratch);
            case ValueKind.Date when TimeRange.HoldsDay(value.Days):
                return scratch.Text(PatternWriter.Write(Day, value.Days, 0, 0, 0, scratch.Take(PatternWriter.Most(Day))));
            default:
                // Durations have one form in the program: that of the events. It is a JSON text; its quotes go.
                return scratch.Copy(Encoding.ASCII.GetBytes(JsonText.Of(value)[1..^1]));
        }
    }

    private static Value Written(bool fits, int length, Scratch scratch)
    {
        Debug.Assert(fits);
        return scratch.Text(length);
    }

    private static Value Time(long seconds, int nanoseconds, Scratch scratch)
    {
        var pattern = Times[nanoseconds == 0 ? 0 : nanoseconds % 1_000_000 == 0 ? 1 : nanoseconds % 1_000 == 0 ? 2 : 3];
        var (days, second) = Math.DivRem(seconds, 86_400);
        if (second < 0) (days, second) = (days - 1, second + 86_400);
        return scratch.Text(PatternWriter.Write(pattern, days, (int)second, nanoseconds, 0, scratch.Take(PatternWriter.Most(pattern))));
    }

    private static TimePattern Pattern(string format) =>
        TimePattern.Of(format, reads: false, out var message, out _) ?? throw new InvalidOperationException(message);

    public static Value TooLong(long length) => Trouble.OutOfRange($"a text of {length} bytes is longer than {LongestText}");

    /// <summary>Texts in a row, the separator between them.</summary>
    public static Value Joined(ReadOnlySpan<Value> texts, ReadOnlySpan<byte> separator, Scratch scratch)
    {
        long length = (long)separator.Length * Math.Max(texts.Length - 1, 0);
        foreach (ref readonly var text in texts) length += text.Utf8.Length;
        if (length > LongestText) return TooLong(length);
        var output = scratch.Take((int)length);
        var at = 0;
        for (var i = 0; i < texts.Length; i++)
        {
            if (i > 0)
            {
                separator.CopyTo(output[at..]);
                at += separator.Length;
            }

            texts[i].Utf8.CopyTo(output[at..]);
            at += texts[i].Utf8.Length;
        }

        return scratch.Text(at);
    }
}
