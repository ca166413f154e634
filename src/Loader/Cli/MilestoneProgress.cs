using System.Globalization;
using Loader.Books;
using Loader.Running;

namespace Loader.Cli;

/// <summary>
/// Progress for logs: a line at every tenth of the source, and one at least every 30 seconds, so that a silent log means a dead process.
/// </summary>
internal sealed class MilestoneProgress(TextWriter talk, TimeProvider clock) : IProgressView
{
    private const int Step = 10;
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(30);

    public async Task ShowAsync(LoadProgress progress, Func<Counts> counts, Task load)
    {
        var started = clock.GetTimestamp();
        var spoken = clock.GetTimestamp();
        var next = Step;
        using var timer = new PeriodicTimer(Look, clock);
        while (!load.IsCompleted)
        {
            var tick = timer.WaitForNextTickAsync().AsTask();
            if (await Task.WhenAny(load, tick) == load) break;
            var percent = ProgressWords.Percent(progress);
            if (percent < next && clock.GetElapsedTime(spoken) < Heartbeat) continue;
            while (percent >= next) next += Step;
            spoken = clock.GetTimestamp();
            var now = counts();
            var line = ProgressWords.Line(progress, now, now.Read / clock.GetElapsedTime(started).TotalSeconds);
            await talk.WriteLineAsync(percent is { } p ? string.Create(CultureInfo.InvariantCulture, $"{p,3:0}% {line}") : line);
        }

        await load;
    }
}
