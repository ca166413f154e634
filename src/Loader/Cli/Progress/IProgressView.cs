using Loader.Books;
using Loader.Running;

namespace Loader.Cli.Progress;

/// <summary>Shows a running load to whoever looks.</summary>
internal interface IProgressView
{
    /// <summary>Shows until <paramref name="load"/> has ended.</summary>
    Task ShowAsync(LoadProgress progress, Func<Counts> counts, Task load);
}
