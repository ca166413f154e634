using Loader.Books;
using Loader.Running;
using Spectre.Console;

namespace Loader.Cli;

/// <summary>Which view fits the place where talk goes.</summary>
internal static class ProgressViews
{
    public static IProgressView For(bool quiet, TextWriter talk, TimeProvider clock) =>
        quiet ? new NoProgress()
        : ReferenceEquals(talk, Console.Error) && !Console.IsErrorRedirected ? new LiveProgress(
            AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) }), clock)
        : new MilestoneProgress(talk, clock);

    private sealed class NoProgress : IProgressView
    {
        public Task ShowAsync(LoadProgress progress, Func<Counts> counts, Task load) => load;
    }
}
