using System.CommandLine;
using Loader.Reports;

namespace Loader.Cli;

/// <summary>The commands, and the one place where a fault of the program itself is caught.</summary>
internal static class CommandLine
{
    /// <summary>Runs one command.</summary>
    /// <param name="args">As typed.</param>
    /// <param name="around">Where results and talk go, and what else surrounds the command.</param>
    /// <returns>The exit code; see <see cref="ExitCode"/>.</returns>
    public static async Task<int> RunAsync(IReadOnlyList<string> args, Surroundings around)
    {
        var parsed = Root(around).Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null });
        if (UsageErrors.Of(parsed) is { Count: > 0 } errors && parsed.Action is not (ExampleHelp or VersionLine))
        {
            foreach (var (message, hint) in errors)
            {
                await around.Talk.WriteLineAsync($"loader: {message}");
                await around.Talk.WriteLineAsync($"  hint: {hint ?? $"'{Name(parsed.CommandResult.Command)} --help' says what it takes, with an example"}");
            }

            return ExitCode.Unusable;
        }

        try
        {
            return await parsed.InvokeAsync(new InvocationConfiguration
            {
                EnableDefaultExceptionHandler = false,
                ProcessTerminationTimeout = null,
                Output = around.Output,
                Error = around.Talk,
            });
        }
        catch (Exception fault)
        {
            // An exception may quote a request or an answer: its words go through the secrets that the command has met.
            await around.Talk.WriteLineAsync("loader: a fault in the program itself");
            await around.Talk.WriteLineAsync(around.Secrets.Redact(fault.ToString()));
            await around.Talk.WriteLineAsync("  What was sent is in the books; running again continues. Please report this with the lines above.");
            return ExitCode.Fault;
        }
    }

    private static RootCommand Root(Surroundings around)
    {
        var root = new RootCommand("Loads history: rows go through a mapping, become events, and a report proves what became of every row.")
        {
            RunCommand.Create(around),
            RehearseCommand.Create(around),
            CheckCommand.Create(around),
            InitCommand.Create(around),
            TestCommand.Create(around),
            RowsCommand.Create(around),
            PreviewCommand.Create(around),
            PlanCommand.Create(around),
            StatusCommand.Create(around),
            ReportCommand.Create(around),
            ExplainCommand.Create(around),
            ReferenceCommands.Functions(around),
            ReferenceCommands.Sources(around),
            ReferenceCommands.Destinations(around),
            ReferenceCommands.Pages(around),
        };
        VersionLine.AddTo(root);
        ExampleHelp.AddTo(root, "loader rehearse mappings/nameless-purchases.yaml");
        return root;
    }

    private static string Name(Command command) => command is RootCommand ? "loader" : "loader " + command.Name;
}
