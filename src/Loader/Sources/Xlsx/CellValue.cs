using System.Globalization;
using System.Text;
using ExcelDataReader;
using Loader.Mappings.Rows;
using Loader.Sources.Typed;

namespace Loader.Sources.Xlsx;

/// <summary>A cell as a value of the mapping language.</summary>
internal static class CellValue
{
    private static readonly DateTime Epoch = DateTime.UnixEpoch;

    /// <summary>
    /// Texts as they stand; numbers by the shortest digits that mean the same (see <see cref="ExactNumber.Shortest"/>); true and false. A number in a
    /// date format is a date when the format shows no time and the number has none, else a local time as text, <c>2026-03-01 10:00:00</c>: a sheet knows no
    /// zone, the mapping does. A format of elapsed hours makes a duration.
    /// </summary>
    public static Value Of(IExcelDataReader row, int column, Scratch texts) => row.GetValue(column) switch
    {
        null => Value.Null,
        string text => texts.Copy(Encoding.UTF8.GetBytes(text)),
        double number => ExactNumber.Shortest(number),
        int number => Value.Of((long)number),
        bool truth => Value.Of(truth),
        TimeSpan length => Length(length),
        DateTime time => Time(time, row.GetNumberFormatString(column), texts),
        var other => throw new InvalidDataException($"a cell is read as {other.GetType().Name}"),
    };

    private static Value Length(TimeSpan length)
    {
        var seconds = (long)Math.Floor(length.TotalSeconds);
        return Value.OfDuration(seconds, (int)((length.Ticks - (seconds * TimeSpan.TicksPerSecond)) * 100));
    }

    private static Value Time(DateTime time, string? format, Scratch texts)
    {
        var showsTime = NumberFormat.ShowsTime(format);
        if (!showsTime && time.TimeOfDay == TimeSpan.Zero) return Value.OfDate((int)(time - Epoch).TotalDays);
        var pattern = showsTime && !NumberFormat.ShowsDay(format) && time.Year == 1899 ? "HH:mm:ss.fff" : "yyyy-MM-dd HH:mm:ss.fff";
        var written = time.ToString(pattern, CultureInfo.InvariantCulture);
        if (written.EndsWith(".000", StringComparison.Ordinal)) written = written[..^4];
        return texts.Copy(Encoding.UTF8.GetBytes(written));
    }
}
