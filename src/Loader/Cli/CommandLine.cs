using System.CommandLine;
using Loader.Reports;
using Loader.Running;

namespace Loader.Cli;

/// <summary>The commands, and the one place where a fault of the program itself is caught.</summary>
public static class CommandLine
{
    /// <summary>Runs one command.</summary>
    /// <param name="args">As typed.</param>
    /// <param name="catalogs">The kinds of sources and destinations there are.</param>
    /// <param name="output">Results.</param>
    /// <param name="talk">Everything that is said to a person along the way.</param>
    /// <returns>The exit code; see <see cref="ExitCode"/>.</returns>
    public static async Task<int> RunAsync(IReadOnlyList<string> args, Catalogs catalogs, TextWriter output, TextWriter talk)
    {
        var root = Root(catalogs, output, talk);
        var parsed = root.Parse(args);
        if (parsed.Errors.Count > 0)
        {
            foreach (var error in parsed.Errors) await talk.WriteLineAsync($"loader: {error.Message}");
            await talk.WriteLineAsync($"  hint: {Path(parsed.CommandResult.Command)} --help says what it takes, with an example");
            return ExitCode.Unusable;
        }

        try
        {
            return await parsed.InvokeAsync(new InvocationConfiguration
            {
                EnableDefaultExceptionHandler = false,
                ProcessTerminationTimeout = null,
                Output = output,
                Error = talk,
            });
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            await talk.WriteLineAsync($"loader: a fault in the program itself: {fault.GetType().Name}: {fault.Message}");
            await talk.WriteLineAsync(fault.StackTrace);
            await talk.WriteLineAsync("  What was sent is in the books; running again continues. Please report this with the lines above.");
            return ExitCode.Fault;
        }
    }

    private static RootCommand Root(Catalogs catalogs, TextWriter output, TextWriter talk)
    {
        var root = new RootCommand("Loads history: rows go through a mapping, become events, and a report proves what became of every row.")
        {
            RunCommand.Create(catalogs, output, talk),
            RehearseCommand.Create(catalogs, output, talk),
            CheckCommand.Create(catalogs, output, talk),
            PreviewCommand.Create(catalogs, output, talk),
            ExplainCommand.Create(output, talk),
            ReferenceCommands.Functions(output),
            ReferenceCommands.Sources(catalogs, output),
            ReferenceCommands.Destinations(catalogs, output),
        };
        ExampleHelp.AddTo(root, "loader rehearse mappings/nameless-purchases.yaml");
        return root;
    }

    private static string Path(Command command) => command is RootCommand ? "loader" : "loader " + command.Name;
}
