using System.Globalization;
using Loader.Books;
using Loader.Running;

namespace Loader.Cli.Progress;

/// <summary>The numbers of a running load in words.</summary>
internal static class ProgressWords
{
    /// <summary>Before this nothing can be said about the time that is left.</summary>
    private static readonly TimeSpan Soonest = TimeSpan.FromSeconds(2);

    /// <summary>What there is to say, the most important first: the four numbers that everybody waits for, then time and speed.</summary>
    public static IEnumerable<string> Parts(LoadProgress progress, Counts before, Counts now, TimeSpan elapsed)
    {
        yield return Text($"{now.Sent:N0} sent, {now.Failed:N0} failed, {now.Skipped:N0} skipped, {now.Uncertain:N0} uncertain");
        if (Left(Percent(progress), elapsed) is { } left) yield return $"{Show(left)} left";
        yield return Text($"{Speed(before, now, elapsed):N0} rows/s");
        yield return Text($"{progress.Sending.InFlight:N0} in flight");
    }

    /// <summary>As many of the first parts as there is room for; never none.</summary>
    public static string Fitting(IEnumerable<string> parts, int room)
    {
        var line = "";
        foreach (var part in parts)
        {
            if (line.Length > 0 && line.Length + 2 + part.Length > room) break;
            line += line.Length == 0 ? part : ", " + part;
        }

        return line;
    }

    /// <summary>How much of the source has been read, 0 to 100, or null when its size cannot be known.</summary>
    public static double? Percent(LoadProgress progress) => progress.TotalBytes is > 0 and var total ? Math.Min(100, 100.0 * progress.Bytes / total) : null;

    /// <summary>Rows of this run by its time: what earlier runs of the load did was not done now.</summary>
    public static double Speed(Counts before, Counts now, TimeSpan elapsed) =>
        elapsed > TimeSpan.Zero ? Math.Max(0, now.Read - before.Read) / elapsed.TotalSeconds : 0;

    /// <summary>The time that is left at the speed so far; null while nothing can be said.</summary>
    public static TimeSpan? Left(double? percent, TimeSpan elapsed) =>
        percent is > 0.5 and < 100 and var done && elapsed > Soonest ? elapsed * ((100 - done) / done) : null;

    /// <summary>A stretch of time as a clock shows it: <c>0:07</c>, <c>12:30</c>, <c>26:00:00</c>.</summary>
    public static string Show(TimeSpan time) => time.TotalHours >= 1
        ? string.Create(CultureInfo.InvariantCulture, $"{(int)time.TotalHours}:{time.Minutes:D2}:{time.Seconds:D2}")
        : string.Create(CultureInfo.InvariantCulture, $"{time.Minutes}:{time.Seconds:D2}");

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
