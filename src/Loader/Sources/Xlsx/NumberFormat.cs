using System.Text;

namespace Loader.Sources.Xlsx;

/// <summary>What a number format says of a date: whether it shows a time of day.</summary>
internal static class NumberFormat
{
    /// <summary>Hours or seconds outside of texts, colours and locales (ECMA-376 part 1, 18.8.31).</summary>
    public static bool ShowsTime(string? format) => format is not null && Codes(format).IndexOfAny(['h', 's', 'H', 'S']) >= 0;

    /// <summary>Year or day among the codes.</summary>
    public static bool ShowsDay(string? format) => format is not null && Codes(format).IndexOfAny(['y', 'd', 'Y', 'D']) >= 0;

    private static string Codes(string format)
    {
        var codes = new StringBuilder();
        for (var i = 0; i < format.Length; i++)
        {
            switch (format[i])
            {
                case ';': return codes.ToString();
                case '\\' or '_' or '*': i++; break;
                case '"': i = format.IndexOf('"', i + 1) is >= 0 and var quote ? quote : format.Length; break;
                case '[' when !IsElapsed(format, i): i = format.IndexOf(']', i) is >= 0 and var bracket ? bracket : format.Length; break;
                default: codes.Append(format[i]); break;
            }
        }

        return codes.ToString();
    }

    /// <summary><c>[h]</c> counts hours beyond a day.</summary>
    private static bool IsElapsed(string format, int at) =>
        at + 1 < format.Length && format[at + 1] is 'h' or 'H' or 'm' or 'M' or 's' or 'S' && format.IndexOf(']', at) is > 0 and var end && end - at <= 3;
}
