using System.Diagnostics;
using System.Globalization;

namespace Loader.Parquet.Tests.Fuzz;

/// <summary>The processor time that this thread has taken: reading from memory stays on one thread.</summary>
internal static class ThreadTime
{
    // proc(5): the 14th and 15th field, in hundredths of a second on every Linux; the second field is a name in brackets, which may hold blanks.
    private const int User = 14 - 3;
    private const int System = 15 - 3;
    private const string Stat = "/proc/thread-self/stat";

    /// <summary>Where no system says it, the clock on the wall stands in.</summary>
    public static TimeSpan Now()
    {
        if (!OperatingSystem.IsLinux()) return Stopwatch.GetElapsedTime(0);
        var text = File.ReadAllText(Stat);
        var fields = text[(text.LastIndexOf(')') + 2)..].Split(' ');
        return TimeSpan.FromMilliseconds(10 * (Ticks(fields[User]) + Ticks(fields[System])));
    }

    private static long Ticks(string field) => long.Parse(field, CultureInfo.InvariantCulture);
}
