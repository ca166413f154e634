using System.Globalization;
using Loader.Options;
using Loader.Sending;

namespace Loader.Planning;

/// <summary>How long a run takes, by each of its limits alone. Pure.</summary>
internal static class PlanTimes
{
    /// <param name="options">The limits.</param>
    /// <param name="events">Events that leave.</param>
    /// <param name="requests">Requests that carry them.</param>
    /// <param name="bytes">Bytes of their bodies.</param>
    /// <param name="longestLane">Events that wait for each other; null: none do.</param>
    /// <param name="latency">How long one answer is assumed to take.</param>
    public static IReadOnlyList<PlannedTime> Of(SendOptions options, long events, long requests, long bytes, long? longestLane, TimeSpan latency)
    {
        var each = Units.Show(latency);
        List<PlannedTime> times = [new(
            Text($"{options.Parallel} requests in flight, each answered in an assumed {each}"),
            requests * latency.TotalSeconds / options.Parallel)];
        if (options.RequestsPerSecond is { } ofRequests) times.Add(new(Text($"{ofRequests:0.####} requests/s"), requests / ofRequests));
        if (options.EventsPerSecond is { } ofEvents) times.Add(new(Text($"{ofEvents:0.####} events/s"), events / ofEvents));
        if (options.BytesPerSecond is { } ofBytes) times.Add(new(Text($"{ofBytes:N0} bytes/s"), bytes / ofBytes));

        // Where a request holds several events of a lane, they share its wait.
        if (longestLane is { } lane && events > 0)
            times.Add(new(
                Text($"{lane:N0} events of one client, one request after the other, each answered in an assumed {each}"),
                Math.Ceiling(lane * ((double)requests / events)) * latency.TotalSeconds));
        return [.. times.OrderByDescending(time => time.Seconds).Select(time => time with { Seconds = Math.Round(time.Seconds, 3) })];
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
