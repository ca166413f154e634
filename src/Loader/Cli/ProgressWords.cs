using System.Globalization;
using Loader.Books;
using Loader.Running;

namespace Loader.Cli;

/// <summary>The numbers of a running load in words.</summary>
internal static class ProgressWords
{
    /// <summary>The four numbers that everybody waits for, then speed.</summary>
    public static string Line(LoadProgress progress, Counts counts, double rowsPerSecond) => string.Create(
        CultureInfo.InvariantCulture,
        $"{counts.Sent:N0} sent, {counts.Failed:N0} failed, {counts.Skipped:N0} skipped, {counts.Uncertain:N0} uncertain, {rowsPerSecond:N0} rows/s, {progress.Sending.InFlight} in flight");

    /// <summary>How much of the source has been read, 0 to 100, or null when its size cannot be known.</summary>
    public static double? Percent(LoadProgress progress) => progress.TotalBytes is > 0 and var total ? Math.Min(100, 100.0 * progress.Bytes / total) : null;

    /// <summary>The time that is left at the speed so far; null while nothing can be said.</summary>
    public static TimeSpan? Left(LoadProgress progress, TimeSpan elapsed) =>
        Percent(progress) is { } percent && percent > 0.5 && elapsed > TimeSpan.FromSeconds(2) ? elapsed * ((100 - percent) / percent) : null;

    public static string Show(TimeSpan time) =>
        time.TotalHours >= 1 ? string.Create(CultureInfo.InvariantCulture, $"{(int)time.TotalHours}:{time.Minutes:D2}:{time.Seconds:D2}")
        : string.Create(CultureInfo.InvariantCulture, $"{time.Minutes}:{time.Seconds:D2}");
}
