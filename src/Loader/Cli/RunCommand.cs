using System.CommandLine;
using Loader.Reports;
using Loader.Running;

namespace Loader.Cli;

/// <summary><c>loader run MAPPING</c>: loads.</summary>
internal static class RunCommand
{
    public static Command Create(Surroundings around)
    {
        var shared = new RunOptions();
        var endpoint = new Option<string?>("--to-endpoint") { Description = "Sends to this address instead of the mapping's.", HelpName = "url" };
        var restart = new Option<bool>("--restart") { Description = "Begins anew; the old books are kept beside the new ones." };
        var grace = new Option<string?>("--grace") { Description = "How long requests in flight may take once the run was asked to stop: 30s.", HelpName = "time" };
        var wait = new Option<string?>("--wait-for-endpoint") { Description = "How long to wait where nobody listens: 5m.", HelpName = "time" };
        var command = new Command("run", "Loads the rows of a mapping's source. Running again continues where the last run stopped.");
        shared.AddTo(command, endpoint, restart, grace, wait);
        ExampleHelp.AddTo(command, "export NAMELESS_ENDPOINT=https://gtm.shop.example/tm/nameless\nloader run mappings/nameless-purchases.yaml --rate '50 requests/s'");
        command.SetAction((parsed, stop) => RunAsync(new(
            shared.Read(parsed) with
            {
                ToEndpoint = parsed.GetValue(endpoint),
                Restart = parsed.GetValue(restart),
                Grace = parsed.GetValue(grace),
                WaitForEndpoint = parsed.GetValue(wait),
            },
            around), stop));
        return command;
    }

    private static async Task<int> RunAsync(LoadSession session, CancellationToken stop)
    {
        await using var prepared = await session.PrepareAsync(session.Around.Options([]), stop);
        return prepared is null
            ? ExitCode.Unusable
            : await session.LoadAsync(prepared, LoadFolder.Of(session.Flags.Runs, prepared.Rules.Name), received: null);
    }
}
