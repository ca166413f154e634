using Loader.Books;
using Loader.Running;
using Spectre.Console;

namespace Loader.Cli.Progress;

/// <summary>Progress for a terminal: a bar by bytes read, the four numbers, the time that is left, speed, what is in flight.</summary>
internal sealed class LiveProgress(IAnsiConsole console, TimeProvider clock) : IProgressView
{
    /// <summary>Columns that the percentage and the gaps take.</summary>
    private const int Gaps = 7;

    /// <summary>Columns of the bar: on a narrow screen numbers say more.</summary>
    private readonly int bar = console.Profile.Width < 110 ? 10 : 20;

    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(200);

    // Drawn by hand at each look: a drawing thread of its own would be one more thing to wait for at the end.
    public Task ShowAsync(LoadProgress progress, Func<Counts> counts, Task load) =>
        console.Progress()
            .AutoClear(true)
            .AutoRefresh(false)
            .Columns(new ProgressBarColumn { Width = bar }, new PercentageColumn(), new TaskDescriptionColumn { Alignment = Justify.Left })
            .StartAsync(context => FollowAsync(context, progress, counts, load));

    private async Task FollowAsync(ProgressContext context, LoadProgress progress, Func<Counts> counts, Task load)
    {
        var started = clock.GetTimestamp();
        var before = counts();
        var task = context.AddTask("starting");
        task.IsIndeterminate = progress.TotalBytes is null;
        using var timer = new PeriodicTimer(Look, clock);
        do
        {
            var words = ProgressWords.Parts(progress, before, counts(), clock.GetElapsedTime(started));
            task.Description = Markup.Escape(ProgressWords.Fitting(words, console.Profile.Width - bar - Gaps));
            task.Value = ProgressWords.Percent(progress) ?? 0;
            context.Refresh();
        }
        while (await Task.WhenAny(load, timer.WaitForNextTickAsync().AsTask()) != load);

        await load;
    }
}
