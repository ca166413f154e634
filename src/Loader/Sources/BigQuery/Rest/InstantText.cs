using System.Globalization;
using System.Text;
using Loader.Mappings.Rows;
using Loader.Sources.Typed;

namespace Loader.Sources.BigQuery.Rest;

/// <summary>
/// A TIMESTAMP of a server that does not heed <c>useInt64Timestamp</c>: seconds as a float, <c>1.709210096789012E9</c>, or ISO 8601. Where a double no
/// longer has every microsecond the digits that came may not be those of the table, and there is no value.
/// </summary>
internal static class InstantText
{
    /// <summary>2^33 seconds, the year 2242: up to there a double tells microseconds apart.</summary>
    private const decimal ExactSeconds = 8_589_934_592m;

    private const int MicrosPerSecond = 1_000_000;

    public static Value Read(ReadOnlySpan<byte> text)
    {
        if (decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds)) return Seconds(text, seconds);
        return Iso(Encoding.UTF8.GetString(text)) is { Kind: ValueKind.Time } time ? time : BigQueryValues.None(text, "are no microseconds");
    }

    private static Value Seconds(ReadOnlySpan<byte> text, decimal seconds) => Math.Abs(seconds) > ExactSeconds
        ? BigQueryValues.None(text, "are seconds as a float, which is not exact so far from 1970")
        : BigQueryValues.Timestamp((long)Math.Round(seconds * MicrosPerSecond));

    private static Value? Iso(string text)
    {
        if (text.Length < 19) return null;
        if (text.EndsWith(" UTC", StringComparison.Ordinal)) text = text[..^4] + "Z";
        if (text.EndsWith("+00", StringComparison.Ordinal)) text = text[..^3] + "Z";
        if (text.EndsWith("+00:00", StringComparison.Ordinal)) text = text[..^6] + "Z";
        return TimeText.Read(text[10] == ' ' ? $"{text[..10]}T{text[11..]}" : text);
    }
}
