using System.CommandLine;
using Loader.Cli;
using Loader.Running.Preparing;
using Loader.Tests.Architecture;

namespace Loader.Tests.Cli;

/// <summary>A command line as it is typed, run in this process, and all that it said.</summary>
/// <param name="ExitCode">What it ended with.</param>
/// <param name="Output">Its standard output.</param>
/// <param name="Talk">Its standard error.</param>
internal sealed record Typed(int ExitCode, string Output, string Talk)
{
    /// <summary>Wide enough for the paths of any machine: they are taken out afterwards, and lines must not break by their length.</summary>
    public const int Wide = 1_000;

    public static Task<Typed> RunAsync(params string[] words) => RunAsync(Catalogs.Default, _ => null, Surroundings.Widest, words);

    /// <param name="catalogs">The kinds of sources and destinations there are.</param>
    /// <param name="variable">The environment: nothing of this machine's.</param>
    /// <param name="width">Columns that laid out text may take.</param>
    /// <param name="words">As typed, behind the program's name.</param>
    public static async Task<Typed> RunAsync(Catalogs catalogs, Func<string, string?> variable, int width, params string[] words)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var talk = new StringWriter { NewLine = "\n" };
        var exit = await CommandLine.RunAsync(words, new(catalogs, output, TextWriter.Synchronized(talk)) { Variable = variable, Width = width });
        return new(exit, Plain(output), Plain(talk));
    }

    /// <summary>Everything that the person sees, as a golden file keeps it.</summary>
    public override string ToString() => $"exit {ExitCode}\n--- stdout\n{Output}--- stderr\n{Talk}";

    /// <summary>Without this machine's paths, and under the program's own name rather than the test runner's.</summary>
    private static string Plain(StringWriter text) => text.ToString()
        .ReplaceLineEndings("\n")
        .Replace(Repository.Root + Path.DirectorySeparatorChar, "", StringComparison.Ordinal)
        .Replace($"  {RootCommand.ExecutableName} ", "  loader ", StringComparison.Ordinal);
}
