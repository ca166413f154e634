using System.Globalization;
using Loader.Books;
using Loader.Running;

namespace Loader.Cli.Progress;

/// <summary>
/// Progress for logs: a line at every tenth of the source, and one at least every 30 seconds, so that a silent log means a dead process.
/// </summary>
internal sealed class MilestoneProgress(TextWriter talk, TimeProvider clock) : IProgressView
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);

    public async Task ShowAsync(LoadProgress progress, Func<Counts> counts, Task load)
    {
        var started = clock.GetTimestamp();
        var before = counts();
        var milestones = new Milestones();
        using var timer = new PeriodicTimer(Look, clock);
        while (await Task.WhenAny(load, timer.WaitForNextTickAsync().AsTask()) != load)
        {
            var elapsed = clock.GetElapsedTime(started);
            var percent = ProgressWords.Percent(progress);
            if (!milestones.IsDue(percent, elapsed)) continue;
            var line = string.Join(", ", ProgressWords.Parts(progress, before, counts(), elapsed));
            await talk.WriteLineAsync(percent is { } read ? string.Create(CultureInfo.InvariantCulture, $"{Math.Floor(read),3:0}% {line}") : line);
        }

        await load;
    }
}
