using Loader.Books;
using Loader.Running;
using Spectre.Console;

namespace Loader.Cli;

/// <summary>Progress for a terminal: a bar by bytes read, the four numbers, speed, what is in flight, the time that is left.</summary>
internal sealed class LiveProgress(IAnsiConsole console, TimeProvider clock) : IProgressView
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(200);

    public Task ShowAsync(LoadProgress progress, Func<Counts> counts, Task load) =>
        console.Progress()
            .AutoClear(true)
            .Columns(new ProgressBarColumn { Width = 24 }, new PercentageColumn(), new TaskDescriptionColumn { Alignment = Justify.Left })
            .StartAsync(context => FollowAsync(context.AddTask("starting"), progress, counts, load));

    private async Task FollowAsync(ProgressTask bar, LoadProgress progress, Func<Counts> counts, Task load)
    {
        var started = clock.GetTimestamp();
        bar.IsIndeterminate = progress.TotalBytes is null;
        using var timer = new PeriodicTimer(Look, clock);
        while (!load.IsCompleted)
        {
            var elapsed = clock.GetElapsedTime(started);
            var now = counts();
            var left = ProgressWords.Left(progress, elapsed) is { } time ? $", {ProgressWords.Show(time)} left" : "";
            bar.Description = Markup.Escape(ProgressWords.Line(progress, now, now.Read / Math.Max(elapsed.TotalSeconds, 0.001)) + left);
            bar.Value = ProgressWords.Percent(progress) ?? 0;
            await Task.WhenAny(load, timer.WaitForNextTickAsync().AsTask());
        }

        await load;
    }
}
