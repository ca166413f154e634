using System.Runtime.CompilerServices;
using Loader.Books;
using Loader.Cli.Progress;
using Loader.Running;
using Spectre.Console;

namespace Loader.Cli;

/// <summary>Which view fits the place where talk goes.</summary>
internal static class ProgressViews
{
    public static IProgressView For(bool quiet, Surroundings around) =>
        quiet ? new NoProgress()
        : around.TalkIsWatched ? Live(around)
        : new MilestoneProgress(around.Talk, around.Clock);

    /// <summary>By itself, so that a run without a terminal never loads what draws on one.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static LiveProgress Live(Surroundings around) =>
        new(AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(around.Talk) }), around.Clock);

    private sealed class NoProgress : IProgressView
    {
        public Task ShowAsync(LoadProgress progress, Func<Counts> counts, Task load) => load;
    }
}
