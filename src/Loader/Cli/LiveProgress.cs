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
            .Columns(new ProgressBarColumn { Width = 20 }, new PercentageColumn(), new TaskDescriptionColumn { Alignment = Justify.Left })
            .StartAsync(context => FollowAsync(context.AddTask("starting"), progress, counts, load));

    /// <summary>What stands beside the bar.</summary>
    internal static string Words(LoadProgress progress, Counts before, Counts now, TimeSpan elapsed)
    {
        var left = ProgressWords.Left(ProgressWords.Percent(progress), elapsed) is { } time ? $", {ProgressWords.Show(time)} left" : "";
        return ProgressWords.Line(progress, now, ProgressWords.Speed(before, now, elapsed)) + left;
    }

    private async Task FollowAsync(ProgressTask bar, LoadProgress progress, Func<Counts> counts, Task load)
    {
        var started = clock.GetTimestamp();
        var before = counts();
        bar.IsIndeterminate = progress.TotalBytes is null;
        using var timer = new PeriodicTimer(Look, clock);
        do
        {
            bar.Description = Markup.Escape(Words(progress, before, counts(), clock.GetElapsedTime(started)));
            bar.Value = ProgressWords.Percent(progress) ?? 0;
        }
        while (await Task.WhenAny(load, timer.WaitForNextTickAsync().AsTask()) != load);

        await load;
    }
}
