using System.Text;

namespace Loader.Mappings.Functions.Times;

/// <summary>Months and weekdays as formats know them: English, read in upper or lower case.</summary>
internal static class EnglishNames
{
    /// <summary>January first.</summary>
    public static readonly byte[][] Months = Utf8(
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December");

    /// <summary>Sunday first.</summary>
    public static readonly byte[][] Weekdays = Utf8("Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday");

    public static readonly byte[][] ShortMonths = [.. Months.Select(name => name[..3])];

    public static readonly byte[][] ShortWeekdays = [.. Weekdays.Select(name => name[..3])];

    /// <summary>The index of the name that the text goes on with, or -1; moves behind it.</summary>
    public static int Read(byte[][] names, ReadOnlySpan<byte> utf8, ref int at)
    {
        for (var i = 0; i < names.Length; i++)
        {
            if (utf8.Length - at < names[i].Length || !Ascii.EqualsIgnoreCase(utf8.Slice(at, names[i].Length), names[i])) continue;
            at += names[i].Length;
            return i;
        }

        return -1;
    }

    /// <summary>1970-01-01 was a Thursday.</summary>
    public static int WeekdayOf(long days) => (int)((((days + 4) % 7) + 7) % 7);

    private static byte[][] Utf8(params string[] names) => [.. names.Select(Encoding.ASCII.GetBytes)];
}
