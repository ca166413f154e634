using System.Globalization;

namespace Loader.Options;

/// <summary>Numbers with units, as people write them in settings.</summary>
public static class Units
{
    private static readonly (string Unit, decimal Milliseconds)[] Times =
        [("ms", 1), ("s", 1_000), ("m", 60_000), ("h", 3_600_000), ("d", 86_400_000)];

    private static readonly (string Unit, long Bytes)[] Sizes =
        [("KB", 1_000), ("MB", 1_000_000), ("GB", 1_000_000_000), ("KiB", 1 << 10), ("MiB", 1 << 20), ("GiB", 1 << 30), ("B", 1), ("", 1)];

    private static readonly decimal MostMilliseconds = TimeSpan.MaxValue.Ticks / TimeSpan.TicksPerMillisecond;

    /// <summary><c>30s</c>, <c>500ms</c>, <c>1.5h</c>; null when the text is not one.</summary>
    public static TimeSpan? Duration(string text)
    {
        var (number, unit) = Split(text);
        foreach (var (name, milliseconds) in Times)
        {
            if (unit == name && number <= MostMilliseconds / milliseconds)
                return TimeSpan.FromTicks((long)(number.Value * milliseconds * TimeSpan.TicksPerMillisecond));
        }

        return null;
    }

    /// <summary><c>500 KB</c>, <c>1MiB</c>, <c>1048576</c>; null when the text is not one.</summary>
    public static long? Size(string text)
    {
        var (number, unit) = Split(text);
        foreach (var (name, bytes) in Sizes)
        {
            if (string.Equals(unit, name, StringComparison.OrdinalIgnoreCase) && number <= long.MaxValue / bytes) return (long)(number.Value * bytes);
        }

        return null;
    }

    /// <summary>The shortest form that reads back: <c>30s</c>.</summary>
    public static string Show(TimeSpan span)
    {
        var milliseconds = (decimal)span.Ticks / TimeSpan.TicksPerMillisecond;
        for (var i = Times.Length - 1; i > 0; i--)
        {
            if (milliseconds >= Times[i].Milliseconds && milliseconds % Times[i].Milliseconds == 0)
            {
                return (milliseconds / Times[i].Milliseconds).ToString("0", CultureInfo.InvariantCulture) + Times[i].Unit;
            }
        }

        return milliseconds.ToString("0.####", CultureInfo.InvariantCulture) + "ms";
    }

    private static (decimal? Number, string Unit) Split(string text)
    {
        var end = 0;
        while (end < text.Length && (char.IsAsciiDigit(text[end]) || text[end] is '.' or '_')) end++;
        var digits = text[..end];
        var unit = text[end..].Trim();
        return decimal.TryParse(digits.Replace("_", "", StringComparison.Ordinal), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
            ? (number, unit)
            : (null, unit);
    }
}
