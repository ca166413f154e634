using Loader.Books;
using Loader.Running;
using Spectre.Console;

namespace Loader.Cli;

/// <summary>Progress for a terminal: a bar by bytes read, the four numbers, the time that is left, speed, what is in flight.</summary>
internal sealed class LiveProgress(IAnsiConsole console, TimeProvider clock) : IProgressView
{
    private const int Bar = 20;

    /// <summary>Columns that the bar, the percentage and the gaps between take.</summary>
    private const int Left = Bar + 7;

    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(200);

    // Drawn by hand at each look: a drawing thread of its own would be one more thing to wait for at the end.
    public Task ShowAsync(LoadProgress progress, Func<Counts> counts, Task load) =>
        console.Progress()
            .AutoClear(true)
            .AutoRefresh(false)
            .Columns(new ProgressBarColumn { Width = Bar }, new PercentageColumn(), new TaskDescriptionColumn { Alignment = Justify.Left })
            .StartAsync(context => FollowAsync(context, progress, counts, load));

    private async Task FollowAsync(ProgressContext context, LoadProgress progress, Func<Counts> counts, Task load)
    {
        var started = clock.GetTimestamp();
        var before = counts();
        var bar = context.AddTask("starting");
        bar.IsIndeterminate = progress.TotalBytes is null;
        using var timer = new PeriodicTimer(Look, clock);
        do
        {
            var words = ProgressWords.Parts(progress, before, counts(), clock.GetElapsedTime(started));
            bar.Description = Markup.Escape(ProgressWords.Fitting(words, console.Profile.Width - Left));
            bar.Value = ProgressWords.Percent(progress) ?? 0;
            context.Refresh();
        }
        while (await Task.WhenAny(load, timer.WaitForNextTickAsync().AsTask()) != load);

        await load;
    }
}
